from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.answering.quoting import Candidate
from assistant.evaluation.case import Case, Cited, Outcome
from assistant.evaluation.failure import Cause, Failure, cause_of, failure_of
from assistant.quotes.verdict import Verdict
from sources.span import Span
from tests.assistant.evaluation.fakes import GOLD, a_case, a_result, right, wrong

CASE = replace(a_case(1), answers=("the words",))


@pytest.mark.parametrize(
    ("case", "outcome", "failure"),
    [
        (CASE, right(CASE), None),
        (CASE, wrong(CASE), Failure.ABSTAINED_ANSWERABLE),
        (CASE, replace(right(CASE), citations=()), Failure.GOLD_NOT_CITED),
        (CASE, replace(right(CASE), text="something else"), Failure.ANSWER_MISSING),
        (CASE, Outcome(CASE.id, error="LookupError"), Failure.ERROR),
        (a_case(0, answerable=False), right(a_case(0, answerable=False)), None),
        (
            a_case(0, answerable=False),
            wrong(a_case(0, answerable=False)),
            Failure.ANSWERED_UNANSWERABLE,
        ),
        (
            Case("k", words="words", verdict=Verdict.EXACT),
            Outcome("k", True, verdict=Verdict.PARTIAL),
            Failure.OTHER_VERDICT,
        ),
        (
            Case("k", words="words", verdict=Verdict.EXACT),
            Outcome("k", True, verdict=Verdict.EXACT),
            None,
        ),
        (Case("u", "Nobody said what is right?"), Outcome("u", True), None),
    ],
)
def test_the_first_thing_that_went_wrong_is_named(
    case: Case, outcome: Outcome, failure: Failure | None
) -> None:
    """What the case does not tell cannot fail."""
    assert failure_of(a_result(case, outcome)) is failure


QUOTED = replace(a_case(1), answers=("the words",))
ELSEWHERE = Span("c" * 16, "d" * 64, 0, 5)
OTHER = (Cited(ELSEWHERE, "others"),)


@pytest.mark.parametrize(
    ("outcome", "stating", "cause"),
    [
        (right(QUOTED), (1,), None),
        (wrong(QUOTED), (), Cause.NOT_RETRIEVED),
        (wrong(QUOTED), (3,), Cause.DECLINED),
        (replace(right(QUOTED), citations=OTHER, text="others"), (2,), Cause.WRONG_SENTENCE),
        (replace(right(QUOTED), citations=OTHER, text="others"), (), Cause.NOT_RETRIEVED),
        (replace(right(QUOTED), citations=OTHER), (1,), Cause.MEASURE),
        (replace(right(QUOTED), text="others"), (2,), Cause.WRONG_SENTENCE),
        (replace(right(QUOTED), text="others"), (), Cause.MEASURE),
        (replace(wrong(QUOTED), ranked=QUOTED.gold), None, Cause.DECLINED),
        (wrong(QUOTED), None, Cause.NOT_RETRIEVED),
        (replace(wrong(QUOTED), retrieved=False), None, None),
        (Outcome(QUOTED.id, error="LookupError"), None, None),
    ],
)
def test_an_answerable_question_fails_for_one_cause(
    outcome: Outcome, stating: tuple[int, ...] | None, cause: Cause | None
) -> None:
    """By whether the answer was read, and whether something else was said in its place."""
    assert cause_of(replace(a_result(QUOTED, outcome), stating=stating)) is cause


def test_a_case_says_why_it_was_declined() -> None:
    """By what kept the closest sentence of each part from being quoted."""
    near = Candidate("Who?", GOLD, "Ann came.", 1.5, "“March” is not near it")
    far = replace(near, score=1.0, refusal="it is not close enough to the question")
    declined = replace(wrong(QUOTED), ranked=(GOLD,), candidates=(near, far))
    assert declined.why_declined == "the closest sentence: “March” is not near it"
    assert wrong(QUOTED).why_declined == "no passage was found"
    assert right(QUOTED).why_declined == ""
    assert Outcome.from_json(declined.to_json()) == declined
