"""Signals: the features of a sentence that may answer, each on a scale suited to regression."""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields
from math import log1p

import numpy as np
from numpy.typing import NDArray

from assistant.answering.coverage import Topic
from assistant.answering.sentence import Sentence
from assistant.log_odds import log_odds
from assistant.reading.reader import SentenceReading

# Probabilities closer to 0 or 1 than this carry no further information.
_LEAST = 1e-4
_MOST_WORDS = 20.0
_HUNDRED = 100.0
_CLOSING = "\"”’')"


@dataclass(frozen=True, slots=True)
class Signals:
    """The features of a sentence as the answer to a question.

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
        """Return the signals of a sentence from the reader's output on it and on its clipping."""
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
        """All signals, in order."""
        return np.array(astuple(self))


NAMES = tuple(field.name for field in fields(Signals))
