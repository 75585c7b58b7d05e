from __future__ import annotations

from dataclasses import replace

import pytest

from assistant.evaluation.case import Case, Outcome
from assistant.evaluation.failure import Failure, failure_of
from assistant.verdict import Verdict
from tests.assistant.evaluation.fakes import a_case, a_result, right, wrong

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
