"""Searching the word index."""

from __future__ import annotations

import threading
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

import tantivy
from tantivy import FieldType, Occur, Query

from index.day import to_day
from index.passage import PassageRecord
from index.scope import Filters
from index.words.field_weights import STANDARD, Weights
from index.words.fields import (
    ENGLISH,
    ENGLISH_QUESTION,
    IN_ORDER,
    SCHEMA,
    converted,
    open_index,
    says_full,
    terms,
)
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
    """Yield evenly spaced items, at most as many as a query may contain."""
    different = list(dict.fromkeys(things))
    taken = min(len(different), most)
    return (different[number * len(different) // taken] for number in range(taken))


def linked(folder: Path) -> TemporaryDirectory[str]:
    """Create a temporary folder of links to all files of a folder except its locks."""
    links = TemporaryDirectory(prefix="onrecord-")
    for file in folder.absolute().iterdir():
        if not file.name.endswith(".lock"):
            (Path(links.name) / file.name).symlink_to(file)
    return links


_UNFILTERED = Filters()
_FIELDS = ("body", "headline", "pairs")


@dataclass(frozen=True, slots=True)
class WordHit:
    """The number of a passage found by its words, and its BM25 score."""

    seq: int
    score: float


class Words:
    """Search a word index that another process may be writing."""

    def __init__(self, folder: Path, writable: bool = True) -> None:
        self._folder = folder
        self._writable = writable
        self._linked: TemporaryDirectory[str] | None = None
        self._guard = threading.Lock()
        self._index: tantivy.Index | None = None
        self._searcher: tantivy.Searcher | None = None
        self._revision = -1
        self._held: dict[int, tuple[tantivy.Searcher, int]] = {}

    @contextmanager
    def held(self, revision: int) -> Iterator[None]:
        """Search one unchanged state for a revision inside the block, despite later writes."""
        with converted(self._folder):
            searcher = self._fresh(revision)
        with self._guard:
            searcher, holders = self._held.get(revision, (searcher, 0))
            self._held[revision] = searcher, holders + 1
        try:
            yield
        finally:
            with self._guard:
                _, holders = self._held.pop(revision, (searcher, 0))  # missing once closed
                if holders > 1:
                    self._held[revision] = searcher, holders - 1

    def search(
        self,
        question: str,
        limit: int,
        revision: int,
        filters: Filters = _UNFILTERED,
        weights: Weights = STANDARD,
    ) -> tuple[WordHit, ...]:
        """Return the best hits, best first, from everything committed up to the revision."""
        return self._hits(asking(question, weights), limit, revision, filters)

    def sharing(
        self, text: str, limit: int, revision: int, filters: Filters = _UNFILTERED
    ) -> tuple[WordHit, ...]:
        """Return the passages that share runs of words with a text, best first."""
        return self._hits(sharing(text), limit, revision, filters)

    def count(self, revision: int) -> int:
        """Count the passages in the index, including those of hidden articles."""
        with converted(self._folder):
            return self._fresh(revision).num_docs

    def seqs(self, revision: int) -> list[int]:
        """Return the number of every passage in the index."""
        with converted(self._folder):
            searcher = self._fresh(revision)
            if not searcher.num_docs:
                return []
            result = searcher.search(Query.all_query(), searcher.num_docs, count=False)
            values = searcher.fast_field_values("seq", [address for _, address in result.hits])
        return [int(value or 0) for value in values]

    def finds(self, record: PassageRecord, revision: int) -> bool:
        """Return True if a search for the passage's own words finds it."""
        query = asking(record.body, STANDARD)
        if query is None:
            return True
        itself = Query.term_query(SCHEMA, "seq", record.seq)
        both = Query.boolean_query([(Occur.Must, query), (Occur.Must, itself)])
        with converted(self._folder):
            return bool(self._fresh(revision).search(both, 1, count=False).hits)

    def frequencies(self, wanted: Iterable[str], revision: int) -> dict[str, int]:
        """Count the passages that contain each word in their text or headline."""
        with converted(self._folder):
            searcher = self._fresh(revision)

            def count(term: str) -> int:
                return max(searcher.doc_freq(field, term) for field in _FIELDS)

            return {word: min(map(count, terms(word)), default=0) for word in wanted}

    def leftovers(self, wanted: Iterable[str], revision: int) -> tuple[str, ...]:
        """Return the terms that are in the dictionary although no passage contains them."""
        with converted(self._folder):
            searcher = self._fresh(revision)
            return tuple(
                term
                for term in wanted
                for field in (*_FIELDS, "beside", "heading")
                if searcher.doc_freq(field, term)
                and not searcher.search(
                    Query.term_query(SCHEMA, field, term, "basic"), 1, count=False
                ).hits
            )

    def close(self) -> None:
        """Close all files."""
        with self._guard:
            self._index = self._searcher = None
            self._held.clear()
            if self._linked is not None:
                self._linked.cleanup()
                self._linked = None

    def _hits(
        self, query: Query | None, limit: int, revision: int, filters: Filters
    ) -> tuple[WordHit, ...]:
        if query is None or limit < 1:
            return ()
        with converted(self._folder):
            searcher = self._fresh(revision)
            result = searcher.search(restricted(query, filters), limit, count=False)
            seqs = searcher.fast_field_values("seq", [address for _, address in result.hits])
        hits = [
            WordHit(int(seq or 0), float(score))
            for seq, (score, _) in zip(seqs, result.hits, strict=True)
        ]
        return tuple(sorted(hits, key=lambda hit: (-hit.score, hit.seq)))

    def _fresh(self, revision: int) -> tantivy.Searcher:
        with self._guard:
            if revision in self._held:
                return self._held[revision][0]
            if self._index is None or (self._linked and revision != self._revision):
                self._index = self._opened()
                self._searcher = None
            if self._searcher is None or revision != self._revision:
                self._index.reload()
                self._searcher = self._index.searcher()
                self._revision = revision
            return self._searcher

    def _opened(self) -> tantivy.Index:
        if self._writable or not self._folder.is_dir():
            try:
                return open_index(self._folder)
            except (ValueError, OSError) as error:
                if not says_full(error):
                    raise
        # Tantivy creates a lock file beside the files that it reads.
        self._linked = linked(self._folder)
        return open_index(Path(self._linked.name))
