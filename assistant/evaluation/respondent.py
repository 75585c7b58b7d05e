"""Respondents: what takes a test, a case at a time."""

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
from assistant.answering.candidate import Candidate, candidates
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
from sources.article import Span
from sources.people.aliases import NO_ALIASES, Aliases

# The measures of retrieval look at so many.
_ARTICLES = 10


class Respondent(Protocol):
    """What answers the cases of a test set; what it raises is recorded as its error."""

    def over(self, view: View) -> Respondent:
        """Return the same respondent over a view of the archive."""

    def respond(self, case: Case) -> Outcome:
        """Say what it makes of a case, and how long that took."""


class Answering(Protocol):
    """The chain that answers, or what passes its answers on."""

    def over(self, view: View) -> Answering:
        """Return the same chain over a view of the archive."""

    def invoke(
        self,
        input: Question,  # noqa: A002 - LangChain's own name
        config: RunnableConfig | None = None,
    ) -> Answer:
        """Return the complete answer."""


class ArchiveRespondent:
    """Answers questions by the chain and quotations by the quote desk, from one archive.

    Earlier questions of a case are asked first, each after the ones before it: a follow-up may be
    about somebody whom only an answer named. That takes no part in what is measured, nor in the
    time.
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
        """Make the respondent that answers as the program does, from an archive.

        It answers by quotation, or lets the first of the writers write.
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
        """Ask or check, and keep what is measured."""
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
    """Return what is measured of an answer to a case."""
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
    """Ask, and also return what happened on the way to the answer.

    The `search` then looks for further articles, which is not part of the time.
    """
    heard = Heard()
    started = time.perf_counter()
    answer = chain.invoke(question, config={"callbacks": [heard]})
    heard.seconds = time.perf_counter() - started
    heard.look_further(search)
    return answer, heard


class Heard(BaseCallbackHandler):
    """Takes note of what a chain's own steps returned, of a model's tokens and of the time."""

    # Called in the threads that the steps run in, and before `invoke` returns.
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
        """Note the best articles for the question as the chain itself looked for it."""
        if self._sought is not None:
            found = search.articles(self._sought.plain, _ARTICLES, self._sought.filters)
            self.articles = tuple(match.passage.span.article_id for match in found)

    def on_chain_start(self, *_: Any, run_id: UUID, **told: Any) -> None:
        """Remember which step is which."""
        if told.get("name") in (WINDOW, FINDINGS):
            self._steps[run_id] = told["name"]

    def on_chain_end(self, outputs: Any, *, run_id: UUID, **_: Any) -> None:
        """Keep what a step returned."""
        step = self._steps.get(run_id)
        if step == WINDOW:
            self._sought = outputs.sought
        elif step == FINDINGS:
            self.candidates = tuple(candidates(outputs))

    def on_retriever_end(self, documents: Sequence[Document], **_: Any) -> None:
        """Keep where the passages are that were retrieved, best first."""
        self.ranked = tuple(span_of(document) for document in documents)

    def on_llm_end(self, response: LLMResult, **_: Any) -> None:
        """Add what a model counted, where it tells."""
        for generation in (each for several in response.generations for each in several):
            message = getattr(generation, "message", None)
            counted = getattr(message, "usage_metadata", None)
            if counted:
                self.tokens = (self.tokens or 0) + int(counted["total_tokens"])


def _cited(answer: Answer) -> tuple[Cited, ...]:
    """Return what the claims rest on, in their order, then who else carries the same."""
    claims = answer.claims
    first = [c for claim in claims for c in claim.citations]
    also = [c for claim in claims for c in claim.also]
    return tuple(_pointed(citation) for citation in dict.fromkeys((*first, *also)))


def _pointed(citation: Citation) -> Cited:
    return Cited(citation.span, citation.words)
