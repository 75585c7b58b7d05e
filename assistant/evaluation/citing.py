"""Citation precision and recall, against gold spans.

ALCE (Gao et al. 2023, "Enabling Large Language Models to Generate Text with Citations") uses the
same names for other measures. There, an entailment model judges for every statement of an answer
whether its citations together entail it (recall) and whether each citation is needed for that
(precision). The citations of a correct answer are not known. Here they are known. A citation is
correct if it contains gold words, whatever sentence it follows, and recall is the share of the gold
that is cited. These measures therefore need no model, and they do not show whether a written
sentence follows from its citations. For answers by quotation this loses nothing, because sentence
and citation are the same words. A good source that is missing from the gold counts as wrong here.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from assistant.evaluation.case import Case, Outcome
from assistant.evaluation.holding import holds
from sources.article import Span


def values(case: Case, outcome: Outcome) -> dict[str, float | None]:
    """Measure the citations of an answer; nothing without gold.

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
