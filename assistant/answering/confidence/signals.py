"""Signals: what is known of a sentence that may answer, each on a scale that can be weighed."""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields
from math import log1p

import numpy as np
from numpy.typing import NDArray

from assistant.answering.coverage import Topic
from assistant.answering.sentence import Sentence
from assistant.log_odds import log_odds
from assistant.reading.reader import SentenceReading

# Probabilities nearer to 0 or 1 than this tell nothing more.
_LEAST = 1e-4
_MOST_WORDS = 20.0
_HUNDRED = 100.0
_CLOSING = "\"”’')"


@dataclass(frozen=True, slots=True)
class Signals:
    """What is known of a sentence as the answer to a question.

    `answers` is the log-odds that the reader gives it, `words` half the log-odds of its short
    answer, and `unanswered` the log-odds that nothing in its clipping answers. `rank` is the
    logarithm of the place at which the search found its passage, from 1. `coverage` is the share of
    the question's terms that stand in the sentence or near it, 0 to 1. `asks` is 1 for a sentence
    that is a question itself, `absent` the share of the question's names and figures that its
    article does not hold, 0 to 1, and `place` the logarithm of how far behind the beginning of its
    article it stands, in hundreds of characters.
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
        """Return the signals of a sentence, by what the reader says of it and of its clipping."""
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
        """All of them, in order."""
        return np.array(astuple(self))


NAMES = tuple(field.name for field in fields(Signals))
