"""The chain from a question to an answer: the order of the steps, and nothing else."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator
from typing import Any

from langchain_core.runnables import (
    Runnable,
    RunnableGenerator,
    RunnableLambda,
    RunnablePassthrough,
)

from assistant.answer import Answer
from assistant.findings import Finder, Finding
from assistant.question import Question
from assistant.quoting import compose
from index.archive import Archive
from index.embedding import Embedder
from index.match import Match
from index.scope import Scope
from index.search import HYBRID, Mix, Search

PASSAGES = "passages"
"""The step that searches; whoever traces the chain finds it by this name."""


def build_chain(
    archive: Archive, embedder: Embedder, mix: Mix = HYBRID
) -> Runnable[Question, Answer]:
    """Return the chain that answers by quotation, from what a search of this mix finds.

    `invoke` returns the complete answer. `stream` yields the answer as it grows, one claim more
    each time; the last one is complete.
    """
    search = Search(archive, embedder, mix)
    finder = Finder(archive, embedder)

    def passages(step: dict[str, Any]) -> tuple[Match, ...]:
        return search.passages(step["question"].plain, filters=step["question"].filters)

    def scope(step: dict[str, Any]) -> Scope:
        return archive.scope(step["question"].filters)

    def findings(step: dict[str, Any]) -> tuple[Finding, ...]:
        return finder.find(step["question"].plain, step[PASSAGES], step["scope"].passages)

    return (
        RunnableLambda(_named)
        | RunnablePassthrough.assign(**{PASSAGES: passages, "scope": scope})
        | RunnablePassthrough.assign(findings=findings)
        | RunnableGenerator(_answers, _answers_awaited)
    )


def _named(question: Question) -> dict[str, Any]:
    return {"question": question}


def _answers(chunks: Iterator[dict[str, Any]]) -> Iterator[Answer]:
    """Gather what the steps before found, then compose the answer claim by claim."""
    step: dict[str, Any] = {}
    for chunk in chunks:
        step |= chunk
    yield from _composed(step)


async def _answers_awaited(chunks: AsyncIterator[dict[str, Any]]) -> AsyncIterator[Answer]:
    """Do the same where the steps before are awaited."""
    step: dict[str, Any] = {}
    async for chunk in chunks:
        step |= chunk
    for answer in _composed(step):
        yield answer


def _composed(step: dict[str, Any]) -> Iterator[Answer]:
    return compose(step["question"].text, step["findings"], step["scope"])
