"""Respondents: the systems that are evaluated, one case at a time."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Protocol
from uuid import UUID

from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.documents import Document
from langchain_core.outputs import LLMResult
from langchain_core.runnables import RunnableConfig

from assistant.answer import Answer, Citation
from assistant.answering.quoting import Candidate, candidates
from assistant.chain import FINDINGS, WINDOW, Setup, build_chain
from assistant.evaluation.authorship import written_by
from assistant.evaluation.case import Case, Cited, Outcome
from assistant.history import history_of
from assistant.question import Question
from assistant.quotes.desk import QuoteDesk
from assistant.retriever import span_of
from index.embedding.embedder import Embedder
from index.search import Search
from index.view import View, Viewable
from sources.people.aliases import NO_ALIASES, Aliases
from sources.span import Span

# The number of articles found, which is the cutoff of the retrieval measures.
_ARTICLES = 10


class Respondent(Protocol):
    """Answers the cases of a test set. Its exceptions are recorded as errors."""

    def over(self, view: View) -> Respondent:
        """Return the same respondent over a view of the archive."""

    def respond(self, case: Case) -> Outcome:
        """Return the outcome of a case, including the time it took."""


class Answering(Protocol):
    """The answering chain, or a wrapper around it."""

    def over(self, view: View) -> Answering:
        """Return the same chain over a view of the archive."""

    def invoke(
        self,
        input: Question,  # noqa: A002 - LangChain's own name
        config: RunnableConfig | None = None,
    ) -> Answer:
        """Return the complete answer."""


class ArchiveRespondent:
    """Answers questions with the chain and quotations with the quote desk, from one archive.

    The earlier questions of a case are asked first and in order, because a follow-up may be about
    a person named only in an answer. They count neither for the measures nor for the time.
    """

    def __init__(
        self,
        chain: Answering,
        search: Search,
        desk: QuoteDesk,
        writer: str = "",
    ) -> None:
        self._chain = chain
        self._search = search
        self._desk = desk
        self._writer = writer

    @classmethod
    def of(
        cls,
        archive: Viewable,
        embedder: Embedder,
        setup: Setup | None = None,
        aliases: Aliases = NO_ALIASES,
    ) -> ArchiveRespondent:
        """Return a respondent that answers from an archive as the program does.

        It answers by quotation, or with the first of the writers.
        """
        setup = setup or Setup()
        chain = build_chain(archive, embedder, setup)
        search = Search(archive, embedder, setup.mix)
        desk = QuoteDesk(archive, embedder, aliases)
        return cls(chain, search, desk, next(iter(setup.writers), ""))

    def over(self, view: View) -> ArchiveRespondent:
        """Return the same respondent over a view of the archive."""
        return ArchiveRespondent(
            self._chain.over(view), self._search.over(view), self._desk.over(view), self._writer
        )

    def respond(self, case: Case) -> Outcome:
        """Answer or check a case, and return what is measured."""
        if case.words is not None:
            return self._checked(case, case.words, time.perf_counter())
        history = history_of(self._chain, case.history, case.filters, case.asked)
        question = Question(
            case.question, case.filters, history, asked=case.asked, writer=self._writer
        )
        answer, heard = asked(self._chain, self._search, question)
        return replace(outcome_of(case, answer, heard), model=self._writer)

    def _checked(self, case: Case, words: str, started: float) -> Outcome:
        check = self._desk.check(words, case.speaker, case.filters)
        places = (*check.places, *check.carriers)
        return Outcome(
            case_id=case.id,
            answered=True,
            text="\n".join((check.verdict.value, *(note.text for note in check.notes))),
            citations=tuple(_pointed(place.citation) for place in places),
            retrieved=False,
            verdict=check.verdict,
            seconds=time.perf_counter() - started,
        )


def outcome_of(case: Case, answer: Answer, heard: Heard) -> Outcome:
    """Return the measured parts of an answer to a case."""
    return Outcome(
        case_id=case.id,
        answered=answer.found,
        text=" ".join(claim.text for claim in answer.claims),
        citations=_cited(answer),
        ranked=heard.ranked,
        articles=heard.articles,
        candidates=heard.candidates,
        seconds=heard.seconds,
        tokens=heard.tokens,
        writer=written_by(answer),
        remarks=answer.remarks,
        support=tuple(claim.entry.support for claim in answer.claims if claim.entry),
    )


def asked(chain: Answering, search: Search, question: Question) -> tuple[Answer, Heard]:
    """Ask a question, and return the answer and what was recorded meanwhile.

    The `search` then finds further articles, which is not included in the time.
    """
    heard = Heard()
    started = time.perf_counter()
    answer = chain.invoke(question, config={"callbacks": [heard]})
    heard.seconds = time.perf_counter() - started
    heard.look_further(search)
    return answer, heard


class Heard(BaseCallbackHandler):
    """A LangChain callback that records the output of each step, the tokens and the time."""

    # LangChain then calls the handler in the threads of the steps, before `invoke` returns.
    run_inline = True
    raise_error = True

    def __init__(self) -> None:
        self.tokens: int | None = None
        self.seconds = 0.0
        self.articles: tuple[str, ...] = ()
        self.candidates: tuple[Candidate, ...] = ()
        self.ranked: tuple[Span, ...] = ()
        self._sought: Question | None = None
        self._steps: dict[UUID, str] = {}

    def look_further(self, search: Search) -> None:
        """Repeat the chain's search with the same query, to record which articles it finds."""
        if self._sought is not None:
            found = search.articles(self._sought.plain, _ARTICLES, self._sought.filters)
            self.articles = tuple(match.passage.span.article_id for match in found)

    def on_chain_start(self, *_: Any, run_id: UUID, **told: Any) -> None:
        """Record the name of each step."""
        if told.get("name") in (WINDOW, FINDINGS):
            self._steps[run_id] = told["name"]

    def on_chain_end(self, outputs: Any, *, run_id: UUID, **_: Any) -> None:
        """Record the output of a step."""
        step = self._steps.get(run_id)
        if step == WINDOW:
            self._sought = outputs.sought
        elif step == FINDINGS:
            self.candidates = tuple(candidates(outputs))

    def on_retriever_end(self, documents: Sequence[Document], **_: Any) -> None:
        """Record the spans of the retrieved passages, best first."""
        self.ranked = tuple(span_of(document) for document in documents)

    def on_llm_end(self, response: LLMResult, **_: Any) -> None:
        """Add the model's token count, if it reports one."""
        for generation in (each for several in response.generations for each in several):
            message = getattr(generation, "message", None)
            counted = getattr(message, "usage_metadata", None)
            if counted:
                self.tokens = (self.tokens or 0) + int(counted["total_tokens"])


def _cited(answer: Answer) -> tuple[Cited, ...]:
    """Return the claims' citations in order, then those of other reports of the same facts."""
    claims = answer.claims
    first = [c for claim in claims for c in claim.citations]
    also = [c for claim in claims for c in claim.also]
    return tuple(_pointed(citation) for citation in dict.fromkeys((*first, *also)))


def _pointed(citation: Citation) -> Cited:
    return Cited(citation.span, citation.words)
