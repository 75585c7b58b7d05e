from __future__ import annotations

import pytest

from tests.benchmarks.latency import percentile, timed


def test_percentiles_of_a_case_worked_by_hand() -> None:
    """Of 1 to 20, ten are at most 10 and nineteen at most 19."""
    values = list(range(20, 0, -1))
    assert percentile(values, 0.5) == 10
    assert percentile(values, 0.95) == 19
    assert percentile(values, 1.0) == 20


def test_a_percentile_is_one_of_the_values() -> None:
    """Nothing is interpolated: with one value every percentile is that value."""
    assert percentile([7.0], 0.5) == percentile([7.0], 0.95) == 7.0
    assert percentile([1.0, 2.0], 0.95) == 2.0


def test_no_values_have_no_percentile() -> None:
    """Nothing timed is an error."""
    with pytest.raises(ValueError, match="no values"):
        percentile([], 0.5)


def test_the_first_round_is_for_warmth_only() -> None:
    """Every question is asked once more than it is timed."""
    asked: list[str] = []
    assert len(timed(asked.append, ["a", "b"], rounds=3)) == 6
    assert asked == ["a", "b"] * 4
