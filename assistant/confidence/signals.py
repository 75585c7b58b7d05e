"""Signals: what is known of a sentence that may answer, each on a scale that can be weighed."""

from __future__ import annotations

from dataclasses import astuple, dataclass, fields
from math import log, log1p

import numpy as np
from numpy.typing import NDArray

# Probabilities nearer to 0 or 1 than this tell nothing more.
_LEAST = 1e-4
_MOST_WORDS = 20.0


@dataclass(frozen=True, slots=True)
class Signals:
    """What is known of a sentence as the answer to a question.

    `answers` is the log-odds that the reader gives it, `words` the score of its short answer, and
    `unanswered` the log-odds that nothing in its clipping answers. `rank` is the logarithm of the
    place at which the search found its passage. The others are 0 to 1: `similarity` of question
    and sentence, the share of the question's terms that stand near it (`coverage`) and in it
    (`exact`); whether it holds the kind of thing asked for (`fits`), lacks a name, number or topic
    of the question (`lacks`), was found enough by the checks together (`sufficient`), and asks
    itself (`asks`).
    """

    answers: float
    words: float
    unanswered: float
    rank: float
    similarity: float
    coverage: float
    exact: float
    fits: float
    lacks: float
    sufficient: float
    asks: float

    @property
    def values(self) -> NDArray[np.float64]:
        """All of them, in order."""
        return np.array(astuple(self))


NAMES = tuple(field.name for field in fields(Signals))


def log_odds(probability: float) -> float:
    """Return the log-odds of a probability, within bounds."""
    held = min(max(probability, _LEAST), 1 - _LEAST)
    return log(held / (1 - held))


def bounded_score(score: float) -> float:
    """Return the score of a short answer, within bounds, about as large as log-odds are."""
    return min(max(score, -_MOST_WORDS), _MOST_WORDS) / 2


def rank_signal(rank: int) -> float:
    """Return the signal of a rank, which counts from 0."""
    return log1p(rank)
