"""The vector store of a generation, in Chroma.

This is the only module that imports chromadb, and only when a store is opened, because the import
takes more than half a second. A writer needs the store to itself: see `index.vectors.building`.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import weakref
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing, contextmanager
from dataclasses import asdict
from functools import cache
from importlib import import_module
from itertools import chain, repeat
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

import numpy as np

from index.day import SECONDS
from index.errors import ArchiveFull, GenerationUnusable
from index.passage import PassageRecord
from index.protocols import Matrix, Snapshot

if TYPE_CHECKING:
    from chromadb import Collection
    from chromadb.api.client import Client
    from chromadb.api.collection_configuration import CreateHNSWConfiguration
    from chromadb.config import Settings as ChromaSettings

STORE_FILE = "chroma.sqlite3"
_COLLECTION = "passages"
_MOST_RECORDS = 5_000
# By default up to a thousand records would stay in the log, for each reader to add to its graph,
# and a search for three neighbours would be as wide as a search for a hundred. In a graph of 68,000
# passages a search for 220 finds 998 of 1,000 of the ten nearest to real questions and 976 of the
# hundred nearest. With an ef_construction of 64 it finds 999 and 984, but takes a fifth longer. Two
# in a hundred passages are not found by their own vectors, instead of one.
_GRAPH: CreateHNSWConfiguration = {
    "space": "cosine",
    "sync_threshold": 2,
    "ef_construction": 48,
    "ef_search": 20,
}
_PROBES = 4_000
_PROCESSORS = os.cpu_count() or 1
# A vector this close to another one may be found in its place: they are copies of a text.
_TIE = 1e-5
# Chroma keeps one system per path in a table without a lock.
_OPENING = threading.Lock()


class VectorStore:
    """An opened generation."""

    def __init__(self, folder: Path, new: bool = False) -> None:
        self._folder = folder
        if not new and not (folder / STORE_FILE).is_file():
            raise GenerationUnusable(folder, "it does not exist")
        with _converted(folder):
            self._client = _client(folder)
            self._collection = _created(self._client) if new else _found(self._client)
            self._count = self._collection.count()
        # A searcher in another thread may be the last to release a replaced store.
        self._closing = weakref.finalize(self, self._client.close)

    @classmethod
    def create(cls, folder: Path) -> VectorStore:
        """Create an empty store in a new folder."""
        folder.mkdir(parents=True)
        return cls(folder, new=True)

    @property
    def count(self) -> int:
        """The number of records, including dead ones."""
        return self._count

    def nearest(self, vectors: Matrix, limit: int) -> list[list[tuple[int, float]]]:
        """Return (passage number, cosine) pairs for each of the vectors, best first."""
        with _converted(self._folder):
            found = self._collection.query(
                query_embeddings=_rows(vectors),
                n_results=max(1, min(limit, self._count)),
                include=["distances"],
            )
            distances = found["distances"] or []
            return [
                [(_seq(name), 1.0 - float(d)) for name, d in zip(names, row, strict=True)]
                for names, row in zip(found["ids"], distances, strict=True)
            ]

    def add(self, snapshot: Snapshot, seqs: Sequence[int]) -> None:
        """Add visible passages with their vectors, under their numbers.

        Their words and metadata are for programs that open the store without OnRecord. OnRecord
        itself reads both from the catalogue, where filtering is fifty times as fast.
        """
        size = min(_MOST_RECORDS, self._client.get_max_batch_size())
        for start in range(0, len(seqs), size):
            part = seqs[start : start + size]
            with _converted(self._folder):
                records = snapshot.records(part)
                self._collection.add(
                    ids=list(map(str, part)),
                    embeddings=_rows(snapshot.vectors(part)),
                    documents=[record.body for record in records],
                    metadatas=[_metadata(record) for record in records],
                )
        with _converted(self._folder):
            self._count = self._collection.count()

    def unfindable(self, snapshot: Snapshot, seqs: Sequence[int]) -> list[int]:
        """Return the passages that are not found by their own vectors.

        Chroma answers a call on one core, so there is one call per core.
        """

        def probed(vectors: Matrix, limit: int) -> Iterator[list[tuple[int, float]]]:
            shares = np.array_split(vectors, min(_PROCESSORS, len(vectors)))
            return chain.from_iterable(threads.map(self.nearest, shares, repeat(limit)))

        lost: list[int] = []
        with ThreadPoolExecutor(_PROCESSORS) as threads:
            for start in range(0, len(seqs), _PROBES):
                part = [int(seq) for seq in seqs[start : start + _PROBES]]
                vectors = snapshot.vectors(part)
                # Nearly all come first themselves. If another comes first, it may be a copy.
                doubtful = [
                    row
                    for row, hits in enumerate(probed(vectors, 1))
                    if [seq for seq, _ in hits] != [part[row]]
                ]
                if doubtful:
                    found = zip(doubtful, probed(vectors[doubtful], 3), strict=True)
                    lost += [part[row] for row, hits in found if _lost(part[row], hits)]
        return lost

    def close(self) -> None:
        """Close the store's files."""
        with _converted(self._folder):
            self._closing()

    @staticmethod
    def compact(folder: Path) -> None:
        """Shrink a closed store's database: a third of it is space that Chroma has freed."""
        with _converted(folder), closing(sqlite3.connect(folder / STORE_FILE)) as database:
            database.execute("VACUUM")


def _metadata(record: PassageRecord) -> dict[str, str | int]:
    """Return the metadata of a passage: its position in its article, and the filters' facts."""
    known = {
        **asdict(record.span),
        "headline": record.headline,
        "outlet": record.outlet,
        "language": record.language,
        "published": None if record.published is None else record.published * SECONDS,
    }
    return {name: value for name, value in known.items() if value is not None}


class _Row(np.ndarray):
    """A vector as a sequence of Python numbers, which Chroma reads much faster than an array."""

    def __iter__(self) -> Iterator[Any]:
        return iter(self.tolist())


def _rows(vectors: Matrix) -> list[Any]:
    return [row.view(_Row) for row in vectors]


def _client(folder: Path) -> Client:
    import chromadb  # noqa: PLC0415 - slow; see the module's docstring

    with _OPENING:
        try:
            # A client writes its folder into the settings, so each gets its own copy.
            client = chromadb.PersistentClient(str(folder), settings=_settings().model_copy())
        except Exception:
            _forget_unstarted(str(folder))
            raise
    return cast("Client", client)


def preload() -> None:
    """Import everything that a store needs, without opening one."""
    import_module("chromadb.api.rust")  # slow; see the module's docstring
    _settings()


@cache
def _settings() -> ChromaSettings:
    """Return Chroma's settings. Creating them reads the environment, which is slow."""
    from chromadb.config import Settings  # noqa: PLC0415 - slow; see the module's docstring

    return Settings(anonymized_telemetry=False)


def _created(client: Client) -> Collection:
    return client.create_collection(
        _COLLECTION, configuration={"hnsw": _GRAPH}, embedding_function=None
    )


def _found(client: Client) -> Collection:
    return client.get_collection(_COLLECTION, embedding_function=None)


def _forget_unstarted(path: str) -> None:
    """Drop a system that failed to start. Chroma caches it and would return it the next time."""
    from chromadb.api.shared_system_client import (  # noqa: PLC0415 - the same
        SharedSystemClient,
    )

    if path not in SharedSystemClient._identifier_to_refcount:
        SharedSystemClient._identifier_to_system.pop(path, None)


def _lost(seq: int, hits: Sequence[tuple[int, float]]) -> bool:
    itself = any(found == seq for found, _ in hits)
    return not itself and min((cosine for _, cosine in hits), default=0) < 1 - _TIE


def _seq(name: str) -> int:
    # Older generations have a passage's id before the number. Records that another program added
    # raise ValueError.
    return int(name.rpartition(".")[2])


@contextmanager
def _converted(folder: Path) -> Iterator[None]:
    """Convert Chroma's errors to the errors of this package."""
    from chromadb.errors import ChromaError  # noqa: PLC0415 - slow; see the module's docstring

    try:
        yield
    except (ChromaError, sqlite3.Error, OSError, ValueError) as error:
        if any(sign in str(error) for sign in ("No space left", "is full", "File too large")):
            raise ArchiveFull(
                f"The disk of {folder} is full: {error}. Free some space and run `onrecord "
                "rebuild`."
            ) from error
        raise GenerationUnusable(folder, str(error)) from error
