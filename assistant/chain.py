"""The chain from a question to an answer: the order of the steps, and nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from langchain_core.runnables import (
    Runnable,
    RunnableConfig,
    RunnableGenerator,
    RunnableLambda,
    RunnablePassthrough,
)

from assistant.answer import Answer
from assistant.confidence.judge import Judge, shipped_judge
from assistant.dating import Dating
from assistant.errors import ModelUnusable
from assistant.event_days import day_of
from assistant.finding_search import FindingSearch
from assistant.findings import Finder, Finding
from assistant.followup import FollowUps, Rewriter, Rewriting, standing
from assistant.latest import latest, names_only_a_time
from assistant.question import Question
from assistant.quoting import compose
from assistant.reading.reader import Reader
from assistant.retriever import ArchiveRetriever
from assistant.windowing import Windowed, windowed
from assistant.writing import Writer
from index.archive import Archive
from index.embedding import Embedder
from index.scope import Scope
from index.search import HYBRID, Mix, Search

PASSAGES = "passages"
"""The retriever's run, inside the findings, by its name in a trace."""
FINDINGS = "findings"
"""The step that retrieves passages and weighs their sentences."""
STANDALONE = "standalone"
"""The step that makes a follow-up stand alone."""
WINDOW = "window"
"""The step that makes a time in the question a filter."""
# A conversation is about an article or two: for a follow-up, more passages of each are read.
_OF_ONE_ARTICLE = 6


@dataclass(frozen=True)
class Setup:
    """How a chain answers.

    `mix` is how its search weighs words and vectors. `rewriting` returns, for that search and the
    reader, what makes follow-ups stand alone. `today` tells the day from which a time that a
    question names is counted; without it, none narrows the filters. The `judge` decides which
    sentences answer, and the `writers` are the chat models that a question can ask to write the
    answer, by name.
    """

    mix: Mix = HYBRID
    writers: Mapping[str, Writer] = field(default_factory=dict)
    rewriting: Callable[[Search, Reader], Rewriter] = FollowUps
    today: Callable[[], date] | None = None
    judge: Judge = field(default_factory=shipped_judge)


def build_chain(
    archive: Archive, embedder: Embedder, setup: Setup | None = None
) -> Runnable[Question, Answer]:
    """Return the chain that answers from an archive.

    A follow-up is made to stand alone first, unless the question says itself what is to be looked
    for. Then a time that the question names narrows its filters. The chain answers by quotation, or
    by the writer that a question names; ModelUnusable if there is none of that name. `invoke`
    returns the complete answer. `stream` yields the answer as it grows; the last one is complete.
    """
    setup = setup or Setup()
    search = Search(archive, embedder, setup.mix)
    finder = Finder(archive, embedder, setup.judge)
    rewriter = setup.rewriting(search, setup.judge.reader)
    deeper = replace(search, mix=replace(setup.mix, passages_per_article=_OF_ONE_ARTICLE))

    def standalone(question: Question) -> dict[str, Any]:
        asked, rewriting = standing(rewriter, question)
        return {"question": asked, STANDALONE: rewriting}

    def window(step: dict[str, Any]) -> Windowed:
        return windowed(step["question"], setup.today, lambda event: day_of(event, archive))

    def scope(step: dict[str, Any]) -> Scope:
        return archive.scope(step[WINDOW].question.filters)

    def findings(step: dict[str, Any], config: RunnableConfig) -> tuple[Finding, ...]:
        asked: Question = step[WINDOW].sought
        reading = FindingSearch(
            deeper if asked.standalone else search,
            finder,
            step["scope"].passages,
            follows=bool(asked.standalone),
        )
        retriever = ArchiveRetriever(name=PASSAGES, search=reading, filters=asked.filters)
        retriever.invoke(asked.plain, config)
        return reading.findings

    return (
        RunnableLambda(standalone, name=STANDALONE)
        | RunnablePassthrough.assign(**{WINDOW: window})
        | RunnablePassthrough.assign(scope=scope)
        | RunnablePassthrough.assign(**{FINDINGS: RunnableLambda(findings, name=FINDINGS)})
        | _composing(archive, setup.writers)
    )


def _composing(
    archive: Archive, writers: Mapping[str, Writer]
) -> RunnableGenerator[dict[str, Any], Answer]:
    """Return the last step: gather what the steps before found, then answer piece by piece."""

    def answers(chunks: Iterator[dict[str, Any]]) -> Iterator[Answer]:
        step: dict[str, Any] = {}
        for chunk in chunks:
            step |= chunk
        yield from _composed(step, writers, archive)

    async def answers_awaited(chunks: AsyncIterator[dict[str, Any]]) -> AsyncIterator[Answer]:
        step: dict[str, Any] = {}
        async for chunk in chunks:
            step |= chunk
        growing = _composed(step, writers, archive)
        # A model is waited for in a thread, so that others are answered meanwhile.
        while (answer := await asyncio.to_thread(next, growing, None)) is not None:
            yield answer

    return RunnableGenerator(answers, answers_awaited)


def _composed(
    step: dict[str, Any], writers: Mapping[str, Writer], archive: Archive
) -> Iterator[Answer]:
    """Yield the growing answer, and with it what was looked for and which times it names."""
    rewriting: Rewriting = step[STANDALONE]
    asked: Windowed = step[WINDOW]
    said = tuple(filter(None, (rewriting.remark, asked.remark)))
    dating = Dating(archive)
    for answer in _written(step, writers, archive, dating):
        yield replace(
            dating.dated(answer),
            standalone=rewriting.text,
            window=asked.window,
            remarks=(*said, *answer.remarks),
        )


def _written(
    step: dict[str, Any], writers: Mapping[str, Writer], archive: Archive, dating: Dating
) -> Iterator[Answer]:
    question, findings, scope = step[WINDOW].question, step[FINDINGS], step["scope"]
    if question.writer and question.writer not in writers:
        raise ModelUnusable.unknown(question.writer, writers)
    if names_only_a_time(question, step[WINDOW].sought):
        return latest(question, archive, scope)
    if not question.writer:
        return compose(question.text, findings, scope)
    return writers[question.writer].write(question, findings, scope, dating.phrases)
