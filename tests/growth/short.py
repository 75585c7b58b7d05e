"""The short form of the benchmark: two lengths tell what to measure in doublings."""

from __future__ import annotations

from collections.abc import Iterable

from tests.growth.alphabets import texts
from tests.growth.doubling import LARGEST_RATIO, growth
from tests.growth.registry import Probe
from tests.timing import shortest

# A short text, and one four times as long, which shows what grows with the square.
_SHORT, _LONG = 1_500, 6_000
# What takes less is measured by the benchmark alone, with longer texts.
_LEAST_SECONDS = 0.01
# A busy machine can make a single try look worse than this, hence the second look.
_SUSPICIOUS = 1.3 * _LONG / _SHORT


def grown(work: Probe, alphabets: Iterable[str]) -> list[str]:
    """Return the alphabets of whose texts the time grows by more than the length."""
    suspicious = [name for name in alphabets if _looks_quadratic(work, name)]
    return [name for name in suspicious if worst(work, name) > LARGEST_RATIO]


def worst(work: Probe, alphabet: str) -> float:
    """Return the largest ratio of two doublings from where a text takes 20 ms.

    One that is too large is measured again: a busy machine can slow down all tries of a length.
    """
    first = _ratio(work, alphabet)
    return first if first <= LARGEST_RATIO else min(first, _ratio(work, alphabet))


def _ratio(work: Probe, alphabet: str) -> float:
    return growth(work, texts()[alphabet], doublings=2, tries=3).worst


def _looks_quadratic(work: Probe, alphabet: str) -> bool:
    short, long = (texts()[alphabet](length) for length in (_SHORT, _LONG))
    seconds = shortest(lambda: work(long), tries=1)
    return seconds > _LEAST_SECONDS and seconds > _SUSPICIOUS * shortest(lambda: work(short))
