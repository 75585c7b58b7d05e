"""Measures of the outcome of one case, by name.

A measure that does not apply to a case is None there and left out of averages: retrieval measures
need gold, and citation measures need a question. A case that ended in an error gets the worst value
of each applicable measure, so that failing never improves a score.
"""

from __future__ import annotations

from collections.abc import Mapping

from assistant.evaluation import citing, matching, retrieving
from assistant.evaluation.case import Case, Outcome
from assistant.ledger.ledger import Support

Values = Mapping[str, float | None]

_RANKED = {
    "nDCG@10": "how far up the relevant {0} stand among the first ten, of the best possible order",
    "RR@10": "one by the rank of the first relevant {1} among the first ten",
    "Success@1": "the first {1} is relevant",
    "Success@4": "one of the first four {0} is relevant",
    "Success@10": "one of the first ten {0} is relevant",
    "R@10": "the share of the relevant {0} that is among the first ten",
}
MEASURES: Mapping[str, str] = (
    {f"article {name}": said.format("articles", "article") for name, said in _RANKED.items()}
    | {f"passage {name}": said.format("passages", "passage") for name, said in _RANKED.items()}
    | {
        "citation precision": "the share of the citations that hold gold words",
        "citation recall": "the share of the gold words' places that are cited",
        "citation F1": "the harmonic mean of citation precision and recall",
        "answer match": "the text states an accepted answer, in whatever wording",
        "token F1": "the words that text and answer share, by those that each has",
        "number match": "a number that is asked for stands in the text",
        "date match": "a date that is asked for stands in the text",
        "answered": "an answerable question is answered",
        "declined": "an unanswerable question is declined",
        "supported sentences": "the share of a model's sentences that what they cite bears out",
        "verdict match": "a quotation gets the verdict that is expected",
    }
)
"""What is measured for each case, and what it means, in the order in which it is shown."""


def measure(case: Case, outcome: Outcome) -> Values:
    """Measure the outcome of a case; None if a measure does not apply to it."""
    if outcome.case_id != case.id:
        raise ValueError(f"the outcome is of case {outcome.case_id!r}, not of {case.id!r}")
    values: dict[str, float | None] = dict.fromkeys(MEASURES)
    if case.is_quotation:
        if case.verdict is not None:
            values["verdict match"] = float(outcome.verdict is case.verdict)
        return values
    values |= retrieving.values(case, outcome)
    values |= citing.values(case, outcome)
    values |= matching.values(case, outcome)
    values["supported sentences"] = _supported(outcome)
    if case.answerable is not None:
        name = "answered" if case.answerable else "declined"
        right = outcome.error is None and outcome.answered == case.answerable
        values[name] = float(right)
    return values


def _supported(outcome: Outcome) -> float | None:
    """Return the share supported according to the ledger, without sentences that claim nothing."""
    claims = [support for support in outcome.support if support is not Support.NO_CLAIM]
    return claims.count(Support.SUPPORTED) / len(claims) if claims else None
