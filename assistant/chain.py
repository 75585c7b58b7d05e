"""The chain that turns a question into an answer. This module only puts the steps in order."""

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
from assistant.answering.citation_dates import Dating
from assistant.answering.confidence import Judge, shipped_judge
from assistant.answering.findings import Finder, Finding
from assistant.answering.latest import latest, names_only_a_time
from assistant.answering.quoting import compose
from assistant.answering.reading_search import FindingSearch
from assistant.errors import ModelUnusable
from assistant.followup import FollowUps, Rewriter, Rewriting, standing
from assistant.question import Question
from assistant.reading.reader import Reader
from assistant.retriever import ArchiveRetriever
from assistant.times.event_days import day_of
from assistant.times.windowing import Windowed, windowed
from assistant.writing.writer import Writer
from index.embedding.embedder import Embedder
from index.scope import Scope
from index.search import HYBRID, Mix, Search
from index.view import View, Viewable

PASSAGES = "passages"
"""The name, in a trace, of the retriever's run inside the `FINDINGS` step."""
FINDINGS = "findings"
"""The name of the step that retrieves passages and scores their sentences."""
STANDALONE = "standalone"
"""The name of the step that rewrites a follow-up as a standalone question."""
WINDOW = "window"
"""The name of the step that turns a time in the question into a filter."""
# A conversation is usually about one or two articles, so a follow-up reads more passages of each.
_OF_ONE_ARTICLE = 6


@dataclass(frozen=True)
class Setup:
    """Settings of a chain.

    `mix` weights words against vectors in the search. `rewriting` takes that search and the reader,
    and returns the rewriter that makes follow-ups standalone. `today` returns the day from which
    relative times in a question are counted. Without it, times in questions do not narrow the
    filters. The `judge` decides which sentences answer. The `writers` are the chat models, by name,
    that a question can ask to write the answer.
    """

    mix: Mix = HYBRID
    writers: Mapping[str, Writer] = field(default_factory=dict)
    rewriting: Callable[[Search, Reader], Rewriter] = FollowUps
    today: Callable[[], date] | None = None
    judge: Judge = field(default_factory=shipped_judge)


def build_chain(archive: Viewable, embedder: Embedder, setup: Setup | None = None) -> ArchiveChain:
    """Return the chain that answers from an archive."""
    return ArchiveChain(archive, embedder, setup or Setup())


class ArchiveChain(RunnableGenerator[Question, Answer]):
    """Answer questions from an archive, each from a single view of it.

    A follow-up is first rewritten as a standalone question, unless the question already carries
    one. A time in the question then narrows its filters. The chain answers by quotation, or with
    the writer that the question names. It raises ModelUnusable if there is no writer of that name.
    `invoke` returns the complete answer. `stream` yields the answer as it grows, ending with the
    complete one.
    """

    def __init__(self, archive: Viewable, embedder: Embedder, setup: Setup) -> None:
        super().__init__(self._answers, self._answers_awaited, name="onrecord")
        self._archive, self._embedder, self._answering = archive, embedder, setup

    def over(self, view: View) -> ArchiveChain:
        """Return the same chain over a view."""
        return ArchiveChain(view, self._embedder, self._answering)

    def _answers(self, questions: Iterator[Question]) -> Iterator[Answer]:
        with self._archive.view() as view:
            steps = _steps(view, self._embedder, self._answering)
            for question in questions:
                yield from steps.stream(question)

    async def _answers_awaited(self, questions: AsyncIterator[Question]) -> AsyncIterator[Answer]:
        with self._archive.view() as view:
            steps = _steps(view, self._embedder, self._answering)
            async for question in questions:
                async for answer in steps.astream(question):
                    yield answer


def _steps(view: View, embedder: Embedder, setup: Setup) -> Runnable[Question, Answer]:
    """Return the sequence of steps that turns a question into its answer."""
    search = Search(view, embedder, setup.mix)
    finder = Finder(view, embedder, setup.judge)
    rewriter = setup.rewriting(search, setup.judge.reader)
    deeper = replace(search, mix=replace(setup.mix, passages_per_article=_OF_ONE_ARTICLE))

    def standalone(question: Question) -> dict[str, Any]:
        asked, rewriting = standing(rewriter, question)
        return {"question": asked, STANDALONE: rewriting}

    def window(step: dict[str, Any]) -> Windowed:
        return windowed(step["question"], setup.today, lambda event: day_of(event, view))

    def scope(step: dict[str, Any]) -> Scope:
        return view.scope(step[WINDOW].question.filters)

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
        | _composing(view, setup.writers)
    )


def _composing(
    view: View, writers: Mapping[str, Writer]
) -> RunnableGenerator[dict[str, Any], Answer]:
    """Return the last step: collect the results of earlier steps and yield the growing answer."""

    def answers(chunks: Iterator[dict[str, Any]]) -> Iterator[Answer]:
        step: dict[str, Any] = {}
        for chunk in chunks:
            step |= chunk
        yield from _composed(step, writers, view)

    async def answers_awaited(chunks: AsyncIterator[dict[str, Any]]) -> AsyncIterator[Answer]:
        step: dict[str, Any] = {}
        async for chunk in chunks:
            step |= chunk
        growing = _composed(step, writers, view)
        # Wait for the model in a thread, so that other requests are answered meanwhile.
        while (answer := await asyncio.to_thread(next, growing, None)) is not None:
            yield answer

    return RunnableGenerator(answers, answers_awaited)


def _composed(step: dict[str, Any], writers: Mapping[str, Writer], view: View) -> Iterator[Answer]:
    """Yield the growing answer, with the question that was searched for and the time window."""
    rewriting: Rewriting = step[STANDALONE]
    asked: Windowed = step[WINDOW]
    said = tuple(filter(None, (rewriting.remark, asked.remark)))
    dating = Dating(view)
    for answer in _written(step, writers, view, dating):
        yield replace(
            dating.dated(answer),
            standalone=rewriting.text,
            window=asked.window,
            remarks=(*said, *answer.remarks),
        )


def _written(
    step: dict[str, Any], writers: Mapping[str, Writer], view: View, dating: Dating
) -> Iterator[Answer]:
    question, findings, scope = step[WINDOW].question, step[FINDINGS], step["scope"]
    if question.writer and question.writer not in writers:
        raise ModelUnusable.unknown(question.writer, writers)
    if names_only_a_time(question, step[WINDOW].sought):
        return latest(question, view, scope)
    if not question.writer:
        return compose(question.text, findings, scope)
    return writers[question.writer].write(question, findings, scope, dating.phrases)
