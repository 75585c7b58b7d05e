"""Conversation history, from the questions alone or from LangChain messages."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Protocol

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage

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


def exchanges(messages: Sequence[BaseMessage]) -> tuple[Exchange, ...]:
    """Return the questions of a conversation with their answers, oldest first.

    Human messages are the questions, and the AI messages after one are its answer. System and tool
    messages, and a greeting before the first question, are left out.
    """
    said: list[tuple[str, list[str]]] = []
    for message in messages:
        if isinstance(message, HumanMessage):
            said.append((str(message.text), []))
        elif isinstance(message, AIMessage) and said and message.text:
            said[-1][1].append(str(message.text))
    return tuple(Exchange(question, " ".join(answers)) for question, answers in said)
