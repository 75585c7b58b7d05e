"""Rewriters: what makes a follow-up into a question that can be looked for by itself."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Protocol

from assistant.followup.standalone import standalone
from assistant.question import Question


@dataclass(frozen=True, slots=True)
class Rewriting:
    """A question as it is to be looked for; `text` is empty where it stands alone as it is.

    `remark` says what the reader must know of how it came about; mostly that is nothing.
    """

    text: str = ""
    remark: str = ""


class Rewriter(Protocol):
    """What makes a question that depends on the conversation stand alone."""

    def rewrite(self, question: Question) -> Rewriting:
        """Rewrite a question that has a history."""


class RuleRewriter:
    """Rewrites by rule: the same conversation always gives the same question."""

    def rewrite(self, question: Question) -> Rewriting:
        """Put what is meant in the place of the words that point at it."""
        return Rewriting(standalone(question))


def standing(rewriter: Rewriter, question: Question) -> tuple[Question, Rewriting]:
    """Return the question as it is to be looked for, and how it was rewritten.

    What somebody has said already, in `question.standalone`, is taken as it is.
    """
    if question.standalone or not question.history:
        said = question.standalone.strip()
        return question, Rewriting("" if said == question.text.strip() else said)
    rewriting = rewriter.rewrite(question)
    return replace(question, standalone=rewriting.text), rewriting
