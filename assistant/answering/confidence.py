"""The probability that a sentence answers a question: signals, their combiner, and the judge."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import astuple, dataclass, fields
from enum import StrEnum
from functools import cache
from itertools import islice
from math import log1p
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.answering.clipping import Clipping, clippings
from assistant.answering.evidence import Evidence, Topic
from assistant.answering.sentence import Sentence
from assistant.facts.same_fact import figures
from assistant.log_odds import log_odds, logistic
from assistant.question import SHAPE, Kind, Part
from assistant.reading.reader import PassageReading, Reader, SentenceReading, ShortAnswer
from assistant.reading.trained import shipped_reader
from sources.span import Span

_POLAR = re.compile(
    r"\W*(?:is|are|am|was|were|do|does|did|has|have|had|can|could|will|would|shall|should|may|"
    r"might|must)\b",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\bwhy\b|\breasons?\b|"
    r"\bhow\b(?! (?:many|much|long|old|far|tall|high|big|large|often|fast|deep|wide|heavy)\b)",
    re.IGNORECASE,
)
_QUESTION_WORD = re.compile(
    r"\b(?:who|whom|whose|wh?at|wh?ich|when|where|why|how)\b", re.IGNORECASE
)
_KNOWN = re.compile(r"\bwhat (?:do|did) (?:we|you) know (?:of|about)\b", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


class Form(StrEnum):
    """The kind of answer that a question needs.

    A fact is a few words of a sentence: a name, a number, a day. A reason or a manner takes more
    than a few words, and a yes/no question has no words to mark. For these the reader marks no
    short answer, so the surrounding text counts for more. An open request ("Tell me about the
    summit") has no question word: the opening sentences of an article answer it.
    """

    FACT = "fact"
    REASON = "reason"
    POLAR = "polar"
    OPEN = "open"


def form_of(question: str) -> Form:
    """Return the form of a question, judged by its last sentence."""
    *_, asked = _SENTENCE_END.split(question.strip())
    if _POLAR.match(asked):
        return Form.POLAR
    if _KNOWN.search(asked):
        return Form.OPEN
    if not _QUESTION_WORD.search(asked):
        shaped = any(word in SHAPE for word in _WORD.findall(asked.lower()))
        return Form.OPEN if shaped else Form.FACT
    return Form.REASON if _REASON.search(asked) else Form.FACT


# Probabilities are clipped to this distance from 0 and 1, so that log-odds stay finite.
_LEAST = 1e-4
_MOST_WORDS = 20.0
_HUNDRED = 100.0
_CLOSING = "\"”’')"


@dataclass(frozen=True, slots=True)
class Signals:
    """The features that decide whether a sentence answers a question.

    `answers` is the reader's log-odds for the sentence, `words` half the log-odds of its short
    answer, and `unanswered` the log-odds that nothing in its clipping answers. `rank` is the
    logarithm of the rank of its passage in the search, counted from 1. `coverage` is the share of
    the question's terms that appear in or near the sentence, 0 to 1. `asks` is 1 if the sentence is
    a question itself. `absent` is the share of the question's names and figures that are missing
    from the article, 0 to 1. `place` is the logarithm of the sentence's distance from the beginning
    of its article, in hundreds of characters.
    """

    answers: float
    words: float
    unanswered: float
    rank: float
    coverage: float
    asks: float
    absent: float
    place: float

    @classmethod
    def of(
        cls, sentence: Sentence, reading: SentenceReading, unanswered: float, topic: Topic
    ) -> Signals:
        """Compute the signals of a sentence from the reader's output for it and its clipping."""
        score = reading.words.score if reading.words else -_MOST_WORDS
        return cls(
            answers=log_odds(reading.probability, _LEAST),
            words=min(max(score, -_MOST_WORDS), _MOST_WORDS) / 2,
            unanswered=log_odds(unanswered, _LEAST),
            rank=log1p(sentence.rank),
            coverage=topic.coverage(sentence).near,
            asks=float(sentence.text.rstrip(_CLOSING).endswith("?")),
            absent=topic.absent(sentence.article),
            place=log1p(sentence.span.start / _HUNDRED),
        )

    @property
    def values(self) -> NDArray[np.float64]:
        """All signals, in the order of the regression's weights."""
        return np.array(astuple(self))


NAMES = tuple(field.name for field in fields(Signals))


SHIPPED = Path(__file__).with_name("confidence.json")

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Weighing:
    """A logistic regression: a weight for each signal, in order, and an intercept."""

    weights: Floats
    constant: float

    def probability(self, rows: Floats) -> Floats:
        """Return the probability that each sentence answers, from a row of signals for each."""
        return logistic(rows @ self.weights + self.constant)


@dataclass(frozen=True, slots=True, eq=False)
class Combiner:
    """A regression for each form of question, and a calibration of the probabilities.

    `probabilities` are in ascending order. Each entry of `shares` is the share of correct answers
    among all answers with at least the probability at the same index, measured on the questions
    that the regressions were fitted to.
    """

    weighings: Mapping[Form, Weighing]
    probabilities: Floats
    shares: Floats

    def probability(self, form: Form, signals: Sequence[Signals]) -> Floats:
        """Return the probability, 0 to 1, that each sentence answers a question of this form."""
        rows = np.array([each.values for each in signals]).reshape(-1, len(NAMES))
        return self.weighing(form).probability(rows)

    def weighing(self, form: Form) -> Weighing:
        """Return the regression for a form. An open request uses the one for facts."""
        return self.weighings[Form.FACT if form is Form.OPEN else form]

    def confidence(self, probability: float) -> float:
        """Return the measured share of correct answers, 0 to 1, at this probability or above."""
        return float(np.interp(probability, self.probabilities, self.shares))


@cache
def shipped_combiner() -> Combiner:
    """Return the combiner fitted for the shipped reader."""
    kept = json.loads(SHIPPED.read_text(encoding="utf-8"))
    curve = np.array(kept["curve"])
    weighings = {Form(name): _weighing(each) for name, each in kept["forms"].items()}
    return Combiner(weighings, curve[:, 0], curve[:, 1])


def _weighing(kept: Mapping[str, float]) -> Weighing:
    return Weighing(np.array([kept[name] for name in NAMES]), kept["constant"])


CAUTION = 0.9
# At most this many clippings are read for each part of a question: usually all of ten passages.
CLIPPINGS = 40
# A short answer is shown if it is more likely than "no answer", and shorter than this share of the
# sentence.
_SHORT = 0.6
# The answer to these is a number, in digits or in words.
_ORDINAL = re.compile(r"\b\d+(?:st|nd|rd|th)\b")
_COUNTS = frozenset({Kind.HOW_MUCH, Kind.SHARE, Kind.HOW_MANY, Kind.HOW_LONG})


@dataclass(frozen=True, slots=True)
class Read:
    """A sentence scored by the reader, with its signals and its best short answer."""

    sentence: Sentence
    signals: Signals
    short_answer: Span | None


@dataclass(frozen=True, slots=True)
class Judge:
    """Estimate how likely sentences are to answer, from the reader and their rank in the results.

    A sentence counts as an answer if its confidence is at least `caution`, 0.5 to 0.99. Confidence
    is the measured share of correct answers. A sentence without a number does not answer "how
    many". A sentence whose article contains none of the question's names answers nothing. The
    reader supports only English, so neither the question nor the sentences may be Korean.
    """

    reader: Reader
    combiner: Combiner
    caution: float = CAUTION

    def judged(
        self, part: Part, sentences: Sequence[Sentence], topic: Topic
    ) -> tuple[Evidence, ...]:
        """Return sentences as evidence for a part of a question, best first."""
        read = list(self.read(part, sentences, topic))
        signals = [each.signals for each in read]
        likely = self.combiner.probability(form_of(part.text), signals).tolist()
        found = [
            Evidence(each.sentence, part, p, self._refusal(part, each, p), each.short_answer)
            for each, p in zip(read, likely, strict=True)
        ]
        return tuple(sorted(found, key=lambda evidence: -evidence.score))

    def read(self, part: Part, sentences: Sequence[Sentence], topic: Topic) -> Iterator[Read]:
        """Score sentences with the reader, in at most `CLIPPINGS` clippings."""
        chosen = list(islice(clippings(sentences), CLIPPINGS))
        wording = part.wording or part.text
        readings = self.reader.read(wording, [clipping.passage for clipping in chosen])
        for clipping, reading in zip(chosen, readings, strict=True):
            yield from _each(clipping, reading, topic)

    def _refusal(self, part: Part, read: Read, probability: float) -> str:
        if part.kind in _COUNTS and not figures(_ORDINAL.sub("", read.sentence.text)):
            return "it does not state a number"
        if read.signals.absent == 1:
            return f"its article does not mention {', '.join(part.names)}"
        confidence = self.combiner.confidence(probability)
        if confidence >= self.caution:
            return ""
        return f"its confidence is {confidence:.0%}, below the required {self.caution:.0%}"


def shipped_judge(caution: float = CAUTION) -> Judge:
    """Return a judge with the shipped reader, which is loaded on first use."""
    return Judge(shipped_reader(), shipped_combiner(), caution)


def _each(clipping: Clipping, reading: PassageReading, topic: Topic) -> Iterator[Read]:
    for sentence, found in zip(clipping.sentences, reading.sentences, strict=True):
        signals = Signals.of(sentence, found, reading.unanswered, topic)
        yield Read(sentence, signals, _short_answer(clipping, sentence, found))


def _short_answer(clipping: Clipping, sentence: Sentence, reading: SentenceReading) -> Span | None:
    words: ShortAnswer | None = reading.words
    if words is None or words.score < 0:
        return None
    first = clipping.sentences[0].span.start
    start, end = first + words.start, first + words.end
    length = sentence.span.end - sentence.span.start
    if not sentence.span.start <= start < end <= sentence.span.end or end - start > _SHORT * length:
        return None
    return sentence.article.span(start, end)
