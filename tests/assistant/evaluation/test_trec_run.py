from __future__ import annotations

from dataclasses import replace

from assistant.evaluation.case import Outcome
from assistant.evaluation.run import qrels_lines, run_lines
from sources.span import Span
from tests.assistant.evaluation.fakes import GOLD, a_case, a_result

FOUND = ("a" * 16, "c" * 16)


def test_articles_are_ranked_and_judged_by_their_names() -> None:
    """Scores fall with the rank; a name with white space stays one column."""
    case = replace(a_case(1), id="q 1%")
    result = a_result(case, Outcome(case.id, articles=FOUND))
    assert list(run_lines([result], "my run")) == [
        f"q%201%25 Q0 {FOUND[0]} 1 1.000000 my%20run",
        f"q%201%25 Q0 {FOUND[1]} 2 0.500000 my%20run",
    ]
    assert list(qrels_lines([result])) == [f"q%201%25 0 {FOUND[0]} 1"]


def test_passages_are_named_by_where_they_are() -> None:
    """A passage that was read twice has one rank."""
    spans = (GOLD, Span("c" * 16, "d" * 64, 0, 5), GOLD)
    result = a_result(a_case(1), Outcome("q001", ranked=spans))
    assert list(run_lines([result], "x", passages=True)) == [
        f"q001 Q0 {'a' * 16}:10-30 1 1.000000 x",
        f"q001 Q0 {'c' * 16}:0-5 2 0.500000 x",
    ]


def test_a_case_without_a_ranking_has_no_line() -> None:
    """Nor has one without gold in the qrels."""
    result = a_result(a_case(0, answerable=False), Outcome("q000"))
    assert [*run_lines([result], "x"), *qrels_lines([result])] == []
