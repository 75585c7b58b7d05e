"""The search of a single question, whose passages are read at once and whose findings are kept."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answering.findings import Finder, Finding, with_probabilities
from assistant.followup import own_words
from index.match import Match
from index.scope import Filters
from index.search import Search


@dataclass
class FindingSearch:
    """Search for one question and read the passages, so that they carry probabilities.

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
