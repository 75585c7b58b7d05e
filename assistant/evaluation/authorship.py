"""Authorship: how many answers of a run a chat model wrote, and why it did not write the others."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.answer import Answer
from assistant.evaluation.case import Outcome
from assistant.wording import count

QUOTATION = "quotation"


@dataclass(frozen=True, slots=True)
class Authorship:
    """How many of the `answers` a `model` wrote. The others are quotations, at least in part.

    `reason` is the most frequent remark on the others, and `times` its count. They are "" and 0 if
    there were no remarks.
    """

    model: str
    wrote: int
    answers: int
    reason: str = ""
    times: int = 0

    @classmethod
    def of(cls, outcomes: Sequence[Outcome]) -> Authorship | None:
        """Count the answers; return None if no model was set or an old run does not record it."""
        asked = [outcome for outcome in outcomes if outcome.model]
        if not asked:
            return None
        answered = [outcome for outcome in asked if outcome.answered]
        others = [outcome for outcome in answered if outcome.writer != outcome.model]
        remarks = Counter(remark for outcome in others for remark in outcome.remarks)
        reason, times = next(iter(remarks.most_common(1)), ("", 0))
        return cls(asked[0].model, len(answered) - len(others), len(answered), reason, times)

    @property
    def said(self) -> str:
        """The counts as a sentence, with the most frequent reason why the model did not write."""
        said = f"{self.model} wrote {self.wrote:,} of {count(self.answers, 'answer')}"
        return f"{said}. {count(self.times, 'time')}: “{self.reason}”" if self.reason else said


def written_by(answer: Answer) -> str:
    """Return who wrote an answer: a model, the archive by quotation, or both."""
    if not answer.writer:
        return QUOTATION
    if any(claim.quoted for claim in answer.claims):
        return f"{answer.writer}, then {QUOTATION}"
    return answer.writer


def noted(outcome: Outcome) -> str:
    """Return a note on an answer that the model did not write, and why; '' for others."""
    if not outcome.model or not outcome.answered or outcome.writer in (None, outcome.model):
        return ""
    return ": ".join([f"by {outcome.writer}", *outcome.remarks])
