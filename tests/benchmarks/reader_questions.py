"""Questions over passages: which sentence comes first, which words, and whether there are any."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from random import Random
from typing import TypeVar

import numpy as np

from assistant.evaluation.matching import normalised, token_f1
from assistant.reading.reader import Passage, PassageReading, Reader
from assistant.reading.training.example import UNLABELLED
from assistant.reading.training.selections import Selection, passage_of
from sources.language.sentences import boundaries
from tests.benchmarks.curves import Figure, auroc, declined_at, figure, mean

_SEED = 16
_AT_ONCE = 2
_LONGEST_PASSAGE = 700  # characters
_Case = TypeVar("_Case")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, a paragraph, and the answers that people gave; none if it has none there."""

    question: str
    text: str
    answers: tuple[str, ...]
    doc: str
    title: str = ""

    @property
    def passage(self) -> Passage:
        """The paragraph as the reader takes it."""
        return Passage(self.text, boundaries(self.text), self.title)


def some(cases: Sequence[_Case], most: int) -> list[_Case]:
    """Return so many cases, drawn by lot."""
    return Random(_SEED).sample(cases, min(most, len(cases)))  # noqa: S311 - no secret


def readings(reader: Reader, asked: Sequence[tuple[str, Passage]]) -> list[PassageReading]:
    """Read each passage with its question."""
    with ThreadPoolExecutor(_AT_ONCE) as threads:
        return list(threads.map(lambda each: reader.read(each[0], [each[1]])[0], asked))


def paragraphs(name: str, asked: Sequence[Asked], reader: Reader, most: int) -> Iterator[Figure]:
    """Measure as many answerable and impossible questions."""
    answerable = some([each for each in asked if each.answers], most // 2)
    impossible = some([each for each in asked if not each.answers], most // 2)
    cases = [*answerable, *impossible]
    found = readings(reader, [(each.question, each.passage) for each in cases])
    yield from _answers(name, answerable, found[: len(answerable)])
    likely = np.array([max(s.probability for s in each.sentences) for each in found])
    words = np.array([1 - each.unanswered for each in found])
    truth = [bool(each.answers) for each in cases]
    documents = [each.doc for each in cases]
    both = _logit(likely) + _logit(words)
    for kind, scores in (("sentence", likely), ("words", words), ("both", both)):
        yield figure(f"{name}: AUROC answerable, {kind}", documents, [scores, truth], auroc)
    for share in (0.75, 0.8, 0.85):
        title = f"{name}: declined at {share} answered, both"
        yield figure(title, documents, [both, truth], declined_at(share))


def _answers(
    name: str, asked: Sequence[Asked], found: Sequence[PassageReading]
) -> Iterator[Figure]:
    right, exact, overlap = [], [], []
    for case, reading in zip(asked, found, strict=True):
        best = max(range(len(reading.sentences)), key=lambda n: reading.sentences[n].probability)
        start, end = case.passage.sentences[best]
        sentence = case.text[start:end].lower()
        right.append(any(answer.lower() in sentence for answer in case.answers))
        words = reading.sentences[best].words
        said = case.text[words.start : words.end] if words else ""
        exact.append(any(normalised(said) == normalised(answer) for answer in case.answers))
        overlap.append(max(token_f1(said, answer) for answer in case.answers))
    documents = [case.doc for case in asked]
    yield figure(f"{name}: right sentence first", documents, [right], mean)
    yield figure(f"{name}: words, exact", documents, [exact], mean)
    yield figure(f"{name}: words, token F1", documents, [overlap], mean)


def selections(
    name: str, cases: Sequence[Selection], reader: Reader, most: int
) -> Iterator[Figure]:
    """Measure how often a sentence that answers comes first, over passages of whole sentences."""
    taken = some([each for each in cases if 1 in each.labels], most // 2)
    passages = [list(_passages(each)) for each in taken]
    asked = [
        (case.question, one) for case, each in zip(taken, passages, strict=True) for one in each
    ]
    found = iter(readings(reader, asked))
    right = []
    for case, each in zip(taken, passages, strict=True):
        likely = [s.probability for _ in each for s in next(found).sentences]
        labelled = [n for n, label in enumerate(case.labels) if label != UNLABELLED]
        right.append(case.labels[max(labelled, key=likely.__getitem__)] == 1)
    documents = [case.title or case.question for case in taken]
    yield figure(f"{name}: right sentence first", documents, [right], mean)


def _passages(selection: Selection) -> Iterator[Passage]:
    """Yield the sentences of a selection as passages about as long as an archive's."""
    first = 0
    for last in range(1, len(selection.sentences) + 1):
        following = " ".join(selection.sentences[first : last + 1])
        if last == len(selection.sentences) or len(following) > _LONGEST_PASSAGE:
            yield passage_of(selection.sentences[first:last], selection.title)
            first = last


def _logit(likely: np.ndarray) -> np.ndarray:
    clipped = np.clip(likely, 1e-7, 1 - 1e-7)
    return np.asarray(np.log(clipped / (1 - clipped)))
