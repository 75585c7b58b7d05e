"""Respondents: what takes a test, a case at a time."""

from __future__ import annotations

import time
from dataclasses import replace
from typing import Any, Protocol
from uuid import UUID

from langchain_core.callbacks import BaseCallbackHandler
from langchain_core.outputs import LLMResult
from langchain_core.runnables import Runnable

from assistant.answer import Answer, Citation
from assistant.chain import PASSAGES, build_chain
from assistant.evaluation.authorship import written_by
from assistant.evaluation.case import Case, Cited, Outcome
from assistant.history import history_of
from assistant.question import Question
from assistant.quotes import QuoteDesk
from assistant.writing import Writer
from index.archive import Archive
from index.embedding import Embedder
from index.match import Match
from index.search import HYBRID, Mix
from sources.aliases import NO_ALIASES, Aliases
from sources.article import Span


class Respondent(Protocol):
    """What answers the cases of a test set; what it raises is recorded as its error."""

    def respond(self, case: Case) -> Outcome:
        """Say what it makes of a case, and how long that took."""


class ArchiveRespondent:
    """Answers questions by the chain and quotations by the quote desk, from one archive.

    Earlier questions of a case are asked first, each after the ones before it: a follow-up may be
    about somebody whom only an answer named. That takes no part in what is measured, nor in the
    time.
    """

    def __init__(
        self, chain: Runnable[Question, Answer], desk: QuoteDesk, writer: str = ""
    ) -> None:
        self._chain = chain
        self._desk = desk
        self._writer = writer

    @classmethod
    def over(
        cls,
        archive: Archive,
        embedder: Embedder,
        mix: Mix = HYBRID,
        aliases: Aliases = NO_ALIASES,
        writer: Writer | None = None,
    ) -> ArchiveRespondent:
        """Make the respondent that answers as the program does, from an archive.

        It answers by quotation, or lets the writer write.
        """
        name = writer.name if writer else ""
        chain = build_chain(archive, embedder, mix, {name: writer} if writer else {})
        return cls(chain, QuoteDesk(archive, embedder, aliases), name)

    def respond(self, case: Case) -> Outcome:
        """Ask or check, and keep what is measured."""
        if case.words is not None:
            return self._checked(case, case.words, time.perf_counter())
        history = history_of(self._chain, case.history, case.filters)
        started = time.perf_counter()
        question = Question(case.question, case.filters, history, writer=self._writer)
        answer, heard = asked(self._chain, question)
        outcome = outcome_of(case, answer, heard, time.perf_counter() - started)
        return replace(outcome, model=self._writer)

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


def outcome_of(case: Case, answer: Answer, heard: Heard, seconds: float) -> Outcome:
    """Return what is measured of an answer to a case."""
    return Outcome(
        case_id=case.id,
        answered=answer.found,
        text=" ".join(claim.text for claim in answer.claims),
        citations=_cited(answer),
        ranked=heard.ranked,
        seconds=seconds,
        tokens=heard.tokens,
        writer=written_by(answer),
        remarks=answer.remarks,
        support=tuple(claim.entry.support for claim in answer.claims if claim.entry),
    )


def asked(chain: Runnable[Question, Answer], question: Question) -> tuple[Answer, Heard]:
    """Ask, and also return what happened on the way to the answer."""
    heard = Heard()
    answer = chain.invoke(question, config={"callbacks": [heard]})
    return answer, heard


class Heard(BaseCallbackHandler):
    """Takes note of the passages that a chain's own search returned, and of a model's tokens."""

    # Called in the threads that the steps run in, and before `invoke` returns.
    run_inline = True
    raise_error = True

    def __init__(self) -> None:
        self.tokens: int | None = None
        self._matches: tuple[Match, ...] = ()
        self._searches: set[UUID] = set()

    @property
    def ranked(self) -> tuple[Span, ...]:
        """Where the passages stand that were found, best first."""
        return tuple(match.passage.span for match in self._matches)

    def on_chain_start(self, *_: Any, run_id: UUID, **told: Any) -> None:
        """Remember which step is the search."""
        if told.get("name") == PASSAGES:
            self._searches.add(run_id)

    def on_chain_end(self, outputs: Any, *, run_id: UUID, **_: Any) -> None:
        """Keep what the search returned."""
        if run_id in self._searches:
            self._matches = tuple(outputs)

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
