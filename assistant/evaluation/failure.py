"""Failures: in which way the outcome of a case is not what it should be."""

from __future__ import annotations

from enum import StrEnum

from assistant.evaluation.result import Result


class Failure(StrEnum):
    """What went wrong with a case, the first of these that did."""

    ERROR = "error"
    OTHER_VERDICT = "other verdict"
    ANSWERED_UNANSWERABLE = "answered, though unanswerable"
    ABSTAINED_ANSWERABLE = "abstained, though answerable"
    GOLD_NOT_CITED = "gold not cited"
    ANSWER_MISSING = "expected answer not in the text"


# Values at or below which a measure means that the case failed: no part of it was right.
_AT_MOST = (
    ("verdict match", Failure.OTHER_VERDICT),
    ("declined", Failure.ANSWERED_UNANSWERABLE),
    ("answered", Failure.ABSTAINED_ANSWERABLE),
    ("citation recall", Failure.GOLD_NOT_CITED),
    ("answer match", Failure.ANSWER_MISSING),
    ("number match", Failure.ANSWER_MISSING),
    ("date match", Failure.ANSWER_MISSING),
)


def failure_of(result: Result) -> Failure | None:
    """Say what went wrong; None where nothing did, as far as the case tells what is right."""
    if result.outcome.error is not None:
        return Failure.ERROR
    return next((failure for name, failure in _AT_MOST if result.measures.get(name) == 0), None)
