"""A view: one state of an archive, over which a whole request is answered."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.catalogue.entry import Entry
from index.catalogue.snapshot import UNFILTERED, Snapshot
from index.intake.layer import QUOTATIONS, TIMES
from index.match import Match
from index.protocols import Hit, Words
from index.scope import Filters, Scope
from index.state import ArchiveState
from index.vectors.generation import Generation
from index.vectors.search import VectorSearch
from index.words.weights import STANDARD, Weights
from sources.article import Article, Span
from sources.language.time_phrase import TimePhrase
from sources.quotations.quotation import Quotation

_WIDER = 4


class Viewable(Protocol):
    """What a view can be opened of: an archive, or a view, which gives itself."""

    def view(self) -> AbstractContextManager[View]:
        """Give one state of the archive inside the block."""


class View:
    """One state of an archive: what is added or removed after it was opened makes no difference.

    It has one transaction of the catalogue, the state of the word index and the generation of
    vectors that belong to it. `Archive.view` opens it and closes it. Several threads may use it.
    RuntimeError for whoever reads after it was closed.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        words: Words,
        vectors: VectorSearch,
        generation: Generation | None,
    ) -> None:
        self._snapshot: Snapshot | None = snapshot
        self._words = words
        self._vectors = vectors
        self._generation = generation
        self._revision = snapshot.revision
        self._guard = threading.RLock()

    @contextmanager
    def view(self) -> Iterator[View]:
        """Give this view, so that what opens a view for each call can be given one instead."""
        yield self

    def state(self) -> ArchiveState:
        """Name the state that the archive is in, for statements that are to be checked later."""
        with self._reading() as snapshot:
            return snapshot.state()

    def scope(self, filters: Filters = UNFILTERED) -> Scope:
        """Count what a search under these filters covers."""
        with self._reading() as snapshot:
            return snapshot.scope(filters)

    def entries(
        self, filters: Filters = UNFILTERED, text: str = "", limit: int = 100, offset: int = 0
    ) -> tuple[Entry, ...]:
        """List articles, the latest added first.

        Each word of `text` has to be in headline, outlet or origin.
        """
        with self._reading() as snapshot:
            return snapshot.entries(filters, text, limit, offset)

    def ids_beginning(self, prefix: str, limit: int) -> tuple[str, ...]:
        """Return the ids of visible articles that begin with hexadecimal digits."""
        with self._reading() as snapshot:
            return snapshot.ids_beginning(prefix, limit)

    def article(self, article_id: str) -> Article:
        """Return an article as it is now; ArticleMissing when it is not in the archive."""
        with self._reading() as snapshot:
            return snapshot.article(article_id)

    def version(self, content_hash: str, article_id: str | None = None) -> Article:
        """Return any version that was ever in the archive, so that old spans stay readable.

        ArticleMissing when it never was.
        """
        with self._reading() as snapshot:
            return snapshot.version(content_hash, article_id)

    def quotations(self, content_hash: str, article_id: str | None = None) -> tuple[Quotation, ...]:
        """Return the quotations of a version that `version` returns, by where they start."""
        with self._reading() as snapshot:
            return snapshot.found(QUOTATIONS, content_hash, article_id)

    def times(self, content_hash: str, article_id: str | None = None) -> tuple[TimePhrase, ...]:
        """Return the time phrases of a version that `version` returns, in their order."""
        with self._reading() as snapshot:
            return snapshot.found(TIMES, content_hash, article_id)

    def purged_on(self, name: str) -> date | None:
        """Return when the article of an id, content hash, origin or file's name was purged."""
        with self._reading() as snapshot:
            return snapshot.barred(name)

    def nearest(
        self, vector: NDArray[np.float32], limit: int, filters: Filters = UNFILTERED
    ) -> tuple[Match, ...]:
        """Return the passages whose vectors are nearest, best first, with their cosine."""
        with self._reading() as snapshot:
            return self._vectors.nearest(snapshot, self._generation, vector, limit, filters)

    def prepare(self) -> None:
        """Open what the first search by vector needs, which takes a moment."""
        self._vectors.prepare(self._generation)

    def cosines(self, vector: NDArray[np.float32], spans: Sequence[Span]) -> dict[Span, float]:
        """Return the cosine of a vector and each visible passage that is exactly such a span."""
        with self._reading() as snapshot:
            vectors = snapshot.vectors_of(spans)
        return {span: float(vector @ found) for span, found in vectors.items()}

    def matching(
        self,
        question: str,
        limit: int,
        filters: Filters = UNFILTERED,
        weights: Weights = STANDARD,
    ) -> tuple[Match, ...]:
        """Return the passages that share words with the question, best first, with their BM25."""
        return self._visible(
            lambda most: self._words.search(question, most, self._revision, filters, weights), limit
        )

    def sharing(self, text: str, limit: int, filters: Filters = UNFILTERED) -> tuple[Match, ...]:
        """Return the passages that share words in a row with a text, best first.

        However the text is set: case, accents, spaces, dashes and quotation marks do not count. A
        passage also stands for the heading above it, and for words that the cut before it parts.
        """
        return self._visible(
            lambda most: self._words.sharing(text, most, self._revision, filters), limit
        )

    def frequencies(self, words: Iterable[str]) -> dict[str, int]:
        """Count the passages that hold each word; of several words, the rarest."""
        with self._reading():
            return self._words.frequencies(words, self._revision)

    def close(self) -> None:
        """Let nobody read any more, as soon as those who do are done."""
        with self._guard:
            self._snapshot = None

    def _visible(self, look: Callable[[int], Sequence[Hit]], limit: int) -> tuple[Match, ...]:
        """Return the best visible passages; `look` finds so many hits, hidden ones among them."""
        wanted = limit
        with self._reading() as snapshot:
            while True:
                hits = look(wanted)
                passages = snapshot.passages([hit.seq for hit in hits])
                found = [Match(passages[h.seq], h.score) for h in hits if h.seq in passages]
                if len(found) >= limit or len(hits) < wanted:
                    return tuple(found[:limit])
                wanted *= _WIDER

    @contextmanager
    def _reading(self) -> Iterator[Snapshot]:
        with self._guard:
            if self._snapshot is None:
                raise RuntimeError("The view of the archive is closed. Open another one.")
            yield self._snapshot
