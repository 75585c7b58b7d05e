"""Trivial ways to take a test, which a system has to be better than."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from assistant.answer import Answer
from assistant.chain import ArchiveChain
from assistant.evaluation.case import Case, Cited, Outcome
from assistant.evaluation.respondent import Heard, asked, outcome_of
from assistant.question import Question
from index.archive import Archive
from index.search import Search
from tests.views import OverAnything


@dataclass
class Asked:
    """Asks the chain each question once, for all who want to know."""

    chain: ArchiveChain
    search: Search
    _known: dict[str, tuple[Answer, Heard]] = field(default_factory=dict)

    def of(self, case: Case) -> tuple[Answer, Heard]:
        """Return the answer, and what was found on the way in which time."""
        if case.id not in self._known:
            question = Question(case.question, case.filters, asked=case.asked)
            self._known[case.id] = asked(self.chain, self.search, question)
        return self._known[case.id]


@dataclass(frozen=True)
class AsItIs(OverAnything):
    """Answers as the program does."""

    asked: Asked

    def respond(self, case: Case) -> Outcome:
        """Answer or abstain."""
        return outcome_of(case, *self.asked.of(case))


@dataclass(frozen=True)
class AlwaysAnswers(OverAnything):
    """Answers as the program does, and with the nearest sentence where that abstains."""

    asked: Asked

    def respond(self, case: Case) -> Outcome:
        """Answer."""
        answer, heard = self.asked.of(case)
        told = outcome_of(case, answer, heard)
        if answer.found or not answer.nearest:
            return told
        nearest = answer.nearest[0]
        cited = (Cited(nearest.span, nearest.words),)
        return replace(told, answered=True, text=nearest.words, citations=cited)


@dataclass(frozen=True)
class FirstPassage(OverAnything):
    """Answers with the whole of the first passage that is found."""

    asked: Asked
    archive: Archive

    def respond(self, case: Case) -> Outcome:
        """Answer."""
        told = outcome_of(case, *self.asked.of(case))
        if not told.ranked:
            return Outcome(case.id, seconds=told.seconds)
        first = told.ranked[0]
        words = self.archive.version(first.content_hash, first.article_id).words(first)
        return replace(told, answered=True, text=words, citations=(Cited(first, words),))


@dataclass(frozen=True)
class AlwaysAbstains(OverAnything):
    """Never answers, and never looks."""

    def respond(self, case: Case) -> Outcome:
        """Abstain."""
        return Outcome(case.id, retrieved=False)
