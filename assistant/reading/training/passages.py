"""Rows from paragraphs: a question, some whole sentences, and which of them answers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from random import Random

from assistant.reading.piece_rows import Cutter, passage_row
from assistant.reading.reader import Passage
from assistant.reading.training.example import UNLABELLED, Example, Task
from assistant.reading.training.paragraph import Paragraph, Paragraphs, content_words, occurrences
from assistant.reading.training.typed_questions import as_typed

_NUMBER = re.compile(r"\b\d[\d,.]*\b")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*")


def exchanged(question: str, text: str, answer: str, random: Random) -> str | None:
    """Return the question with another name or number in it, or None if it has neither."""
    choices = []
    for kind in (_NUMBER, _NAME):
        asked = list(kind.finditer(question))
        others = {found[0] for found in kind.finditer(text)}
        others = {
            other
            for other in others
            if other not in question and other.lower() not in answer.lower()
        }
        choices += [(found, other) for found in asked for other in sorted(others)]
    if not choices:
        return None
    found, other = random.choice(choices)
    return question[: found.start()] + other + question[found.end() :]


# Lengths in characters. Most passages have about eighty word pieces, which is cheap, and some are
# as long as an archive's passages.
_USUAL, _LONG, _LONG_SHARE = 340, 1000, 0.25
_TITLED = 0.5
# The shares of answerable questions made impossible in each of three ways.
_EXCHANGED, _ELSEWHERE, _REMOVED = 0.05, 0.08, 0.05
_ELSEWHERE_TRIED = 6


@dataclass(frozen=True)
class PassageMaker:
    """Make rows from paragraphs."""

    cutter: Cutter
    paragraphs: Paragraphs

    def answerable(self, paragraph: Paragraph, number: int, random: Random) -> Example:
        """Return a row for a question that the paragraph answers, or one made impossible."""
        question, answer = paragraph.answerable[number]
        way = random.random()
        if way < _EXCHANGED:
            other = exchanged(question, paragraph.text, answer, random)
            if other is not None:
                return self._unanswered(paragraph, other, answer, random)
        elif way < _EXCHANGED + _ELSEWHERE:
            elsewhere = self._elsewhere(paragraph, question, answer, random)
            if elsewhere is not None:
                return self._unanswered(elsewhere, question, "", random)
        elif way < _EXCHANGED + _ELSEWHERE + _REMOVED:
            rest = _without(paragraph, answer)
            if rest is not None:
                return self._unanswered(rest, question, "", random)
        return self._answered(paragraph, question, answer, random)

    def impossible(self, paragraph: Paragraph, number: int, random: Random) -> Example:
        """Return a row for a question that a person wrote to have no answer there."""
        return self._unanswered(paragraph, paragraph.impossible[number], "", random)

    def _answered(
        self, paragraph: Paragraph, question: str, answer: str, random: Random
    ) -> Example:
        sentences = paragraph.sentences
        places = occurrences(paragraph.text, answer)
        holding = [
            number
            for number, (start, end) in enumerate(sentences)
            if any(start <= place < end for place in places)
        ]
        if not holding:
            return self._unanswered(paragraph, question, "", random)
        best = _closest(paragraph, question, holding)
        first, last = window(sentences, best, _budget(random), random)
        labels = [
            1 if number == best else UNLABELLED if number in holding else 0
            for number in range(first, last)
        ]
        offset = sentences[first][0]
        passage = _passage(paragraph, first, last, random)
        row = passage_row(self.cutter, as_typed(question, random), passage)
        starts, ends = [], []
        for place in places:
            start = row.piece_at(place - offset)
            end = row.piece_at(place - offset + len(answer.rstrip()) - 1)
            if place >= offset and start is not None and end is not None:
                starts.append(start)
                ends.append(end)
        return Example(Task.PASSAGE, row, tuple(labels), tuple(starts), tuple(ends))

    def _unanswered(
        self, paragraph: Paragraph, question: str, near: str, random: Random
    ) -> Example:
        """Return a row without an answer, around the sentence most like the words `near`."""
        sentences = paragraph.sentences
        holding = [
            n for n, (start, end) in enumerate(sentences) if near in paragraph.text[start:end]
        ]
        best = _closest(paragraph, question, holding or list(range(len(sentences))))
        first, last = window(sentences, best, _budget(random), random)
        passage = _passage(paragraph, first, last, random)
        row = passage_row(self.cutter, as_typed(question, random), passage)
        return Example(Task.PASSAGE, row, (0,) * (last - first), (0,), (0,))

    def _elsewhere(
        self, paragraph: Paragraph, question: str, answer: str, random: Random
    ) -> Paragraph | None:
        """Return another paragraph of the article that shares words and lacks the answer."""
        article = self.paragraphs.articles[paragraph.doc]
        tried = random.sample(article, min(_ELSEWHERE_TRIED, len(article)))
        lacking = [
            other
            for other in tried
            if other is not paragraph and answer.lower() not in other.text.lower()
        ]
        asked = content_words(question)
        return max(lacking, key=lambda other: len(asked & content_words(other.text)), default=None)


def window(
    sentences: tuple[tuple[int, int], ...], best: int, budget: int, random: Random
) -> tuple[int, int]:
    """Return the range of sentences of a passage around one: the first, and one past the last."""
    first, last = best, best + 1
    while True:
        sides = []
        if first > 0 and sentences[last - 1][1] - sentences[first - 1][0] <= budget:
            sides.append(-1)
        if last < len(sentences) and sentences[last][1] - sentences[first][0] <= budget:
            sides.append(1)
        if not sides:
            return first, last
        if random.choice(sides) < 0:
            first -= 1
        else:
            last += 1


def titled(title: str, random: Random) -> str:
    """Return a title, or nothing half of the time: a reader must not rely on it."""
    return title if random.random() < _TITLED else ""


def _budget(random: Random) -> int:
    return _LONG if random.random() < _LONG_SHARE else _USUAL


def _passage(paragraph: Paragraph, first: int, last: int, random: Random) -> Passage:
    sentences = paragraph.sentences[first:last]
    offset = sentences[0][0]
    return Passage(
        paragraph.text[offset : sentences[-1][1]],
        tuple((start - offset, end - offset) for start, end in sentences),
        titled(paragraph.title, random),
    )


def _closest(paragraph: Paragraph, question: str, among: list[int]) -> int:
    """Return the sentence that shares most words with the question."""
    if len(among) == 1:
        return among[0]
    asked = content_words(question)
    shared = {}
    for number in among:
        start, end = paragraph.sentences[number]
        shared[number] = len(asked & content_words(paragraph.text[start:end]))
    return max(among, key=shared.__getitem__)


def _without(paragraph: Paragraph, answer: str) -> Paragraph | None:
    """Return the paragraph without the sentences that contain the answer; None if it is empty."""
    rest = [
        paragraph.text[start:end]
        for start, end in paragraph.sentences
        if answer.lower() not in paragraph.text[start:end].lower()
    ]
    if not rest or len(rest) == len(paragraph.sentences):
        return None
    return Paragraph(paragraph.doc, paragraph.title, " ".join(rest), (), ())
