"""The chain from a question to an answer: the order of the steps, and nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Iterator, Mapping
from types import MappingProxyType
from typing import Any

from langchain_core.runnables import (
    Runnable,
    RunnableGenerator,
    RunnableLambda,
    RunnablePassthrough,
)

from assistant.answer import Answer
from assistant.errors import ModelUnusable
from assistant.findings import Finder, Finding
from assistant.question import Question
from assistant.quoting import compose
from assistant.writing import Writer
from index.archive import Archive
from index.embedding import Embedder
from index.match import Match
from index.scope import Scope
from index.search import HYBRID, Mix, Search

PASSAGES = "passages"
"""The step that searches; whoever traces the chain finds it by this name."""


_NOBODY: Mapping[str, Writer] = MappingProxyType({})


def build_chain(
    archive: Archive,
    embedder: Embedder,
    mix: Mix = HYBRID,
    writers: Mapping[str, Writer] = _NOBODY,
) -> Runnable[Question, Answer]:
    """Return the chain that answers from what a search of this mix finds.

    It answers by quotation, or by the one of the `writers` that a question names; ModelUnusable
    where there is none of that name. `invoke` returns the complete answer. `stream` yields the
    answer as it grows; the last one is complete.
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
        | _composing(writers)
    )


def _named(question: Question) -> dict[str, Any]:
    return {"question": question}


def _composing(writers: Mapping[str, Writer]) -> RunnableGenerator[dict[str, Any], Answer]:
    """Return the last step: gather what the steps before found, then answer piece by piece."""

    def answers(chunks: Iterator[dict[str, Any]]) -> Iterator[Answer]:
        step: dict[str, Any] = {}
        for chunk in chunks:
            step |= chunk
        yield from _composed(step, writers)

    async def answers_awaited(chunks: AsyncIterator[dict[str, Any]]) -> AsyncIterator[Answer]:
        step: dict[str, Any] = {}
        async for chunk in chunks:
            step |= chunk
        growing = _composed(step, writers)
        # A model is waited for in a thread, so that others are answered meanwhile.
        while (answer := await asyncio.to_thread(next, growing, None)) is not None:
            yield answer

    return RunnableGenerator(answers, answers_awaited)


def _composed(step: dict[str, Any], writers: Mapping[str, Writer]) -> Iterator[Answer]:
    question, findings, scope = step["question"], step["findings"], step["scope"]
    if not question.writer:
        return compose(question.text, findings, scope)
    if question.writer not in writers:
        raise ModelUnusable(
            f"No chat model named {question.writer!r} is set up; there is "
            f"{', '.join(writers) or 'none'}. ONRECORD_MODEL names those that are to be used."
        )
    return writers[question.writer].write(question, findings, scope)
