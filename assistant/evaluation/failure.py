"""Failures: in which way the outcome of a case is not what it should be, and why."""

from __future__ import annotations

from enum import StrEnum

from assistant.evaluation.holding import holds
from assistant.evaluation.result import Result


class Failure(StrEnum):
    """What went wrong with a case, the first of these that did."""

    ERROR = "error"
    OTHER_VERDICT = "other verdict"
    ANSWERED_UNANSWERABLE = "answered, though unanswerable"
    ABSTAINED_ANSWERABLE = "abstained, though answerable"
    GOLD_NOT_CITED = "gold not cited"
    ANSWER_MISSING = "expected answer not in the text"


class Cause(StrEnum):
    """Why an answerable question was not answered as expected."""

    NOT_RETRIEVED = "not retrieved"
    WRONG_SENTENCE = "wrong sentence"
    DECLINED = "declined although read"
    MEASURE = "measure"


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


_CAUSED = (Failure.ABSTAINED_ANSWERABLE, Failure.GOLD_NOT_CITED, Failure.ANSWER_MISSING)


def failure_of(result: Result) -> Failure | None:
    """Say what went wrong; None where nothing did, as far as the case tells what is right."""
    if result.outcome.error is not None:
        return Failure.ERROR
    return next((failure for name, failure in _AT_MOST if result.measures.get(name) == 0), None)


def cause_of(result: Result) -> Cause | None:
    """Return why an answerable question failed; None where it did not, or nothing tells.

    What was read is what the case expects to be stated, in one of the passages that were found;
    where it expects no words, it is its gold. "Measure" is a citation of the gold words themselves
    whose text does not match, or a matching answer from a place that is not in the gold.
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
