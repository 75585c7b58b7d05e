from __future__ import annotations

import json
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.case import Case, Cited, Outcome
from assistant.quotes.verdict import Verdict
from index.scope import Filters
from sources.span import Span

SPAN = Span("a1", "h1", 3, 9)
words = st.text(max_size=20)
spans = st.builds(
    lambda name, start, length: Span(name, name, start, start + length),
    words,
    st.integers(0, 99),
    st.integers(0, 99),
)
outcomes = st.builds(
    Outcome,
    case_id=words,
    answered=st.booleans(),
    text=words,
    citations=st.lists(st.builds(Cited, spans, words), max_size=3).map(tuple),
    ranked=st.lists(spans, max_size=3).map(tuple),
    retrieved=st.booleans(),
    verdict=st.sampled_from([None, *Verdict]),
    seconds=st.floats(0, 1e6),
    tokens=st.none() | st.integers(0, 10**9),
    error=st.none() | words,
)


def test_case_comes_back_from_json() -> None:
    """A case is the same after it was written and read."""
    case = Case(
        "c1",
        words="We will go.",
        speaker="Ana Reyes",
        verdict=Verdict.ALTERED,
        filters=Filters(outlets=("Port Gazette",), since=date(2024, 6, 1)),
        dates=(date(2024, 6, 3),),
        gold=(SPAN,),
        gold_sets=((SPAN,),),
        tags=("near",),
    )
    assert Case.from_json(json.loads(json.dumps(case.to_json()))) == case


@given(outcomes)
def test_outcome_comes_back_from_json(outcome: Outcome) -> None:
    """Any outcome is the same after it was written and read."""
    assert Outcome.from_json(json.loads(json.dumps(outcome.to_json()))) == outcome


def test_what_is_no_case_is_refused() -> None:
    """Values of another shape are an error that names the field."""
    with pytest.raises(ValueError, match="id"):
        Case.from_json({"question": "Why?"})


def test_each_gold_is_an_alternative_unless_sets_say_otherwise() -> None:
    """Gold spans are alternatives; where sets are given, the sets are."""
    other = Span("a2", "h2", 0, 4)
    assert Case("c", gold=(SPAN, other)).alternatives == ((SPAN,), (other,))
    joined = Case("c", gold=(SPAN, other), gold_sets=((SPAN, other),))
    assert joined.alternatives == ((SPAN, other),)
