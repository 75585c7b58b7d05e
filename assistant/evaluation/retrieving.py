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
    """Measure what was ranked against the gold; nothing without gold or without a ranking."""
    if not case.gold or not (outcome.retrieved or outcome.error):
        return {}
    gold = tuple(dict.fromkeys(span.article_id for span in case.gold))
    # Runs from before kept no articles, only the ten passages or so that were read.
    articles = outcome.articles or tuple(dict.fromkeys(s.article_id for s in outcome.ranked))
    measured = ranked(articles, gold)
    found = {f"article {name}": value for name, value in measured.items()}
    measured = ranked(*_judged(outcome.ranked, case.gold))
    return found | {f"passage {name}": value for name, value in measured.items()}


def ranked(found: Sequence[str], relevant: Sequence[str]) -> dict[str, float | None]:
    """Measure one ranking, best first, against the names of all that is relevant.

    What is not named relevant counts as not relevant, as in all runs of TREC that were not judged
    in full. Nothing found is 0 in every measure.
    """
    scores = {name: float(len(found) - place) for place, name in reversed([*enumerate(found)])}
    qrels = {"case": dict.fromkeys(relevant, 1)}
    measured = ir_measures.iter_calc(_MEASURES, qrels, {"case": scores})
    by_name = {str(each.measure): float(each.value) for each in measured}
    return {str(measure): by_name[str(measure)] for measure in _MEASURES}


def _judged(ranking: Sequence[Span], gold: Sequence[Span]) -> tuple[list[str], list[str]]:
    """Name each passage by the gold that it is the first to hold.

    The relevant things are the gold spans, not the passages: how an archive is cut does not change
    how many there are. A passage that holds two is two hits, one after the other. One whose gold an
    earlier passage held already is no further hit, and takes its rank in vain.
    """
    names = {span: f"gold {number}" for number, span in enumerate(dict.fromkeys(gold))}
    left = dict(names)
    found: list[str] = []
    for place, passage in enumerate(ranking):
        held = [span for span in left if holds(passage, span)]
        found += [left.pop(span) for span in held] or [f"passage {place}"]
    return found, list(names.values())
