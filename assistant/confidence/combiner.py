"""The combiner: a logistic regression from signals to the probability that a sentence answers."""

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


@dataclass(frozen=True, slots=True, eq=False)
class Combiner:
    """Weights for the signals of a sentence, in their order, and a constant."""

    weights: NDArray[np.float64]
    constant: float

    def probabilities(self, signals: Sequence[Signals]) -> NDArray[np.float64]:
        """Return for each sentence how likely it answers."""
        if not signals:
            return np.empty(0)
        return logistic(np.stack([each.values for each in signals]) @ self.weights + self.constant)


def logistic(log_odds: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return probabilities; no log-odds are too large."""
    return np.asarray(0.5 * (1 + np.tanh(log_odds / 2)))


@cache
def shipped_combiner() -> Combiner:
    """Return the combiner that was fitted for the shipped reader."""
    kept = json.loads(SHIPPED.read_text(encoding="utf-8"))
    return Combiner(np.array([kept["weights"][name] for name in NAMES]), kept["constant"])
