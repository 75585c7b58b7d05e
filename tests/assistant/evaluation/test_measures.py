from __future__ import annotations

import pytest

from assistant.evaluation.case import Case, Cited, Outcome
from assistant.evaluation.measures import MEASURES, measure
from assistant.quotes.verdict import Verdict
from sources.span import Span

GOLD = Span("a", "h", 0, 10)


def test_right_answer_has_the_best_values() -> None:
    """Found first, cited, matched and answered."""
    case = Case("c", "?", answers=("42",), gold=(GOLD,), answerable=True)
    right = Outcome("c", True, "It has 42.", (Cited(GOLD, "It has 42."),), ranked=(GOLD,))
    values = measure(case, right)
    assert list(values) == list(MEASURES)
    assert values["token F1"] == pytest.approx(0.5)
    best = {name: value for name, value in values.items() if name != "token F1"}
    assert {value for value in best.values() if value is not None} == {1.0}
    assert values["declined"] is values["verdict match"] is values["number match"] is None


def test_declining_is_right_only_where_there_is_no_answer() -> None:
    """An abstention is counted by whether there was something to answer."""
    declined, answered = Outcome("c"), Outcome("c", True, "Yes.")
    assert measure(Case("c", "?", answerable=False), declined)["declined"] == 1
    assert measure(Case("c", "?", answerable=False), answered)["declined"] == 0
    assert measure(Case("c", "?", answerable=True), declined)["answered"] == 0
    unknown = measure(Case("c", "?"), answered)
    assert unknown["answered"] is unknown["declined"] is None


@pytest.mark.parametrize("answerable", [True, False])
def test_error_has_the_worst_values(answerable: bool) -> None:
    """An error is never a right answer, nor a right abstention."""
    gold = (GOLD,) if answerable else ()
    case = Case("c", "?", answers=("42",) * answerable, gold=gold, answerable=answerable)
    values = measure(case, Outcome("c", retrieved=False, error="it broke"))
    assert {value for value in values.values() if value is not None} == {0.0}


def test_quotation_is_measured_by_its_verdict_alone() -> None:
    """Nothing that is about questions applies to a quotation."""
    case = Case("c", words="We will go.", verdict=Verdict.EXACT)
    right = measure(case, Outcome("c", True, verdict=Verdict.EXACT))
    assert {name for name, value in right.items() if value is not None} == {"verdict match"}
    assert right["verdict match"] == 1
    assert measure(case, Outcome("c", error="it broke"))["verdict match"] == 0


def test_outcome_of_another_case_is_refused() -> None:
    """Results that were mixed up do not pass as measured."""
    with pytest.raises(ValueError, match="'d'"):
        measure(Case("c", "?"), Outcome("d"))
