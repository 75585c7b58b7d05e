"""Failures: how the outcome of a case differs from what is expected, and why."""

from __future__ import annotations

from enum import StrEnum

from assistant.evaluation.holding import holds
from assistant.evaluation.result import Result


class Failure(StrEnum):
    """What went wrong with a case. If several apply, the first one listed counts."""

    ERROR = "error"
    OTHER_VERDICT = "other verdict"
    ANSWERED_UNANSWERABLE = "answered, though unanswerable"
    ABSTAINED_ANSWERABLE = "abstained, though answerable"
    GOLD_NOT_CITED = "gold not cited"
    ANSWER_MISSING = "expected answer not in the text"


class Cause(StrEnum):
    """The reason why an answerable question was not answered as expected."""

    NOT_RETRIEVED = "not retrieved"
    WRONG_SENTENCE = "wrong sentence"
    DECLINED = "declined although read"
    MEASURE = "measure"


# A case failed if a measure is at or below its value here: no part of it was correct.
_AT_MOST = (
    ("verdict match", Failure.OTHER_VERDICT),
    ("declined", Failure.ANSWERED_UNANSWERABLE),
    ("answered", Failure.ABSTAINED_ANSWERABLE),
    ("citation recall", Failure.GOLD_NOT_CITED),
    ("answer match", Failure.ANSWER_MISSING),
    ("number match", Failure.ANSWER_MISSING),
    ("date match", Failure.ANSWER_MISSING),
)


_CAUSED = (Failure.ABSTAINED_ANSWERABLE, Failure.GOLD_NOT_CITED, Failure.ANSWER_MISSING)


def failure_of(result: Result) -> Failure | None:
    """Return what went wrong, or None if the outcome meets all that the case specifies."""
    if result.outcome.error is not None:
        return Failure.ERROR
    return next((failure for name, failure in _AT_MOST if result.measures.get(name) == 0), None)


def cause_of(result: Result) -> Cause | None:
    """Return why an answerable question failed; None if it did not, or the cause is unknown.

    The answer was read if one of the passages found states the expected words, or contains the gold
    if the case expects no words. "Measure" means that the gold words themselves are cited but their
    text does not match, or that a matching answer comes from a place outside the gold.
    """
    failure, outcome = failure_of(result), result.outcome
    if failure not in _CAUSED or not outcome.retrieved:
        return None
    if failure is Failure.GOLD_NOT_CITED and result.measures.get("answer match") == 1:
        return Cause.MEASURE
    if result.stating or (result.stating is None and _reads_gold(result)):
        abstained = failure is Failure.ABSTAINED_ANSWERABLE
        return Cause.DECLINED if abstained else Cause.WRONG_SENTENCE
    quoted = any(c.span.contains(gold) for c in outcome.citations for gold in result.case.gold)
    return Cause.MEASURE if quoted else Cause.NOT_RETRIEVED


def _reads_gold(result: Result) -> bool:
    return any(holds(read, gold) for read in result.outcome.ranked for gold in result.case.gold)
