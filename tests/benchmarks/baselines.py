"""Trivial ways to take a test, which a system has to be better than."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from langchain_core.runnables import Runnable

from assistant.answer import Answer
from assistant.evaluation.case import Case, Cited, Outcome
from assistant.evaluation.respondent import Heard, asked, outcome_of
from assistant.question import Question
from index.archive import Archive


@dataclass
class Asked:
    """Asks the chain each question once, for all who want to know."""

    chain: Runnable[Question, Answer]
    _known: dict[str, tuple[Answer, Heard, float]] = field(default_factory=dict)

    def of(self, case: Case) -> tuple[Answer, Heard, float]:
        """Return the answer, the passages found on the way, and the seconds that it took."""
        if case.id not in self._known:
            started = time.perf_counter()
            answer, heard = asked(self.chain, Question(case.question, case.filters))
            self._known[case.id] = (answer, heard, time.perf_counter() - started)
        return self._known[case.id]


@dataclass(frozen=True)
class AsItIs:
    """Answers as the program does."""

    asked: Asked

    def respond(self, case: Case) -> Outcome:
        """Answer or abstain."""
        return outcome_of(case, *self.asked.of(case))


@dataclass(frozen=True)
class AlwaysAnswers:
    """Answers as the program does, and with the nearest sentence where that abstains."""

    asked: Asked

    def respond(self, case: Case) -> Outcome:
        """Answer."""
        answer, heard, seconds = self.asked.of(case)
        if answer.found or not answer.nearest:
            return outcome_of(case, answer, heard, seconds)
        nearest = answer.nearest[0]
        cited = (Cited(nearest.span, nearest.words),)
        return Outcome(case.id, True, nearest.words, cited, heard.ranked, seconds=seconds)


@dataclass(frozen=True)
class FirstPassage:
    """Answers with the whole of the first passage that is found."""

    asked: Asked
    archive: Archive

    def respond(self, case: Case) -> Outcome:
        """Answer."""
        _, heard, seconds = self.asked.of(case)
        ranked = heard.ranked
        if not ranked:
            return Outcome(case.id, seconds=seconds)
        article = self.archive.version(ranked[0].content_hash, ranked[0].article_id)
        words = article.words(ranked[0])
        cited = (Cited(ranked[0], words),)
        return Outcome(case.id, True, words, cited, ranked, seconds=seconds)


@dataclass(frozen=True)
class AlwaysAbstains:
    """Never answers, and never looks."""

    def respond(self, case: Case) -> Outcome:
        """Abstain."""
        return Outcome(case.id, retrieved=False)
