from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.scorecard import interval

numbers = st.floats(-100, 100) | st.none()


def test_mean_of_what_is_there() -> None:
    """Cases to which a measure does not apply do not count."""
    found = interval([1.0, None, 0.0, None])
    assert found is not None
    assert (found.mean, found.count, found.families) == (0.5, 2, 2)


def test_without_values_there_is_no_interval() -> None:
    """Nothing to average is None, and not 0."""
    assert interval([]) is None
    assert interval([None, None]) is None


def test_one_case_has_no_interval() -> None:
    """A single case, or a single family, tells nothing of others."""
    for found in (interval([0.5]), interval([0.0, 1.0], ["a", "a"])):
        assert found is not None
        assert (found.mean, found.low, found.high) == (0.5, None, None)


def test_the_same_values_always_have_the_same_interval() -> None:
    """Two families are enough to draw from; the draws come from one seed."""
    two, ten = interval([0.0, 1.0]), interval([float(number) for number in range(10)])
    assert two is not None
    assert ten is not None
    assert (two.low, two.high) == (0.0, 1.0)
    assert (ten.low, ten.high) == pytest.approx((2.6, 6.2025))


@pytest.mark.parametrize("cells", [1, 30, 70, 20_000])
def test_draws_in_portions_come_to_the_same(monkeypatch: pytest.MonkeyPatch, cells: int) -> None:
    """How many are made at once decides only how much memory they take."""
    values = [float(number) for number in range(10)]
    whole = interval(values)
    monkeypatch.setattr("assistant.evaluation.scorecard._CELLS", cells)
    assert interval(values) == whole


def test_interval_is_about_that_of_the_normal_distribution() -> None:
    """For many independent cases the bootstrap comes to the textbook's interval."""
    values = [float(number % 4 == 0) for number in range(400)]
    found = interval(values)
    assert found is not None
    margin = 1.96 * (0.25 * 0.75 / 400) ** 0.5
    assert found.low == pytest.approx(0.25 - margin, abs=0.01)
    assert found.high == pytest.approx(0.25 + margin, abs=0.01)


def test_interval_holds_the_truth_as_often_as_it_says() -> None:
    """Over 200 samples of 60 cases, about 95 % of the intervals hold the true mean."""
    random = np.random.default_rng(3)
    held = 0
    for _ in range(200):
        found = interval(list(random.normal(5.0, 2.0, size=60)))
        assert found is not None
        assert found.low is not None
        assert found.high is not None
        held += found.low <= 5.0 <= found.high
    assert 180 <= held <= 198


def test_wordings_of_one_question_widen_the_interval() -> None:
    """Ten wordings each of ten questions tell as little as ten questions."""
    values = [float(number // 10 % 2) for number in range(100)]
    families = [str(number // 10) for number in range(100)]
    joined, alone = interval(values, families), interval(values)
    assert joined is not None
    assert alone is not None
    assert joined.mean == alone.mean
    assert (joined.high or 0) - (joined.low or 0) > 2 * ((alone.high or 0) - (alone.low or 0))


@given(st.lists(numbers, max_size=30))
def test_interval_is_seeded_and_around_the_mean(values: list[float | None]) -> None:
    """The same values give the same interval, within the values."""
    found = interval(values)
    assert found == interval(values)
    if found is not None and found.low is not None and found.high is not None:
        known = [value for value in values if value is not None]
        assert min(known) - 1e-9 <= found.low <= found.high <= max(known) + 1e-9


def test_values_and_families_pair() -> None:
    """As many families as values are needed."""
    with pytest.raises(ValueError, match="2 values need as many families, got 1"):
        interval([1.0, 2.0], ["a"])
