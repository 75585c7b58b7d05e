"""What the benchmark of false alarms draws and counts."""

from __future__ import annotations

import random
from collections import Counter

from tests.assistant.evaluation.fakes import a_case, a_result, right, wrong
from tests.benchmarks.alarms import false_alarms, most_likely, redrawn

RESULTS = [
    a_result(case, wrong(case) if n % 5 == 0 else right(case))
    for n, case in enumerate(map(a_case, range(60)))
]


def test_families_are_drawn_whole_and_with_repetition() -> None:
    """There are as many as before, each with all of its members, under new names."""
    drawn = redrawn(RESULTS, random.Random(1))  # noqa: S311 - nothing to do with secrets
    assert len(drawn) == len({result.case.id for result in drawn}) == len(RESULTS)
    assert set(Counter(result.case.family for result in drawn).values()) == {2}
    outcomes = [result.outcome.case_id for result in drawn]
    assert len(set(outcomes)) < len(outcomes)


def test_a_run_beside_itself_seldom_alarms() -> None:
    """Each measure is counted, and what differs by lot is told from a loss."""
    stopped = false_alarms(RESULTS, 20)
    assert "answered" in stopped
    assert max(stopped.values()) <= most_likely(20)


def test_how_many_alarms_are_chance() -> None:
    """The known quantiles of the binomial distribution."""
    assert [most_likely(trials) for trials in (0, 1, 20, 400)] == [0, 1, 4, 21]
