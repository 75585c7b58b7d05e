"""History: the exchanges of a conversation of which only the questions are known."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from assistant.answer import Answer
from assistant.question import REMEMBERED, Exchange, Question
from index.scope import Filters


class Asked(Protocol):
    """What answers a question."""

    def invoke(self, input: Question) -> Answer:  # noqa: A002 - LangChain's own name
        """Return the complete answer."""


def history_of(
    chain: Asked,
    earlier: Sequence[str],
    filters: Filters | None = None,
    asked: date | None = None,
) -> tuple[Exchange, ...]:
    """Ask the earlier questions again, each after the ones before it; oldest first.

    A follow-up may be about somebody whom only an answer named. Of many, the last few are asked.
    `asked` is the day of the conversation, where it is not today.
    """
    history: tuple[Exchange, ...] = ()
    for text in earlier[-REMEMBERED:]:
        question = Question(text, filters or Filters(), history, asked=asked)
        history = (*history, Exchange.of(chain.invoke(question)))
    return history
