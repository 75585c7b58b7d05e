"""Retrieval measures over articles and over passages, as `ir_measures` computes them."""

from __future__ import annotations

from collections.abc import Sequence

import ir_measures
from ir_measures import RR, R, Success, nDCG

from assistant.evaluation.case import Case, Outcome
from assistant.evaluation.holding import holds
from sources.article import Span

_MEASURES = (nDCG @ 10, RR @ 10, Success @ 1, Success @ 4, Success @ 10, R @ 10)


def values(case: Case, outcome: Outcome) -> dict[str, float | None]:
    """Measure the ranking against the gold; nothing without gold or a ranking."""
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
    """Measure one ranking, best first, against the names of all relevant items.

    Items that are not listed as relevant count as not relevant, as in all TREC runs that were not
    fully judged. An empty ranking is 0 in every measure.
    """
    scores = {name: float(len(found) - place) for place, name in reversed([*enumerate(found)])}
    qrels = {"case": dict.fromkeys(relevant, 1)}
    measured = ir_measures.iter_calc(_MEASURES, qrels, {"case": scores})
    by_name = {str(each.measure): float(each.value) for each in measured}
    return {str(measure): by_name[str(measure)] for measure in _MEASURES}


def _judged(ranking: Sequence[Span], gold: Sequence[Span]) -> tuple[list[str], list[str]]:
    """Name each passage after the gold that it is the first to contain.

    The relevant items are the gold spans, not the passages, so their number does not depend on how
    the archive is split. A passage that contains two counts as two consecutive hits. A passage
    whose gold was already found is not another hit, but takes up a rank.
    """
    names = {span: f"gold {number}" for number, span in enumerate(dict.fromkeys(gold))}
    left = dict(names)
    found: list[str] = []
    for place, passage in enumerate(ranking):
        held = [span for span in left if holds(passage, span)]
        found += [left.pop(span) for span in held] or [f"passage {place}"]
    return found, list(names.values())
