from __future__ import annotations

import random
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.evaluation.comparison import compared, comparison, falls
from assistant.evaluation.result import Result
from index.archive import Archive
from tests.assistant.evaluation.fakes import (
    CASES,
    FakeRespondent,
    a_case,
    a_result,
    a_run,
    right,
    wrong,
)

MANY = tuple(a_case(number, answerable=number % 4 > 0) for number in range(200))
RIGHT, WRONG = ([a_result(case, of(case)) for case in MANY] for of in (right, wrong))


def results(failing: frozenset[str] = frozenset()) -> list[Result]:
    """Make results that are right but for some."""
    pairs = zip(RIGHT, WRONG, strict=True)
    return [bad if good.case.id in failing else good for good, bad in pairs]


def some(share: float, seed: int) -> frozenset[str]:
    """Draw a share of the cases, each for itself."""
    draw = random.Random(seed)  # noqa: S311 - nothing to do with secrets
    return frozenset(case.id for case in MANY if draw.random() < share)


def test_a_fault_is_found_and_stops_the_gate() -> None:
    """A fifth of the cases fail that were right: that is beyond chance and beyond tolerance."""
    found = comparison(results(), results(some(0.2, 1)))
    (fall,) = falls(found, {"answered": 0.02})
    assert fall.difference.measure == "answered"
    assert fall.difference.first == 1
    assert fall.difference.change.mean == pytest.approx(fall.difference.second - 1)
    assert fall.difference.change.high is not None
    assert fall.difference.change.high < 0
    assert falls(found, {"answered": 0.5}) == ()
    assert falls(found, {}) == ()


def test_the_same_results_do_not_differ() -> None:
    """No difference, no interval but a point, no flips."""
    found = comparison(results(), results())
    assert found.flips == ()
    assert {(d.change.mean, d.change.low, d.change.high) for d in found.differences} == {(0, 0, 0)}
    assert falls(found, {d.measure: 0.0 for d in found.differences}) == ()


def test_a_rise_stops_no_gate() -> None:
    """Only falls count."""
    found = comparison(results(some(0.2, 1)), results())
    assert falls(found, {d.measure: 0.0 for d in found.differences}) == ()


def test_flips_name_the_cases_that_fell_first() -> None:
    """Then those that are right now, each with what both runs made of them."""
    found = comparison(results(frozenset({"q009"})), results(frozenset({"q005", "q012"})))
    assert [(p.first.case.id, p.fell) for p in found.flips] == [
        ("q005", True),
        ("q012", True),
        ("q009", False),
    ]
    assert found.flips[0].first.outcome.text != found.flips[0].second.outcome.text


def test_only_cases_that_are_the_same_in_both_are_compared() -> None:
    """Others are counted: those of one run only, and those that ask or expect something else."""
    first, second = results()[:150], results()[50:]
    asks_else = replace(second[0].case, question="What else?")
    second[0] = replace(second[0], case=asks_else)
    found = comparison(first, second)
    assert (found.only_first, found.only_second, found.changed) == (50, 50, 1)
    assert len(found.pairs) == 99
    assert found.is_partial
    assert not comparison(first, first).is_partial


def test_nothing_in_common_is_no_difference() -> None:
    """Neither an error nor a fall."""
    found = comparison(results()[:10], results()[10:20])
    assert (found.pairs, found.differences) == ((), ())


def test_a_measure_counts_where_it_applies_in_both_runs() -> None:
    """Precision is of answers only: a case declined in one run is left out of it."""
    found = comparison(results(), results(frozenset({"q001", "q002"})))
    counts = {d.measure: d.change.count for d in found.differences}
    assert counts["citation precision"] == counts["citation recall"] - 2 == 148


def test_chance_alone_seldom_looks_like_a_fall() -> None:
    """Of runs that fail on cases drawn alike, one in forty looks like a fall, and a margin."""
    alarms = 0
    for seed in range(20):
        found = comparison(results(some(0.2, seed)), results(some(0.2, 1_000 + seed)))
        alarms += bool(falls(found, {"answered": 0.0}))
    assert alarms <= 3  # four or more of 20 would be seen in two of 1,000 such tests


def test_wordings_of_one_thing_count_as_one() -> None:
    """A hundred wordings of one question are no evidence beyond chance."""
    cases = [replace(a_case(n), family="one" if n < 100 else "two") for n in range(101)]
    first = [a_result(case, right(case)) for case in cases]
    second = [a_result(c, wrong(c) if c.family == "one" else right(c)) for c in cases]
    assert falls(comparison(first, second), {"answered": 0.0}) == ()


def test_runs_are_compared_with_what_sets_them_apart(archive: Archive, tmp_path: Path) -> None:
    """Settings that differ are named; different seeds make no difference to results."""
    first = a_run(archive, tmp_path / "1", seed=1)
    second = a_run(archive, tmp_path / "2", FakeRespondent(), seed=2, search="words")
    first.go()
    second.go()
    found = compared(first.folder, second.folder)
    assert found.settings == ("search: hybrid → words", "seed: 1 → 2")
    assert len(found.pairs) == len(CASES)
    assert found.flips == ()
