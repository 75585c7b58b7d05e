"""The passages that a case of a run retrieved and the sentences that were weighed, as HTML."""

from __future__ import annotations

from markupsafe import Markup

from assistant.answering.candidate import Candidate
from assistant.evaluation.failure import cause_of
from assistant.evaluation.holding import holds
from assistant.evaluation.result import Result

NOTHING = Markup("")


def weighed_html(result: Result) -> Markup:
    """Return why a case failed, where its answer was found, and the sentences that were weighed."""
    outcome = result.outcome
    if not outcome.candidates:
        return NOTHING
    cause = cause_of(result)
    said = [f"Why: {cause.value}."] if cause else []
    said += [f"{len(outcome.ranked)} passages were read.", *_where(result)]
    rows = NOTHING.join(
        Markup(
            "<tr><td class='number'>{}</td><td class='number'>{:.2f}</td>"
            "<td dir='auto'>{}</td><td class='soft'>{}</td></tr>"
        ).format(_rank(result, each) or "–", each.score, each.words, _fate(result, each))
        for each in outcome.candidates
    )
    return Markup(
        "<h4>Sentences that were weighed</h4><p class='note'>{}</p><table class='weighed'><thead>"
        "<tr><th scope='col'>passage</th><th scope='col'>score</th><th scope='col'>sentence</th>"
        "<th scope='col'>what became of it</th></tr></thead><tbody>{}</tbody></table>"
    ).format(" ".join(said), rows)


def _where(result: Result) -> list[str]:
    """Return the ranks of the gold passage and of the expected answer."""
    gold = [
        rank
        for rank, passage in enumerate(result.outcome.ranked, start=1)
        if any(holds(passage, each) for each in result.case.gold)
    ]
    said = [f"Gold at rank {_listed(gold)}."] if result.case.gold else []
    if result.stating is not None:
        said.append(f"The expected answer at rank {_listed(list(result.stating))}.")
    return said


def _listed(ranks: list[int]) -> str:
    return ", ".join(map(str, ranks)) or "none"


def _rank(result: Result, candidate: Candidate) -> int:
    """Return the rank of the passage that contains a sentence, or 0 if it is unknown."""
    ranked = enumerate(result.outcome.ranked, start=1)
    return next((rank for rank, passage in ranked if holds(passage, candidate.span)), 0)


def _fate(result: Result, candidate: Candidate) -> str:
    if any(cited.span.contains(candidate.span) for cited in result.outcome.citations):
        return "cited"
    return candidate.refusal or "others were better"
