"""Searching for a follow-up."""

from __future__ import annotations

from assistant.question import Question
from index.match import Match
from index.search import Search


def passages_for(search: Search, question: Question) -> tuple[Match, ...]:
    """Return the best passages."""
    return search.passages(question.plain, filters=question.filters)
