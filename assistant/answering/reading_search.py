"""Searches that run the reader on their passages, so that those that answer come first."""

from __future__ import annotations

from dataclasses import dataclass, replace

from assistant.answering.confidence import Judge
from assistant.answering.findings import Finder, Finding, with_probabilities
from assistant.followup import own_words
from assistant.question import Question
from index.passage import Match
from index.scope import Filters
from index.search import Search
from index.view import View
from sources.language.scripts import holds_hangul

_NO_FILTERS = Filters()
# The number of passages read. Later results keep their order.
_READ = 20


@dataclass(frozen=True, slots=True)
class ReadingSearch:
    """Find passages as `Search` does, and rank the first twenty by how likely they are to answer.

    The score of a passage that was read is 1 plus the highest probability of its sentences, so it
    ranks above those that were not read. With a Korean question, no passages are read.
    """

    search: Search
    judge: Judge

    def over(self, view: View) -> ReadingSearch:
        """Return the same search over a view."""
        return replace(self, search=self.search.over(view))

    def passages(
        self, question: str, limit: int = 10, filters: Filters = _NO_FILTERS
    ) -> tuple[Match, ...]:
        """Return the best passages, best first. Empty for a question without words."""
        asked = Question(question).plain
        with self.search.archive.view() as view:
            found = self.search.over(view).passages(question, max(limit, _READ), filters)
            if holds_hangul(asked):
                return found[:limit]
            finder = Finder(view, self.search.embedder, self.judge)
            read = [
                replace(match, score=1 + (match.probability or 0.0))
                for match in finder.read(asked, found[:_READ])
            ]
        read.sort(key=lambda match: -match.score)
        return (*read, *found[_READ:])[:limit]


@dataclass
class FindingSearch:
    """Search for one question, and run the reader on the passages to add probabilities.

    `in_scope` is the number of passages searched. A question that `follows` up on others is
    searched for with words of the conversation. Inside an article only its own words are used, and
    a sentence has the rank of its article.
    """

    search: Search
    finder: Finder
    in_scope: int
    follows: bool = False
    findings: tuple[Finding, ...] = ()

    def passages(self, question: str, limit: int, filters: Filters) -> tuple[Match, ...]:
        """Return the best passages in search order, and set `findings`."""
        matches = self.search.passages(question, limit, filters)
        asked = own_words(question) if self.follows else question
        self.findings = self.finder.find(asked, matches, self.in_scope, by_article=self.follows)
        return with_probabilities(matches, self.findings)
