from __future__ import annotations

import math

import ir_measures
import pytest
from hypothesis import given
from hypothesis import strategies as st
from ir_measures import RR, R, Success, nDCG

from assistant.evaluation.case import Case, Outcome
from assistant.evaluation.measures import ranked, retrieval_values
from sources.span import Span

# A run and its judgements as they are stored, and what trec_eval's measures are by hand:
# the relevant ones stand at ranks 2 and 5, a third was not found.
FOUND = ["d9", "d1", "d7", "d8", "d2", "d6"]
RELEVANT = ["d1", "d2", "d3"]
NAMES = [f"d{number}" for number in range(15)]


def span(article: str, start: int, end: int) -> Span:
    """Return a span of an article."""
    return Span(article, f"hash of {article}", start, end)


def test_known_run_has_its_known_values() -> None:
    """A run worked out by hand measures as it should."""
    ideal = 1 + 1 / math.log2(3) + 1 / math.log2(4)
    measured = ranked(FOUND, RELEVANT)
    assert measured["nDCG@10"] == pytest.approx((1 / math.log2(3) + 1 / math.log2(6)) / ideal)
    assert measured["RR@10"] == 0.5
    assert (measured["Success@1"], measured["Success@4"], measured["Success@10"]) == (0, 1, 1)
    assert measured["R@10"] == pytest.approx(2 / 3)


def test_run_without_anything_is_zero() -> None:
    """Nothing found is the worst value of every measure, and not an absent one."""
    assert set(ranked([], RELEVANT).values()) == {0.0}


def test_eleventh_place_does_not_count() -> None:
    """What stands behind the first ten is as if it had not been found."""
    found = [f"x{number}" for number in range(10)]
    assert set(ranked([*found, "d1"], ["d1"]).values()) == {0.0}


@given(
    st.lists(st.sampled_from(NAMES), unique=True),
    st.lists(st.sampled_from(NAMES), unique=True, min_size=1),
)
def test_values_are_those_of_ir_measures(found: list[str], relevant: list[str]) -> None:
    """Any ranking measures as ir_measures does when it is given a whole run with scores."""
    measures = [nDCG @ 10, RR @ 10, Success @ 1, Success @ 4, Success @ 10, R @ 10]
    run = [
        ir_measures.ScoredDoc("q", name, 1 / (place + 1)) for place, name in enumerate(found)
    ] or [ir_measures.ScoredDoc("other", "x", 1.0)]
    qrels = [ir_measures.Qrel("q", name, 1) for name in relevant]
    expected = ir_measures.calc_aggregate(measures, qrels, run)
    measured = ranked(found, relevant)
    assert measured == pytest.approx({str(m): v for m, v in expected.items()})


def test_articles_count_once_however_many_passages_they_have() -> None:
    """An article stands where its best passage does."""
    case = Case("c", "?", gold=(span("b", 0, 9),))
    passages = (span("a", 0, 50), span("a", 50, 99), span("b", 50, 99))
    measured = retrieval_values(case, Outcome("c", ranked=passages))
    assert measured["article RR@10"] == 0.5
    assert measured["passage RR@10"] == 0.0


def test_ten_articles_are_looked_at_and_not_ten_passages() -> None:
    """The best ten passages may be of four articles; a fifth is an article all the same."""
    case = Case("c", "?", gold=(span("j", 0, 9),))
    passages = tuple(span(name, n, n + 9) for name in "abcd" for n in (0, 10, 20))[:10]
    measured = retrieval_values(case, Outcome("c", ranked=passages, articles=tuple("abcdefghij")))
    assert (measured["article Success@10"], measured["article Success@4"]) == (1, 0)
    assert measured["passage Success@10"] == 0
    behind = Outcome("c", ranked=passages, articles=tuple("abcdefghiXj"))
    assert retrieval_values(case, behind)["article Success@10"] == 0


def test_passage_that_holds_gold_already_found_is_no_hit() -> None:
    """Two passages with the same gold words are one hit, and the second takes its rank in vain."""
    case = Case("c", "?", gold=(span("a", 40, 60), span("b", 0, 9)))
    passages = (span("a", 0, 60), span("a", 40, 99), span("b", 0, 50))
    measured = retrieval_values(case, Outcome("c", ranked=passages))
    ideal = 1 + 1 / math.log2(3)
    assert measured["passage nDCG@10"] == pytest.approx((1 + 1 / math.log2(4)) / ideal)
    assert measured["passage R@10"] == 1.0


def test_passage_with_two_golds_is_two_hits() -> None:
    """Recall can be whole where one passage holds all."""
    case = Case("c", "?", gold=(span("a", 0, 9), span("a", 20, 29)))
    measured = retrieval_values(case, Outcome("c", ranked=(span("a", 0, 60),)))
    assert measured["passage R@10"] == measured["passage nDCG@10"] == 1.0


def test_without_gold_or_ranking_nothing_applies() -> None:
    """Neither a case without gold nor one whose ranking is unknown is measured."""
    assert retrieval_values(Case("c", "?"), Outcome("c", ranked=(span("a", 0, 9),))) == {}
    gold = Case("c", "?", gold=(span("a", 0, 9),))
    assert retrieval_values(gold, Outcome("c", retrieved=False)) == {}


def test_error_is_the_worst_ranking() -> None:
    """A case that ended in an error found nothing."""
    gold = Case("c", "?", gold=(span("a", 0, 9),))
    measured = retrieval_values(gold, Outcome("c", retrieved=False, error="it broke"))
    assert set(measured.values()) == {0.0}
