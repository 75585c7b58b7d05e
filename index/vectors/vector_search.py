"""Vector search: the published generation, and exact search of the passages added since."""

from __future__ import annotations

import logging
import math
import threading
from contextlib import suppress
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.catalogue.snapshot import UNFILTERED
from index.errors import ArchiveError, ArchiveFull, GenerationUnusable
from index.lock import is_full
from index.passage import Match
from index.protocols import Snapshot, Vectors
from index.scope import Filters
from index.vectors.chroma import VectorStore
from index.vectors.generation import Generation, current
from index.vectors.unpublished import Block, Tail

logger = logging.getLogger(__name__)

# Up to this many passages, an exact comparison is faster than a graph search. In an archive
# with no more, a search does not even load Chroma.
FEW = 3_000
_WIDER = 4

Hits = list[tuple[int, float]]


class VectorSearch:
    """Find the visible passages with the nearest vectors."""

    def __init__(self, folder: Path, few: int | None = None, writable: bool = True) -> None:
        self._folder = folder
        self._writable = writable
        self._few = FEW if few is None else few
        self._guard = threading.Lock()
        self._tail = Tail()
        self._store: Vectors | None = None
        self._name = ""
        self._unusable = ""
        self._told = ""

    def nearest(
        self,
        snapshot: Snapshot,
        generation: Generation | None,
        vector: NDArray[np.float32],
        limit: int,
        filters: Filters,
    ) -> tuple[Match, ...]:
        """Return the best matches that the filters select, best first.

        The generation must have been published when the snapshot was taken. Without one, every
        vector is compared.
        """
        if limit < 1:
            return ()
        if filters and snapshot.count(filters) <= self._few:
            seqs = snapshot.seqs(filters)
            return _live(
                snapshot, Block(seqs, snapshot.vectors(seqs)).nearest(vector, limit), limit
            )
        if generation is not None:
            try:
                return self._both(snapshot, generation, vector, limit, filters)
            except (GenerationUnusable, ArchiveFull) as error:
                # Reading a store writes a little, so it fails on a full disk. Nothing is lost.
                self._give_up(generation.name, error)
        hits = self._exact(snapshot, None, vector, limit, filters)
        return _live(snapshot, hits, limit)

    def prepare(self, generation: Generation | None) -> None:
        """Open a generation now. If that fails, the search will report it."""
        if generation is not None:
            with suppress(GenerationUnusable, ArchiveFull):
                self._opened(generation)

    def generation(self, snapshot: Snapshot) -> Generation | None:
        """Return the published generation if it is worth opening and has the archive's model."""
        if not self._writable or is_full(self._folder):  # Chroma writes even during reads
            return None
        published = current(self._folder)
        if published is None or published.count <= self._few or published.name == self._unusable:
            return None
        return published if published.model_id == snapshot.setting("model_id") else None

    def close(self) -> None:
        """Close the opened generation."""
        with self._guard:
            if self._store is not None:
                self._store.close()
                self._store, self._name = None, ""

    def _both(
        self,
        snapshot: Snapshot,
        generation: Generation,
        vector: NDArray[np.float32],
        limit: int,
        filters: Filters,
    ) -> tuple[Match, ...]:
        """Search generation and tail; widen the search while it may have missed a nearer passage.

        The graph first returns passages that are hidden or that the filters leave out. All that it
        has not returned yet is farther than the last one that it has returned.
        """
        store = self._opened(generation)
        behind = dict(self._exact(snapshot, generation, vector, limit, filters))
        left = snapshot.count(filters) / max(snapshot.count(), 1) if filters else 1
        wanted = math.ceil((2 * limit + 20) / max(left, 1e-9))
        while True:
            published = store.nearest(vector.reshape(1, -1), wanted)[0]
            best = sorted({**behind, **dict(published)}.items(), key=lambda h: (-h[1], h[0]))
            matches = _live(snapshot, best, limit, filters)
            if len(published) < wanted or wanted >= store.count:
                return matches
            if len(matches) >= limit and matches[-1].score >= published[-1][1]:
                return matches
            wanted *= _WIDER

    def _exact(
        self,
        snapshot: Snapshot,
        generation: Generation | None,
        vector: NDArray[np.float32],
        limit: int,
        filters: Filters,
    ) -> Hits:
        block = self._tail.block(snapshot, generation)
        if not filters:
            return block.nearest(vector, limit)
        if len(block.seqs) > self._few:
            return block.nearest(vector, limit, snapshot.seqs(filters))
        among = snapshot.visible(block.seqs.tolist(), filters)
        return block.nearest(vector, limit, np.array(sorted(among), dtype=np.int64))

    def _opened(self, generation: Generation) -> Vectors:
        with self._guard:
            if self._store is None or self._name != generation.name:
                # Another thread may still be searching the previous one. Its last use closes it.
                self._store = VectorStore(generation.store(self._folder))
                self._name = generation.name
            return self._store

    def _give_up(self, name: str, error: ArchiveError) -> None:
        """Close a generation for good, or until the next search if the disk is merely full."""
        with self._guard:
            if self._told != name:
                logger.warning(
                    "Searching every passage exactly, without the published vectors: %s", error
                )
                self._told = name
            self._store, self._name = None, ""
            still_current = current(self._folder)
            is_current = still_current is not None and still_current.name == name
            if is_current and not isinstance(error, ArchiveFull):
                self._unusable = name


def _live(
    snapshot: Snapshot, hits: Hits, limit: int, filters: Filters = UNFILTERED
) -> tuple[Match, ...]:
    """Return the best hits that may be shown, as matches."""
    visible = snapshot.visible([seq for seq, _ in hits], filters)
    best = [(seq, score) for seq, score in hits if seq in visible][:limit]
    passages = snapshot.passages([seq for seq, _ in best])
    return tuple(Match(passages[seq], score) for seq, score in best)
