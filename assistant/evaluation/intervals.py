"""Intervals: how far a mean over these cases may be from the mean over all such cases.

Percentile bootstrap: draw as many cases as there are, with repetition, many times; the middle
95 % of the means is the interval. Wordings of one question do not vary by themselves, so families
are drawn whole. Seeded: the same values give the same interval.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

RESAMPLES = 2_000
LEVEL = 0.95
_SEED = 20241101
# Draws are made in portions, so that ten thousand cases do not take a gigabyte.
_CELLS = 2_000_000


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean and the interval around it; `count` cases had a value, in `families` families.

    `low` and `high` are None where fewer than two families are there to draw from.
    """

    mean: float
    low: float | None
    high: float | None
    count: int
    families: int


def interval(values: Sequence[float | None], families: Sequence[str] = ()) -> Interval | None:
    """Return the mean of the values that there are, with its interval; None without any.

    `families` names the family of each value; without it, each is a family of its own. The
    difference of two runs is the interval of their paired differences.
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
