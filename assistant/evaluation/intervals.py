"""Confidence intervals of the means over cases.

Percentile bootstrap: draw as many cases as there are, with replacement, many times. The middle 95 %
of the means is the interval. Paraphrases of one question are not independent, so families are drawn
whole. The generator is seeded: the same values give the same interval.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 2_000
LEVEL = 0.95
_SEED = 20241101
# Draws are made in batches, so that ten thousand cases do not take a gigabyte.
_CELLS = 2_000_000


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean and its interval; `count` cases had a value, in `families` families.

    `low` and `high` are None with fewer than two families.
    """

    mean: float
    low: float | None
    high: float | None
    count: int
    families: int


def interval(values: Sequence[float | None], families: Sequence[str] = ()) -> Interval | None:
    """Return the mean of the known values, with its interval; None without any value.

    `families` holds the family of each value. Without it, each value is its own family. For the
    difference of two runs, pass their paired differences.
    """
    if families and len(families) != len(values):
        raise ValueError(f"{len(values)} values and {len(families)} families do not pair")
    present = [number for number, value in enumerate(values) if value is not None]
    if not present:
        return None
    known = np.array([values[number] for number in present], dtype=np.float64)
    names = [families[number] if families else str(number) for number in present]
    sums, counts = _by_family(known, names)
    mean = float(known.mean())
    if len(sums) < 2:
        return Interval(mean, None, None, len(known), len(sums))
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(_means(sums, counts), [tail, 1 - tail])
    return Interval(mean, float(low), float(high), len(known), len(sums))


def _by_family(
    values: NDArray[np.float64], names: Sequence[str]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
    places = np.array([numbers[name] for name in names])
    sums = np.bincount(places, weights=values).astype(np.float64)
    return sums, np.bincount(places).astype(np.float64)


def _means(sums: NDArray[np.float64], counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Draw families and return the mean of each draw."""
    random = np.random.default_rng(_SEED)
    portion = max(1, _CELLS // len(sums))
    means: list[NDArray[np.float64]] = []
    for begun in range(0, RESAMPLES, portion):
        drawn = random.integers(len(sums), size=(min(portion, RESAMPLES - begun), len(sums)))
        means.append(sums[drawn].sum(axis=1) / counts[drawn].sum(axis=1))
    return np.concatenate(means)
