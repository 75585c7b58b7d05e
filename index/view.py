"""A view: one state of an archive, used for a whole request."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from index.catalogue.snapshot import UNFILTERED, Snapshot
from index.intake.layer import QUOTATIONS, TIMES
from index.passage import Match
from index.protocols import Hit, Words
from index.readable import Readable
from index.scope import Filters
from index.state import ArchiveState
from index.vectors.generation import Generation
from index.vectors.vector_search import VectorSearch
from index.words.field_weights import STANDARD, Weights
from sources.language.time_phrase import TimePhrase
from sources.quotations.quotation import Quotation
from sources.span import Span

_WIDER = 4


class Viewable(Protocol):
    """Something that can open a view: an archive, or a view, which yields itself."""

    def view(self) -> AbstractContextManager[View]:
        """Return a context for one state of the archive."""


class View(Readable):
    """One state of an archive, unaffected by later additions and removals.

    It has one transaction of the catalogue, and the state of the word index and the generation of
    vectors that belong to it. `Archive.view` opens and closes it. Several threads may use it.
    Reading from a closed view raises RuntimeError.
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
        """Yield this view, so that it can replace an archive in code that opens a view per call."""
        yield self

    def state(self) -> ArchiveState:
        """Return the archive's state, so that statements about it can be checked later."""
        with self._reading() as snapshot:
            return snapshot.state()

    def ids_beginning(self, prefix: str, limit: int) -> tuple[str, ...]:
        """Return the ids of visible articles that start with these hexadecimal digits."""
        with self._reading() as snapshot:
            return snapshot.ids_beginning(prefix, limit)

    def stored_beginning(self, prefix: str, limit: int) -> dict[str, str]:
        """Return stored articles, also removed ones: the ids with this prefix, and headlines."""
        with self._reading() as snapshot:
            return snapshot.stored_beginning(prefix, limit)

    def quotations(self, content_hash: str, article_id: str | None = None) -> tuple[Quotation, ...]:
        """Return the quotations of a version that `version` returns, in text order."""
        with self._reading() as snapshot:
            return snapshot.found(QUOTATIONS, content_hash, article_id)

    def times(self, content_hash: str, article_id: str | None = None) -> tuple[TimePhrase, ...]:
        """Return the time phrases of a version that `version` returns, in text order."""
        with self._reading() as snapshot:
            return snapshot.found(TIMES, content_hash, article_id)

    def nearest(
        self, vector: NDArray[np.float32], limit: int, filters: Filters = UNFILTERED
    ) -> tuple[Match, ...]:
        """Return the passages with the nearest vectors and their cosines, best first."""
        with self._reading() as snapshot:
            return self._vectors.nearest(snapshot, self._generation, vector, limit, filters)

    def prepare(self) -> None:
        """Open the vectors ahead of the first vector search, because that takes a moment."""
        self._vectors.prepare(self._generation)

    def cosines(self, vector: NDArray[np.float32], spans: Sequence[Span]) -> dict[Span, float]:
        """Return the cosine of the vector and each visible passage with exactly such a span."""
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
        """Return passages that share words with the question, with BM25 scores, best first."""
        return self._visible(
            lambda most: self._words.search(question, most, self._revision, filters, weights), limit
        )

    def sharing(self, text: str, limit: int, filters: Filters = UNFILTERED) -> tuple[Match, ...]:
        """Return the passages that share runs of words with a text, best first.

        Case, accents, spaces, dashes and quotation marks are ignored. A passage also matches by the
        heading above it, and by words split at its start.
        """
        return self._visible(
            lambda most: self._words.sharing(text, most, self._revision, filters), limit
        )

    def frequencies(self, words: Iterable[str]) -> dict[str, int]:
        """Count the passages that contain each word; a phrase counts as its rarest word."""
        with self._reading():
            return self._words.frequencies(words, self._revision)

    def close(self) -> None:
        """Wait for active readers to finish, then refuse any further reading."""
        with self._guard:
            self._snapshot = None

    def _visible(self, look: Callable[[int], Sequence[Hit]], limit: int) -> tuple[Match, ...]:
        """Return the best visible passages; `look` returns that many hits, hidden ones included."""
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
