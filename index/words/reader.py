"""Reading the word index."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import tantivy
from tantivy import Occur, Query

from index.links import linked
from index.record import PassageRecord
from index.scope import Filters
from index.words.fields import SCHEMA, converted, open_index, says_full, terms
from index.words.queries import asking, restricted, sharing
from index.words.weights import STANDARD, Weights

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
        """Search the same state for a revision inside the block, despite later writes."""
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
