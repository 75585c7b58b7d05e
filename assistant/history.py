"""Conversation history, reconstructed from the questions alone."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from assistant.answer import Answer
from assistant.question import REMEMBERED, Exchange, Question
from index.scope import Filters


class Asked(Protocol):
    """An object that answers a question, such as the chain."""

    def invoke(self, input: Question) -> Answer:  # noqa: A002 - LangChain's own name
        """Return the complete answer."""


def history_of(
    chain: Asked,
    earlier: Sequence[str],
    filters: Filters | None = None,
    asked: date | None = None,
) -> tuple[Exchange, ...]:
    """Ask the earlier questions again, oldest first, and return them with their answers.

    The answers are needed because a follow-up may be about a person named only in an answer. If
    there are many questions, only the last few are asked. `asked` is the day of the conversation,
    if it is not today.
    """
    history: tuple[Exchange, ...] = ()
    for text in earlier[-REMEMBERED:]:
        question = Question(text, filters or Filters(), history, asked=asked)
        history = (*history, Exchange.of(chain.invoke(question)))
    return history
