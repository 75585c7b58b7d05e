from __future__ import annotations

import pytest

from assistant.evaluation.case import Case, Cited, Outcome
from assistant.evaluation.measures import citation_values
from sources.span import Span

ONE, TWO, THREE = (Span("a", "h", start, start + 10) for start in (0, 20, 40))
WRONG, WORSE = Span("b", "h", 0, 10), Span("b", "h", 20, 30)


def outcome(*spans: Span, answered: bool = True) -> Outcome:
    """Return an answer that cites these."""
    return Outcome("c", answered, "…", tuple(Cited(span, "…") for span in spans))


def measured(case: Case, *spans: Span) -> tuple[float | None, float | None, float | None]:
    """Return precision, recall and F1."""
    found = citation_values(case, outcome(*spans))
    return found["citation precision"], found["citation recall"], found["citation F1"]


def test_one_of_several_alternatives_is_enough() -> None:
    """Gold spans by themselves are alternatives: citing one is complete."""
    case = Case("c", "?", gold=(ONE, TWO))
    assert measured(case, TWO) == (1, 1, 1)
    assert measured(case, ONE, TWO) == (1, 1, 1)


def test_wrong_citations_cost_precision_only() -> None:
    """Three citations of which one is right are a third right, and complete."""
    case = Case("c", "?", gold=(ONE,))
    assert measured(case, WRONG, ONE, WORSE) == pytest.approx((1 / 3, 1, 0.5))


def test_same_span_twice_counts_once() -> None:
    """Citing the same words for two sentences is one citation."""
    assert measured(Case("c", "?", gold=(ONE,)), ONE, ONE, WRONG)[0] == 0.5


def test_spans_that_belong_together_are_all_needed() -> None:
    """Of a set, recall is the share that is cited; the best set decides."""
    case = Case("c", "?", gold=(ONE, TWO, THREE), gold_sets=((ONE, TWO), (THREE,)))
    assert measured(case, ONE) == pytest.approx((1, 0.5, 2 / 3))
    assert measured(case, THREE) == (1, 1, 1)
    # ONE is right, but the set that is whole does not need it.
    assert measured(case, ONE, THREE) == pytest.approx((1, 1, 2 / 3))


def test_answer_without_citations_is_wrong_and_declining_is_only_incomplete() -> None:
    """Precision does not apply to an abstention; recall and F1 are 0."""
    case = Case("c", "?", gold=(ONE,))
    assert measured(case) == (0, 0, 0)
    declined = citation_values(case, outcome(answered=False))
    assert declined == {"citation precision": None, "citation recall": 0, "citation F1": 0}


def test_without_gold_nothing_applies() -> None:
    """What should have been cited has to be known."""
    assert citation_values(Case("c", "?"), outcome(ONE)) == {}
