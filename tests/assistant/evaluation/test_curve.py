from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answering.quoting import Candidate
from assistant.evaluation.case import Case
from assistant.evaluation.curve import Curve, Point
from assistant.evaluation.result import Result
from sources.span import Span
from tests.assistant.evaluation.fakes import GOLD, a_case, a_result, right, wrong

ELSEWHERE = Span("c" * 16, "d" * 64, 0, 5)


def weighed(case: Case, score: float, span: Span = GOLD, words: str = "") -> Result:
    """Return a result whose best sentence has a score; answered from .5 on."""
    outcome = right(case) if score >= 0.5 else wrong(case)
    best = Candidate(case.question, span, words, score)
    worse = replace(best, span=ELSEWHERE, score=0.0)
    return a_result(case, replace(outcome, answered=score >= 0.5, candidates=(worse, best)))


def test_a_curve_tells_what_each_threshold_would_do() -> None:
    """The best sentence counts, whether it was quoted or not."""
    curve = Curve.of(
        [
            weighed(a_case(1), 0.9),
            weighed(a_case(2, answerable=False), 0.7),
            weighed(a_case(3), 0.4),
            weighed(a_case(4), 0.2, ELSEWHERE),
        ]
    )
    assert curve is not None
    assert [point.coverage for point in curve.points] == [0.25, 0.5, 0.75, 1.0]
    assert [point.precision for point in curve.points] == pytest.approx([1, 1 / 2, 2 / 3, 1 / 2])
    assert [point.threshold for point in curve.points] == [0.9, 0.7, 0.4, 0.2]
    assert curve.answered == 0.5
    assert curve.at(0.6).threshold == 0.4


def test_questions_with_one_score_are_answered_together() -> None:
    """No threshold tells them apart."""
    curve = Curve.of([weighed(a_case(1), 0.6), weighed(a_case(2), 0.6, ELSEWHERE)])
    assert curve is not None
    assert curve.points == (Point(1.0, 0.5, 0.6),)


def test_stating_what_is_expected_is_right_wherever_it_stands() -> None:
    """A case may know the answer and not its place."""
    case = replace(a_case(1, answers=("42 cars",)), gold=())
    curve = Curve.of([weighed(case, 0.6, ELSEWHERE, "They bought 42 cars.")])
    assert curve is not None
    assert curve.points[0].precision == 1.0


def test_what_nobody_knows_the_answer_to_is_not_counted() -> None:
    """Nor is a case for which no sentence was weighed, such as a quotation."""
    unknown = replace(a_case(1), gold=(), answerable=None)
    assert Curve.of([weighed(unknown, 0.9), a_result(a_case(2), right(a_case(2)))]) is None
