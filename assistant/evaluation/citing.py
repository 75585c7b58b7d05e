"""Citation precision and recall, against gold spans.

ALCE (Gao et al. 2023, "Enabling Large Language Models to Generate Text with Citations") gives the
same names to something else: there a model for entailment judges for every statement of an answer
whether its citations together entail it (recall) and whether each one is needed for that
(precision); what a right answer should have cited is not known. Here it is known. A citation is
right when it holds gold words, whatever sentence it stands beside, and recall asks how much of the
gold is cited. So ours need no model and do not tell whether a sentence that was written follows
from what it cites; in an answer by quotation, where sentence and citation are the same words,
nothing is lost by that. A good source that nobody put into the gold counts as wrong here.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from assistant.evaluation.case import Case, Outcome
from assistant.evaluation.holding import holds
from sources.article import Span


def values(case: Case, outcome: Outcome) -> dict[str, float | None]:
    """Measure the citations of an answer; nothing without gold.

    Precision applies where something was answered: it is the share of the different cited spans
    that hold a gold span, 0 for an answer that cites nothing. Recall applies wherever there is
    gold, so that declining costs it: of the alternatives that the case allows, the one that is
    cited best, by the share of its spans that a citation holds. F1 joins the two. Where the
    alternatives are sets of spans, it is the best one that a set reaches by itself: a citation
    that only another set needs is then a wrong one (WiCE's evidence F1).
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
