from __future__ import annotations

from tests.growth.alphabets import UNITS, repeated, within
from tests.growth.doubling import LARGEST_RATIO, LONGEST, growth


def _quadratic(text: str) -> int:
    return sum(1 for end in range(len(text)) for _ in text[:end])


def _linear(text: str) -> int:
    return sum(ord(letter) for _ in range(8) for letter in text)


def test_quadratic_work_is_found_out() -> None:
    """Four times the time for twice the text is over the limit, and nothing longer is tried."""
    found = growth(_quadratic, repeated("a"), tries=1)
    *before, last = found.ratios
    assert last > LARGEST_RATIO
    assert all(ratio <= LARGEST_RATIO for ratio in before)  # a busy machine may hide the first
    assert found.points[-1].length < LONGEST


def test_linear_work_passes() -> None:
    """Twice the time for twice the text is within the limit."""
    found = growth(_linear, repeated("a"), doublings=2, tries=3)
    assert 1.5 < found.worst <= LARGEST_RATIO


def test_work_that_takes_no_time_has_no_ratio() -> None:
    """Where even the longest text takes less than 20 ms there is nothing to compare."""
    assert growth(len, repeated("a"), longest=4_096, tries=1).worst == 0.0


def test_texts_have_the_length_that_is_asked_for() -> None:
    """They are shorter by less than a unit, which is never cut in two."""
    for unit in UNITS.values():
        for text in (repeated(unit), within(unit)):
            assert 1_001 - len(unit) < len(text(1_001)) <= 1_001
