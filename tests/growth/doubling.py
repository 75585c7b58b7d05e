"""Processor time against the length of an input that is doubled again and again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from tests.timing import shortest

MEASURABLE = 0.02  # seconds; below this, the clock and the caches decide
LARGEST_RATIO = 2.5  # for a doubling: 2.0 is linear, 4.0 quadratic
FIRST_LENGTH = 1_024
LONGEST = 1_048_576


@dataclass(frozen=True, slots=True)
class Point:
    """The least processor time in seconds that an input of this many characters took."""

    length: int
    seconds: float


@dataclass(frozen=True, slots=True)
class Growth:
    """The points of one kind of work over one kind of input, shortest input first."""

    points: tuple[Point, ...]

    @property
    def ratios(self) -> tuple[float, ...]:
        """Return the seconds of each doubling over those of the one before."""
        return tuple(after.seconds / before.seconds for before, after in pairwise(self.points))

    @property
    def worst(self) -> float:
        """Return the largest ratio; 0.0 where even the longest input takes no measurable time."""
        return max(self.ratios, default=0.0)


def growth(
    work: Callable[[str], object],
    text_of: Callable[[int], str],
    *,
    longest: int = LONGEST,
    doublings: int | None = None,
    tries: int = 5,
) -> Growth:
    """Measure `work` on `text_of(length)`, doubling from where it takes 20 ms.

    It stops at `longest` characters, after so many `doublings`, or at the first ratio over 2.5:
    the next doubling of a quadratic one could take minutes. A ratio over 2.5 is measured once more
    before it counts, because a busy machine can only make work longer.
    """
    length = FIRST_LENGTH
    while length < longest and _seconds(work, text_of, length, 1) < MEASURABLE:
        length *= 2
    points = [_point(work, text_of, length, tries)]
    # The first try, which fills caches and imports, may have taken longer than the best one.
    while points[0].seconds < MEASURABLE and 2 * points[0].length <= longest:
        points = [_point(work, text_of, 2 * points[0].length, tries)]
    if points[0].seconds < MEASURABLE:
        return Growth(tuple(points))
    while 2 * points[-1].length <= longest and (doublings is None or len(points) <= doublings):
        before = points[-1]
        after = _point(work, text_of, 2 * before.length, tries)
        if after.seconds > LARGEST_RATIO * before.seconds:
            points[-1] = _point(work, text_of, before.length, tries)
            after = _point(work, text_of, 2 * before.length, tries)
        points.append(after)
        if after.seconds > LARGEST_RATIO * points[-2].seconds:
            break
    return Growth(tuple(points))


def _point(
    work: Callable[[str], object], text_of: Callable[[int], str], length: int, tries: int
) -> Point:
    return Point(length, _seconds(work, text_of, length, tries))


def _seconds(
    work: Callable[[str], object], text_of: Callable[[int], str], length: int, tries: int
) -> float:
    text = text_of(length)
    return shortest(lambda: work(text), tries)
