"""Likelihood: the probability that a sentence is supported by its evidence.

This is a logistic regression on five features. Its weights were fitted to the development half of
WiCE (claims of an encyclopedia and the pages that they cite). `python -m tests.benchmarks.support
--refit` fits them again and measures them on unseen claims.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import exp

_COVERAGE, _SENSE = 3.06, 2.91
_NUMBER, _DATE, _NAME = -0.64, -1.20, -0.81
_CONSTANT = -3.66
# Counts above this do not lower the probability further.
MOST = 2


@dataclass(frozen=True, slots=True)
class Signs:
    """The features of a sentence and its evidence.

    `coverage` is the share of its words in the evidence, `sense` the cosine of the two. The others
    count doubtful numbers, dates and names.
    """

    coverage: float
    sense: float
    numbers: int = 0
    dates: int = 0
    names: int = 0

    @property
    def row(self) -> tuple[float, ...]:
        """The features in the order of the weights."""
        counts = (min(count, MOST) for count in (self.numbers, self.dates, self.names))
        return (self.coverage, self.sense, *counts)

    @property
    def likelihood(self) -> float:
        """The probability that the sentence is supported, 0 to 1."""
        weights = (_COVERAGE, _SENSE, _NUMBER, _DATE, _NAME)
        total = sum(w * sign for w, sign in zip(weights, self.row, strict=True))
        return 1 / (1 + exp(-total - _CONSTANT))

    @property
    def undoubted(self) -> Signs:
        """The features without the counts of doubts: only coverage and sense."""
        return replace(self, numbers=0, dates=0, names=0)
