"""The combiner: from signals to the probability that a sentence answers, and to a confidence."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.confidence.signals import NAMES, Signals

SHIPPED = Path(__file__).with_name("combiner.json")

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Combiner:
    """A logistic regression, and how often answers of some probability or more were right.

    `weights` has one for each signal, in their order. `probabilities` rise; at the same places of
    `shares` is the share of answers that were right, of all first answers whose probability was at
    least as high, on questions that took no part in the fit.
    """

    weights: Floats
    constant: float
    probabilities: Floats
    shares: Floats

    def probability(self, signals: Sequence[Signals]) -> Floats:
        """Return for each sentence how likely it answers, 0 to 1."""
        if not signals:
            return np.empty(0)
        return logistic(np.stack([each.values for each in signals]) @ self.weights + self.constant)

    def confidence(self, probability: float) -> float:
        """Return the share of answers that are right where one needs this probability, 0 to 1."""
        return float(np.interp(probability, self.probabilities, self.shares))


def logistic(log_odds: Floats) -> Floats:
    """Return probabilities; no log-odds are too large."""
    return np.asarray(0.5 * (1 + np.tanh(log_odds / 2)))


@cache
def shipped_combiner() -> Combiner:
    """Return the combiner that was fitted for the shipped reader."""
    kept = json.loads(SHIPPED.read_text(encoding="utf-8"))
    curve = np.array(kept["curve"])
    weights = np.array([kept["weights"][name] for name in NAMES])
    return Combiner(weights, kept["constant"], curve[:, 0], curve[:, 1])
