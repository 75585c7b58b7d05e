"""Queries of the word index, built from the words of a text.

The words never pass through a query language, so they cannot contain operators.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import TypeVar

from tantivy import FieldType, Occur, Query

from index.day import to_day
from index.scope import Filters
from index.words.fields import ENGLISH, ENGLISH_QUESTION, IN_ORDER, SCHEMA
from index.words.weights import Weights
from sources.cleaning.characters import readable
from sources.language.stop_words import STOP_WORDS
from sources.language.terms import PAIRED, pairs_of

# A pasted article must not become a query of thousands of clauses.
_MOST_TERMS = 96
# A phrase costs several times as much as a term.
_MOST_PHRASES = 24
_CHARACTER_PAIR = 0.5
# Phrases of two function words, which occur in many places.
_COMMON_PHRASE = 0.2
# Enough to rank passages that share no phrase. Together they weigh hardly more than one phrase.
_WORD = 0.002
# As they are in the index.
_FUNCTION_TERMS = frozenset(ENGLISH.analyze(" ".join(STOP_WORDS)))

Thing = TypeVar("Thing")


def asking(question: str, weights: Weights) -> Query | None:
    """Return a query for the words of a question, or None if it has no words."""
    text = unicodedata.normalize("NFKC", question)
    analyzer = ENGLISH if weights.function_words else ENGLISH_QUESTION
    terms = analyzer.analyze(text) or ENGLISH.analyze(text)
    fields = [("headline", weights.headline), ("heading", weights.heading), ("body", weights.body)]
    clauses = [
        Query.disjunction_max_query(
            [_term(field, term, weight) for field, weight in fields if weight > 0], weights.again
        )
        for term in _first(terms)
    ]
    clauses += [_term("pairs", pair, weights.pairs) for pair in _first(pairs_of(text))]
    return _any(clauses)


def sharing(text: str) -> Query | None:
    """Return a query for the same words in the same order, or None for a text without words.

    Each pair of adjacent words is a phrase, and the passages that share the most of them come
    first, however rare the phrases are. For scripts without spaces between words, and for Korean,
    whose words are split differently, the query also has pairs of characters. A long text is
    sampled evenly from beginning to end.
    """
    text = unicodedata.normalize("NFKC", readable(text))
    words = ENGLISH_QUESTION.analyze(PAIRED.sub(" ", text)) or ENGLISH.analyze(text)
    clauses = [
        _phrase(phrase) for phrase in _sample(pairwise(ENGLISH.analyze(text)), _MOST_PHRASES)
    ]
    clauses += [
        Query.const_score_query(_term("pairs", pair, 1.0), _CHARACTER_PAIR)
        for pair in _sample(pairs_of(text))
    ]
    clauses += [_term("body", word, _WORD) for word in _sample(words)]
    return _any(clauses)


def restricted(query: Query, filters: Filters) -> Query:
    """Add the filters to a query, without changing the scores."""
    must: list[Query] = []
    for field, values in (("outlet", filters.outlets), ("language", filters.languages)):
        if values:
            must.append(Query.term_set_query(SCHEMA, field, list(values)))
    if filters.since or filters.until:
        since = to_day(filters.since) if filters.since else None
        until = to_day(filters.until) if filters.until else None
        must.append(Query.range_query(SCHEMA, "published", FieldType.Integer, since, until))
    clauses = [(Occur.Must, Query.const_score_query(clause, 0.0)) for clause in must]
    return Query.boolean_query([(Occur.Must, query), *clauses]) if clauses else query


def _term(field: str, term: str, weight: float) -> Query:
    return Query.boost_query(Query.term_query(SCHEMA, field, term, "freq"), weight)


def _phrase(words: Sequence[str]) -> Query:
    """Return a query that counts a phrase once, in any field and however often it occurs."""
    places = [Query.phrase_query(SCHEMA, field, list(words)) for field in IN_ORDER]
    weight = _COMMON_PHRASE if _FUNCTION_TERMS.issuperset(words) else 1.0
    return Query.const_score_query(Query.disjunction_max_query(places), weight)


def _any(clauses: Sequence[Query]) -> Query | None:
    return Query.boolean_query([(Occur.Should, clause) for clause in clauses]) if clauses else None


def _first(terms: Iterable[str]) -> Sequence[str]:
    return list(dict.fromkeys(terms))[:_MOST_TERMS]


def _sample(things: Iterable[Thing], most: int = _MOST_TERMS) -> Iterator[Thing]:
    """Yield evenly spaced things, at most as many as a query may hold."""
    different = list(dict.fromkeys(things))
    taken = min(len(different), most)
    return (different[number * len(different) // taken] for number in range(taken))
