"""Likelihoods: logistic regressions that estimate whether the archive contradicts a claim.

Fitted by `python -m tests.benchmarks.fact_fit --refit`: one for a value from the archive that
replaces a claim's, one for a negation on one side only.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from math import tanh
from pathlib import Path

SHIPPED = Path(__file__).with_name("weights.json")


@dataclass(frozen=True)
class Likelihood:
    """The feature weights and the intercept of a logistic regression."""

    weights: Mapping[str, float]
    constant: float

    def of(self, features: Mapping[str, float]) -> float:
        """Return a probability from 0 to 1."""
        log_odds = self.constant + sum(
            weight * features[name] for name, weight in self.weights.items()
        )
        return 0.5 * (1 + tanh(log_odds / 2))


@cache
def shipped_likelihoods() -> Mapping[str, Likelihood]:
    """Return the shipped weights: for "values" and for "denials"."""
    kept = json.loads(SHIPPED.read_text(encoding="utf-8"))
    return {name: Likelihood(each["weights"], each["constant"]) for name, each in kept.items()}
