"""The combiner of signals into a probability that a sentence answers, and a confidence."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.answering.confidence.form import Form
from assistant.answering.confidence.signals import NAMES, Signals
from assistant.log_odds import logistic

SHIPPED = Path(__file__).with_name("combiner.json")

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Weighing:
    """A logistic regression: a weight for each signal, in order, and an intercept."""

    weights: Floats
    constant: float

    def probability(self, rows: Floats) -> Floats:
        """Return the probability that each sentence answers; a sentence is a row of signals."""
        return logistic(rows @ self.weights + self.constant)


@dataclass(frozen=True, slots=True, eq=False)
class Combiner:
    """A regression for each form of question, and a calibration of the probabilities.

    `probabilities` increase. Each entry of `shares` is the share of correct answers among all
    answers with at least the probability at the same index, measured on the questions that the
    regressions were fitted to.
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
        """Return the share of correct answers, 0 to 1, among those at least this probable."""
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
