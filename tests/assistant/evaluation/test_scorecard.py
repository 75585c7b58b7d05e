from __future__ import annotations

import json

import pytest

from assistant.evaluation.case import Case, Outcome
from assistant.evaluation.measures import measure
from assistant.evaluation.scorecard import Scorecard, scorecard
from assistant.quotes.verdict import Verdict

CASES = (
    Case("q1", "?", answerable=True, family="q1"),
    Case("q2", "?", answerable=True, family="q2"),
    Case("q2b", "?", answerable=True, family="q2"),
    Case("q3", "?", answerable=False, family="q3"),
    Case("w1", words="We will.", verdict=Verdict.EXACT, family="w1"),
    Case("w2", words="We won't.", verdict=Verdict.ALTERED, family="w2"),
)
OUTCOMES = (
    Outcome("q1", True, "Yes.", seconds=1.0, tokens=10),
    Outcome("q2", False, seconds=2.0),
    Outcome("q2b", error="it broke", seconds=99.0),
    Outcome("q3", False, seconds=3.0, tokens=5),
    Outcome("w1", True, verdict=Verdict.EXACT, seconds=4.0),
    Outcome("w2", True, verdict=Verdict.PARTIAL, seconds=5.0),
)


@pytest.fixture
def card() -> Scorecard:
    """Sum up the six outcomes."""
    values = [measure(case, outcome) for case, outcome in zip(CASES, OUTCOMES, strict=True)]
    values[0] = {**values[0], "faithfulness": 0.5}
    return scorecard(CASES, OUTCOMES, values)


def test_abstention_is_counted_two_by_two(card: Scorecard) -> None:
    """Answered and abstained by answerable and not, with both rates; an error is neither."""
    found = card.abstention
    assert (found.answered_answerable, found.abstained_answerable) == (1, 1)
    assert (found.answered_unanswerable, found.abstained_unanswerable) == (0, 1)
    assert (found.answer_rate, found.decline_rate, found.balanced) == (0.5, 1.0, 0.75)
    # As a measure, the error counts among the answerable ones.
    assert card.measures["answered"].mean == pytest.approx(1 / 3)


def test_verdicts_are_counted_against_each_other(card: Scorecard) -> None:
    """The confusion names expected and given verdict."""
    assert set(card.confusion) == {("exact", "exact", 1), ("altered", "partial", 1)}
    assert card.measures["verdict match"].mean == 0.5


def test_time_is_of_what_did_not_fail(card: Scorecard) -> None:
    """Percentiles leave out errors, which tell nothing of how long an answer takes."""
    assert card.latency is not None
    assert (card.latency.p50, card.latency.longest, card.latency.mean) == (3.0, 5.0, 3.0)


def test_tokens_are_summed_where_they_are_counted(card: Scorecard) -> None:
    """Cases without a count do not make the sum unknown."""
    assert card.tokens == 15
    assert card.errors == 1


def test_families_and_foreign_measures_are_kept(card: Scorecard) -> None:
    """Wordings are one family, and what a judge measured comes last."""
    answered = card.measures["answered"]
    assert (answered.count, answered.families) == (3, 2)
    assert list(card.measures)[-1] == "faithfulness"
    assert "citation recall" not in card.measures


def test_scorecard_can_be_written(card: Scorecard) -> None:
    """All of it is values that JSON holds."""
    assert json.loads(json.dumps(card.to_json()))["abstention"]["decline_rate"] == 1.0


def test_nothing_sums_up_to_nothing() -> None:
    """A run without cases has no measures, rates or times."""
    empty = scorecard((), (), ())
    assert (empty.measures, empty.latency, empty.tokens) == ({}, None, None)
    assert (empty.abstention.answer_rate, empty.abstention.balanced) == (None, None)
