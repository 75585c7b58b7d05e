"""The messages of a LangChain conversation as the history of a question."""

from __future__ import annotations

from collections.abc import Sequence

from langchain_core.messages import AIMessage, BaseMessage, HumanMessage

from assistant.question import Exchange


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
