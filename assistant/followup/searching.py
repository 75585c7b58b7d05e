"""Searching for a follow-up: in more of the articles that its conversation leads to."""

from __future__ import annotations

from dataclasses import replace

from assistant.question import Question
from index.match import Match
from index.search import Search

# What the conversation gave finds the articles; in them, the sentence that answers mostly says
# "she" or "the course" and so stands in a passage which those words do not find.
_ARTICLES = 3
_PER_ARTICLE = 12
_PASSAGES = 40


def passages_for(search: Search, question: Question) -> tuple[Match, ...]:
    """Return the best passages; of a follow-up, further ones of the first articles behind them."""
    found = search.passages(question.plain, filters=question.filters)
    if not question.typed:
        return found
    first = list(dict.fromkeys(match.passage.span.article_id for match in found))[:_ARTICLES]
    known = {match.passage.span for match in found}
    wide = replace(search, mix=replace(search.mix, passages_per_article=_PER_ARTICLE))
    more = wide.passages(question.plain, _PASSAGES, question.filters)
    return (
        *found,
        *(m for m in more if m.passage.span.article_id in first and m.passage.span not in known),
    )
