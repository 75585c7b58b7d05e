"""Figures over scores, each with a 95 % interval: whole documents are drawn again and again."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

_DRAWS = 400
_SEED = 16

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Figure:
    """A figure, the interval around it, and over how many cases it was taken."""

    name: str
    value: float
    low: float
    high: float
    count: int

    def __str__(self) -> str:
        return f"{self.name:<58}{self.value:.3f} [{self.low:.3f}, {self.high:.3f}]  n={self.count}"


def half_of(document: str) -> str:
    """Return the half of a set that a document falls into: one may be looked at, one counts."""
    digest = hashlib.sha256(f"onrecord:{document}".encode()).digest()
    return "held_out" if digest[0] % 2 else "dev"


def figure(
    name: str,
    documents: Sequence[str],
    columns: Sequence[Iterable[float]],
    statistic: Callable[..., float],
) -> Figure:
    """Return a statistic of some columns, of which each row belongs to a document."""
    held = [np.asarray(list(column), dtype=np.float64) for column in columns]
    numbers = np.unique(np.asarray(documents), return_inverse=True)[1]
    rows = [np.flatnonzero(numbers == number) for number in range(numbers.max() + 1)]
    random = np.random.default_rng(_SEED)
    drawn = []
    for _ in range(_DRAWS):
        chosen = np.concatenate([rows[n] for n in random.integers(0, len(rows), len(rows))])
        drawn.append(statistic(*(column[chosen] for column in held)))
    low, high = np.nanpercentile(drawn, [2.5, 97.5])
    return Figure(name, statistic(*held), float(low), float(high), len(documents))


def mean(values: Floats) -> float:
    """Return the mean."""
    return float(values.mean())


def auroc(scores: Floats, truth: Floats) -> float:
    """Return how often a true case scores higher than a false one; ties count half."""
    true, false = np.sort(scores[truth > 0]), np.sort(scores[truth <= 0])
    if not len(true) or not len(false):
        return float("nan")
    below = np.searchsorted(false, true, "left") + np.searchsorted(false, true, "right")
    return float(below.sum() / (2 * len(true) * len(false)))


def declined_at(answered: float) -> Callable[[Floats, Floats], float]:
    """Return the share of false cases below the threshold that so many true ones pass."""

    def statistic(scores: Floats, truth: Floats) -> float:
        true, false = scores[truth > 0], scores[truth <= 0]
        if not len(true) or not len(false):
            return float("nan")
        return float((false < np.quantile(true, 1 - answered)).mean())

    return statistic


def precision(said: Floats, truth: Floats) -> float:
    """Return how many of the cases that are said to be true are."""
    chosen = truth[said > 0] > 0
    return float(chosen.mean()) if len(chosen) else float("nan")


def recall(said: Floats, truth: Floats) -> float:
    """Return how many of the true cases are said to be."""
    found = said[truth > 0] > 0
    return float(found.mean()) if len(found) else float("nan")


def f1(said: Floats, truth: Floats) -> float:
    """Return the harmonic mean of precision and recall."""
    both = float(((said > 0) & (truth > 0)).sum())
    return 2 * both / max(1.0, float((said > 0).sum() + (truth > 0).sum()))


def recall_at(least: float) -> Callable[[Floats, Floats], float]:
    """Return the largest recall at which precision is still as high."""

    def statistic(scores: Floats, truth: Floats) -> float:
        order = np.argsort(-scores, kind="stable")
        right = np.cumsum(truth[order] > 0)
        precisions = right / np.arange(1, len(order) + 1)
        passing = np.flatnonzero(precisions >= least)
        return float(right[passing[-1]] / max(1, right[-1])) if len(passing) else 0.0

    return statistic


def covered_at(least: float) -> Callable[[Floats, Floats], float]:
    """Return the largest share of cases, surest first, of which as many are right."""

    def statistic(sure: Floats, right: Floats) -> float:
        order = np.argsort(-sure, kind="stable")
        rates = np.cumsum(right[order] > 0) / np.arange(1, len(order) + 1)
        passing = np.flatnonzero(rates >= least)
        return float((passing[-1] + 1) / len(order)) if len(passing) else 0.0

    return statistic
