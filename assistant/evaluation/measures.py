"""Measures of the outcome of one case: retrieval, citation and answer."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

import ir_measures
from ir_measures import RR, R, Success, nDCG

from assistant.evaluation import matching
from assistant.evaluation.case import Case, Outcome
from assistant.evaluation.holding import holds
from assistant.ledger.ledger import Support
from sources.span import Span


def citation_values(case: Case, outcome: Outcome) -> dict[str, float | None]:
    """Return the citation measures of an answer, empty if the case has no gold.

    Precision applies if the question was answered. It is the share of distinct cited spans that
    contain a gold span, and 0 for an answer without citations. Recall applies whenever there is
    gold, so declining lowers it. It is the share of a set's spans that a citation contains, for the
    best of the alternative sets. F1 combines the two. If the alternatives are sets of spans, it is
    the best F1 of any single set: a citation that only another set needs then counts as wrong
    (WiCE's evidence F1).
    """
    if not case.gold:
        return {}
    cited = tuple(dict.fromkeys(each.span for each in outcome.citations))
    precision = _precision(cited, case.gold)
    recall = max(_recall(cited, spans) for spans in case.alternatives)
    if case.gold_sets:
        f1 = max(_f1(_precision(cited, s), _recall(cited, s)) for s in case.gold_sets)
    else:
        f1 = _f1(precision, recall)
    return {
        "citation precision": precision if outcome.answered or outcome.error else None,
        "citation recall": recall,
        "citation F1": f1,
    }


def _precision(cited: Sequence[Span], gold: Collection[Span]) -> float:
    right = sum(any(holds(span, each) for each in gold) for span in cited)
    return right / len(cited) if cited else 0.0


def _recall(cited: Sequence[Span], gold: Collection[Span]) -> float:
    reached = sum(any(holds(span, each) for span in cited) for each in gold)
    return reached / len(gold) if gold else 0.0


def _f1(precision: float, recall: float) -> float:
    return 2 * precision * recall / (precision + recall) if precision + recall else 0.0


_MEASURES = (nDCG @ 10, RR @ 10, Success @ 1, Success @ 4, Success @ 10, R @ 10)


def retrieval_values(case: Case, outcome: Outcome) -> dict[str, float | None]:
    """Return the retrieval measures of a ranking, empty without gold or a ranking."""
    if not case.gold or not (outcome.retrieved or outcome.error):
        return {}
    gold = tuple(dict.fromkeys(span.article_id for span in case.gold))
    # Older runs did not record articles, only about ten passages that were read.
    articles = outcome.articles or tuple(dict.fromkeys(s.article_id for s in outcome.ranked))
    measured = ranked(articles, gold)
    found = {f"article {name}": value for name, value in measured.items()}
    measured = ranked(*_judged(outcome.ranked, case.gold))
    return found | {f"passage {name}": value for name, value in measured.items()}


def ranked(found: Sequence[str], relevant: Sequence[str]) -> dict[str, float | None]:
    """Return the measures of one ranking, best first, given the names of all relevant items.

    Items that are not listed as relevant count as not relevant, as in all TREC runs that were not
    fully judged. An empty ranking is 0 in every measure.
    """
    scores = {name: float(len(found) - place) for place, name in reversed([*enumerate(found)])}
    qrels = {"case": dict.fromkeys(relevant, 1)}
    measured = ir_measures.iter_calc(_MEASURES, qrels, {"case": scores})
    by_name = {str(each.measure): float(each.value) for each in measured}
    return {str(measure): by_name[str(measure)] for measure in _MEASURES}


def _judged(ranking: Sequence[Span], gold: Sequence[Span]) -> tuple[list[str], list[str]]:
    """Return the ranking and the relevant items as names, for use with `ranked`.

    Each passage is named after the gold span that it is the first to contain. The relevant items
    are the gold spans, not the passages, so their number does not depend on how the archive is
    split. A passage that contains two counts as two consecutive hits. A passage whose gold was
    already found is not another hit, but takes up a rank.
    """
    names = {span: f"gold {number}" for number, span in enumerate(dict.fromkeys(gold))}
    left = dict(names)
    found: list[str] = []
    for place, passage in enumerate(ranking):
        held = [span for span in left if holds(passage, span)]
        found += [left.pop(span) for span in held] or [f"passage {place}"]
    return found, list(names.values())


Values = Mapping[str, float | None]

_RANKED = {
    "nDCG@10": "how high the relevant {0} rank in the first ten, relative to the best order",
    "RR@10": "one divided by the rank of the first relevant {1} in the first ten",
    "Success@1": "the first {1} is relevant",
    "Success@4": "one of the first four {0} is relevant",
    "Success@10": "one of the first ten {0} is relevant",
    "R@10": "the share of the relevant {0} that are among the first ten",
}
MEASURES: Mapping[str, str] = (
    {f"article {name}": said.format("articles", "article") for name, said in _RANKED.items()}
    | {f"passage {name}": said.format("passages", "passage") for name, said in _RANKED.items()}
    | {
        "citation precision": "the share of citations that contain gold words",
        "citation recall": "the share of gold spans that are cited",
        "citation F1": "the harmonic mean of citation precision and recall",
        "answer match": "the text states an accepted answer in any wording",
        "token F1": "the F1 of the words that the text and the accepted answer share",
        "number match": "the text contains an expected number",
        "date match": "the text contains an expected date",
        "answered": "an answerable question is answered",
        "declined": "an unanswerable question is declined",
        "supported sentences": "the share of a model's sentences that their citations support",
        "verdict match": "a quotation gets the expected verdict",
    }
)
"""The measures of a case and what they mean, in display order."""


def measure(case: Case, outcome: Outcome) -> Values:
    """Measure the outcome of a case; None if a measure does not apply to it."""
    if outcome.case_id != case.id:
        raise ValueError(f"the outcome belongs to case {outcome.case_id!r}, not {case.id!r}")
    values: dict[str, float | None] = dict.fromkeys(MEASURES)
    if case.is_quotation:
        if case.verdict is not None:
            values["verdict match"] = float(outcome.verdict is case.verdict)
        return values
    values |= retrieval_values(case, outcome)
    values |= citation_values(case, outcome)
    values |= matching.values(case, outcome)
    values["supported sentences"] = _supported(outcome)
    if case.answerable is not None:
        name = "answered" if case.answerable else "declined"
        right = outcome.error is None and outcome.answered == case.answerable
        values[name] = float(right)
    return values


def _supported(outcome: Outcome) -> float | None:
    """Return the share of sentences that their citations support, of those that make a claim."""
    claims = [support for support in outcome.support if support is not Support.NO_CLAIM]
    return claims.count(Support.SUPPORTED) / len(claims) if claims else None
