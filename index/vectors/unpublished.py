"""Vectors added since the last published generation, held in memory and searched exactly."""

from __future__ import annotations

import threading
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from index.protocols import Matrix, Numbers, Snapshot
from index.vectors.generation import Generation


@dataclass(frozen=True)
class Block:
    """The vectors of some passages: row i belongs to passage number seqs[i]."""

    seqs: Numbers
    vectors: Matrix

    def nearest(
        self, vector: NDArray[np.float32], limit: int, among: Numbers | None = None
    ) -> list[tuple[int, float]]:
        """Return (passage number, cosine) pairs, best first, optionally among some passages."""
        cosines = self.vectors @ vector
        seqs = self.seqs
        if among is not None:
            chosen = np.isin(seqs, among)
            cosines, seqs = cosines[chosen], seqs[chosen]
        if len(seqs) > limit:
            best = np.argpartition(-cosines, limit - 1)[:limit]
            cosines, seqs = cosines[best], seqs[best]
        order = np.lexsort((seqs, -cosines))
        return [(int(seqs[i]), float(cosines[i])) for i in order]


class Tail:
    """Keep the vectors added since a generation, refreshed with the changes since the last read."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._key: tuple[int, str] | None = None
        self._block: Block | None = None

    def block(self, snapshot: Snapshot, generation: Generation | None) -> Block:
        """Return the visible vectors that the generation does not hold, as of the snapshot."""
        name = generation.name if generation else ""
        key = (snapshot.revision, name)
        with self._guard:
            if self._block is None or self._key != key:
                wanted = _wanted(snapshot, generation)
                self._block = _refreshed(snapshot, wanted, self._block)
                self._key = key
            return self._block


def _wanted(snapshot: Snapshot, generation: Generation | None) -> Numbers:
    if generation is None:
        return snapshot.seqs()
    unfindable = sorted(snapshot.visible(generation.unfindable))
    behind = snapshot.seqs(after=generation.covers)
    return np.concatenate([np.array(unfindable, dtype=np.int64), behind])


def _refreshed(snapshot: Snapshot, wanted: Numbers, held: Block | None) -> Block:
    """Return the wanted vectors, reading only those that are not held already."""
    if held is None or not len(held.seqs):
        return Block(wanted, snapshot.vectors(wanted))
    place = np.minimum(np.searchsorted(held.seqs, wanted), len(held.seqs) - 1)
    known = held.seqs[place] == wanted
    vectors = np.empty((len(wanted), held.vectors.shape[1]), dtype=np.float32)
    vectors[known] = held.vectors[place[known]]
    vectors[~known] = snapshot.vectors(wanted[~known])
    return Block(wanted, vectors)
