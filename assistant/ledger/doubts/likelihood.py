"""Likelihood: how probably a sentence is borne out, by all that speaks for and against it.

A logistic combination of five signs. Its weights were fitted to the development half of WiCE
(claims of an encyclopedia and the pages that they cite); `python -m tests.benchmarks.support
--refit` fits them again and shows what they come to on claims that it has not seen.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import exp

_COVERAGE, _SENSE = 3.06, 2.91
_NUMBER, _DATE, _NAME = -0.64, -1.20, -0.81
_CONSTANT = -3.66
# From the third on, what is wrong makes a sentence no more doubtful.
MOST = 2


@dataclass(frozen=True, slots=True)
class Signs:
    """What is known of a sentence and its evidence.

    `coverage` is the share of its words that the evidence holds, `sense` the cosine of the two;
    the others count numbers, dates and names that are in doubt.
    """

    coverage: float
    sense: float
    numbers: int = 0
    dates: int = 0
    names: int = 0

    @property
    def row(self) -> tuple[float, ...]:
        """The signs as they are weighed."""
        counts = (min(count, MOST) for count in (self.numbers, self.dates, self.names))
        return (self.coverage, self.sense, *counts)

    @property
    def likelihood(self) -> float:
        """How probably the sentence is borne out, 0 to 1."""
        weights = (_COVERAGE, _SENSE, _NUMBER, _DATE, _NAME)
        total = sum(w * sign for w, sign in zip(weights, self.row, strict=True))
        return 1 / (1 + exp(-total - _CONSTANT))

    @property
    def undoubted(self) -> Signs:
        """The same without what the rules found: only words and sense."""
        return replace(self, numbers=0, dates=0, names=0)
