"""Authorship: how many answers of a run the chat model wrote that was to write them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Answer
from assistant.evaluation.case import Outcome
from assistant.wording import count

QUOTATION = "quotation"


@dataclass(frozen=True, slots=True)
class Authorship:
    """How many of the `answers` a `model` wrote; the others are quotations, at least in part."""

    model: str
    wrote: int
    answers: int

    @classmethod
    def of(cls, outcomes: Sequence[Outcome]) -> Authorship | None:
        """Count; None where no model was to write, or an earlier version did not say."""
        asked = [outcome for outcome in outcomes if outcome.model]
        if not asked:
            return None
        answered = [outcome for outcome in asked if outcome.answered]
        wrote = sum(outcome.writer == outcome.model for outcome in answered)
        return cls(asked[0].model, wrote, len(answered))

    @property
    def said(self) -> str:
        """The counts as a sentence."""
        return f"{self.model} wrote {self.wrote:,} of {count(self.answers, 'answer')}"


def written_by(answer: Answer) -> str:
    """Say who wrote an answer: a model, the record by quotation, or one behind the other."""
    if not answer.writer:
        return QUOTATION
    if any(claim.quoted for claim in answer.claims):
        return f"{answer.writer}, then {QUOTATION}"
    return answer.writer


def noted(outcome: Outcome) -> str:
    """Say who wrote an answer that a model was to write and did not; '' for others."""
    if not outcome.model or not outcome.answered or outcome.writer in (None, outcome.model):
        return ""
    return f"by {outcome.writer}"
