"""Protocols for the parts of an archive, whatever implements them.

The catalogue is the source of truth. Vectors and words are derived from it and refer to passages by
number. `tests/index/contract` runs the same tests over every implementation of a protocol.

Units are the same everywhere. A passage has a number (`seq`), a positive integer that is never
reused. Vectors are float32 of unit length, one per row. A cosine lies between -1 and 1. A day is a
number of days since 1970. Every failure is an `ArchiveError`: an implementation converts the errors
of the libraries it uses.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from index.intake.event import Draft
from index.passage import Passage, PassageRecord
from index.scope import Filters, Scope
from index.words.field_weights import STANDARD, Weights
from sources.article import Article

Matrix = NDArray[np.float32]
Numbers = NDArray[np.int64]
_UNFILTERED = Filters()


@runtime_checkable  # checked by pydantic, in the retriever
class Embedder(Protocol):
    """A model that turns text into vectors of unit length.

    Raises EmbeddingError on failure.
    """

    @property
    def model_id(self) -> str:
        """The model's name and the first 12 digits of its weights' SHA-256."""

    @property
    def dimensions(self) -> int:
        """The length of a vector."""

    def embed_passages(self, texts: Sequence[str]) -> Matrix:
        """Return an array of shape (texts, dimensions), in the order of the texts."""

    def embed_question(self, text: str) -> Matrix:
        """Return a vector of shape (dimensions,)."""


class Snapshot(Protocol):
    """One state of a catalogue, unaffected by later writes: the input of the derived parts."""

    @property
    def revision(self) -> int:
        """The number of visible changes made so far."""

    def setting(self, name: str) -> str:
        """Return a setting of the archive, or '' if it was never set."""

    def scope(self, filters: Filters) -> Scope:
        """Count the articles and passages that the filters select."""

    def count(self, filters: Filters = _UNFILTERED, upto: int | None = None) -> int:
        """Count the visible passages that the filters select, optionally only up to a number."""

    def newest_seq(self) -> int:
        """Return the highest number of a passage, visible or not; 0 if there is none."""

    def seqs(self, filters: Filters = _UNFILTERED, after: int = 0) -> Numbers:
        """Return the numbers of the visible passages that the filters select, ascending."""

    def visible(self, seqs: Sequence[int], filters: Filters = _UNFILTERED) -> set[int]:
        """Return the numbers whose passages are visible and selected."""

    def passages(self, seqs: Sequence[int]) -> dict[int, Passage]:
        """Return the passages with these numbers, without those that are not visible."""

    def records(self, seqs: Sequence[int] | Numbers) -> list[PassageRecord]:
        """Return stored passages, visible or not, as records for derived parts, in this order."""

    def vectors(self, seqs: Sequence[int] | Numbers) -> Matrix:
        """Return an array of shape (seqs, dimensions), in this order."""

    def article(self, article_id: str) -> Article:
        """Return the visible version of an article; raise ArticleMissing if there is none."""


class Changes(Protocol):
    """A transaction on a catalogue."""

    def stage(self, draft: Draft, vectors: Matrix) -> tuple[int, tuple[int, ...]]:
        """Store a version that is not visible yet.

        Takes one row per passage. Return the version's key and its passages' numbers, which are
        higher than all earlier ones.
        """

    def show(self, keys: Sequence[int]) -> None:
        """Make staged versions visible. Each replaces the visible version of its article."""

    def remove(self, article_ids: Iterable[str]) -> int:
        """Hide articles; return how many were visible."""

    def set(self, name: str, value: object) -> None:
        """Change a setting that the catalogue was created with. Settings are stored as text."""


class Catalogue(Protocol):
    """The articles of an archive in all versions, with their passages and vectors."""

    def reading(self) -> AbstractContextManager[Snapshot]:
        """Return a context for one state, the last one committed when the context is entered."""

    def writing(self) -> AbstractContextManager[Changes]:
        """Return a context that commits all its changes at the end, or none if it raises."""

    def close(self) -> None:
        """Close all files and connections."""


class Vectors(Protocol):
    """The vectors of a fixed set of passages: a generation, built once and then read."""

    @property
    def count(self) -> int:
        """The number of vectors, including those of passages that are no longer visible."""

    def add(self, snapshot: Snapshot, seqs: Sequence[int]) -> None:
        """Add passages with their vectors from the catalogue. None may be present already.

        Raise ArchiveFull if the disk is full.
        """

    def nearest(self, vectors: Matrix, limit: int) -> list[list[tuple[int, float]]]:
        """Return up to `limit` pairs of number and cosine for each row, best first.

        The result may be approximate. `unfindable` reports the passages that are affected. Raise
        GenerationUnusable if the vectors cannot be read.
        """

    def unfindable(self, snapshot: Snapshot, seqs: Sequence[int]) -> list[int]:
        """Return the passages that a search for their own vectors does not find."""

    def close(self) -> None:
        """Close all files. A search running in another thread may fail."""


class Hit(Protocol):
    """A passage found by its words."""

    @property
    def seq(self) -> int:
        """The passage's number."""

    @property
    def score(self) -> float:
        """Its BM25 score: positive, and comparable within one search."""


class Words(Protocol):
    """The word index of passages, visible or not, as readers see it.

    A reader reopens the index when the `revision` differs from that of its last call. It then finds
    everything committed before the catalogue reached that revision. Raises WordsMissing if there is
    no index.
    """

    def search(
        self,
        question: str,
        limit: int,
        revision: int,
        filters: Filters = _UNFILTERED,
        weights: Weights = STANDARD,
    ) -> Sequence[Hit]:
        """Return up to `limit` passages that contain a word of the question, best first."""

    def sharing(
        self, text: str, limit: int, revision: int, filters: Filters = _UNFILTERED
    ) -> Sequence[Hit]:
        """Return up to `limit` passages that share words with the text, best first.

        Passages that share the most pairs of adjacent words come first.
        """

    def count(self, revision: int) -> int:
        """Count the passages."""

    def seqs(self, revision: int) -> list[int]:
        """Return the number of every passage."""

    def finds(self, record: PassageRecord, revision: int) -> bool:
        """Return True if a search for the passage's own words finds it."""

    def frequencies(self, wanted: Iterable[str], revision: int) -> dict[str, int]:
        """Count the passages with each word in any form; a phrase counts as its rarest word."""

    def held(self, revision: int) -> AbstractContextManager[None]:
        """Return a context in which searches of a revision ignore later writes.

        Several contexts may be open at once.
        """

    def close(self) -> None:
        """Close all files."""


class WordsChanges(Protocol):
    """The only writer of the word index; readers see nothing before `commit`."""

    def add(self, records: Iterable[PassageRecord]) -> None:
        """Add passages."""

    def delete(self, versions: Iterable[int]) -> None:
        """Delete all passages of some versions, given the versions' keys."""

    def commit(self) -> None:
        """Make all changes so far durable and visible; raise ArchiveFull if that fails."""

    def close(self) -> None:
        """Discard uncommitted changes and close all files."""
