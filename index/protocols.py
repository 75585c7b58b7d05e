"""What the parts of an archive must do, whatever they are made with.

The catalogue is the truth. Vectors and words are derived from it and find passages by their
numbers. `tests/index/contract` runs the same tests over every implementation of a protocol.

Units are the same everywhere. A passage has a number (`seq`), a positive integer that is never used
again. Vectors are float32 of unit length, one per row. A cosine lies between -1 and 1. A day is a
number of days since 1970. Whatever fails raises an `ArchiveError`: errors of the library behind an
implementation do not leave it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from contextlib import AbstractContextManager
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from index.intake.draft import Draft
from index.passage import Passage
from index.record import PassageRecord
from index.scope import Filters, Scope
from index.words.weights import STANDARD, Weights
from sources.article import Article

Matrix = NDArray[np.float32]
Numbers = NDArray[np.int64]
_UNFILTERED = Filters()


@runtime_checkable  # pydantic checks it, in the retriever
class Embedder(Protocol):
    """A model that turns text into vectors of unit length.

    EmbeddingError if it cannot.
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
    """One state of a catalogue, whatever is written meanwhile: what its derived parts read."""

    @property
    def revision(self) -> int:
        """The number of visible changes that were made so far."""

    def setting(self, name: str) -> str:
        """Return a setting of the archive, or '' if it was never set."""

    def scope(self, filters: Filters) -> Scope:
        """Count what the filters select."""

    def count(self, filters: Filters = _UNFILTERED, upto: int | None = None) -> int:
        """Count the visible passages that the filters select, up to a number if one is given."""

    def newest_seq(self) -> int:
        """Return the highest number of a passage, visible or not; 0 if there is none."""

    def seqs(self, filters: Filters = _UNFILTERED, after: int = 0) -> Numbers:
        """Return the numbers of the visible passages that the filters select, ascending."""

    def visible(self, seqs: Sequence[int], filters: Filters = _UNFILTERED) -> set[int]:
        """Return those of the numbers whose passages are visible and selected."""

    def passages(self, seqs: Sequence[int]) -> dict[int, Passage]:
        """Return the passages of these numbers. Numbers that are not visible are left out."""

    def records(self, seqs: Sequence[int] | Numbers) -> list[PassageRecord]:
        """Return stored passages, visible or not, as derived parts take them, in this order."""

    def vectors(self, seqs: Sequence[int] | Numbers) -> Matrix:
        """Return an array of shape (seqs, dimensions), in this order."""

    def article(self, article_id: str) -> Article:
        """Return the visible version of an article; ArticleMissing if there is none."""


class Changes(Protocol):
    """A transaction on a catalogue."""

    def stage(self, draft: Draft, vectors: Matrix) -> tuple[int, tuple[int, ...]]:
        """Store a version that is not visible yet.

        Takes a row for each passage. Returns the version's key and its passages' numbers, which are
        higher than all before.
        """

    def show(self, keys: Sequence[int]) -> None:
        """Make staged versions visible. Each replaces the visible version of its article."""

    def remove(self, article_ids: Iterable[str]) -> int:
        """Hide articles; return how many were visible."""

    def set(self, name: str, value: object) -> None:
        """Change a setting that the catalogue was created with. It is stored as text."""


class Catalogue(Protocol):
    """The articles of an archive in all versions, with their passages and vectors."""

    def reading(self) -> AbstractContextManager[Snapshot]:
        """Return a context that gives one state, the last that was committed when it began."""

    def writing(self) -> AbstractContextManager[Changes]:
        """Return a context whose changes are all committed at its end, or none if it raises."""

    def close(self) -> None:
        """Close all files and connections."""


class Vectors(Protocol):
    """The vectors of a fixed set of passages: a generation, which is built once and then read."""

    @property
    def count(self) -> int:
        """The number of vectors, those of passages that are no longer visible included."""

    def add(self, snapshot: Snapshot, seqs: Sequence[int]) -> None:
        """Add passages with their vectors from the catalogue. None of them may be in it already.

        ArchiveFull if the disk is full.
        """

    def nearest(self, vectors: Matrix, limit: int) -> list[list[tuple[int, float]]]:
        """Return up to `limit` pairs of number and cosine for each row, the best first.

        The result may be approximate: `unfindable` finds out for which passages it is.
        GenerationUnusable if the vectors cannot be read.
        """

    def unfindable(self, snapshot: Snapshot, seqs: Sequence[int]) -> list[int]:
        """Return those of the passages that a search for their own vectors does not find."""

    def close(self) -> None:
        """Close all files. A search that is running in another thread may fail."""


class Hit(Protocol):
    """A passage that was found by its words."""

    @property
    def seq(self) -> int:
        """The passage's number."""

    @property
    def score(self) -> float:
        """Its BM25 score: positive, and comparable within one search."""


class Words(Protocol):
    """The words of passages, visible or not, as readers see them.

    A reader reads again when the `revision` differs from that of its last call: what was committed
    before the catalogue reached that revision is found. WordsMissing if there is no index.
    """

    def search(
        self,
        question: str,
        limit: int,
        revision: int,
        filters: Filters = _UNFILTERED,
        weights: Weights = STANDARD,
    ) -> Sequence[Hit]:
        """Return up to `limit` passages that have a word of the question, the best first."""

    def sharing(
        self, text: str, limit: int, revision: int, filters: Filters = _UNFILTERED
    ) -> Sequence[Hit]:
        """Return up to `limit` passages that share words with the text, the best first.

        Those come first that share the most pairs of neighbouring words.
        """

    def count(self, revision: int) -> int:
        """Count the passages."""

    def seqs(self, revision: int) -> list[int]:
        """Return the number of each passage."""

    def finds(self, record: PassageRecord, revision: int) -> bool:
        """Return True if a search for the passage's own words finds it."""

    def frequencies(self, wanted: Iterable[str], revision: int) -> dict[str, int]:
        """Count the passages that have each word, in any form; of several words, the rarest."""

    def held(self, revision: int) -> AbstractContextManager[None]:
        """Return a context inside which a revision finds the same, whatever is written meanwhile.

        Several may be open at once.
        """

    def close(self) -> None:
        """Close all files."""


class WordsChanges(Protocol):
    """The one writer of the words; readers see nothing before `commit`."""

    def add(self, records: Iterable[PassageRecord]) -> None:
        """Add passages."""

    def delete(self, versions: Iterable[int]) -> None:
        """Delete the passages of versions, by the versions' keys."""

    def commit(self) -> None:
        """Make all changes so far durable and visible to readers; ArchiveFull if that fails."""

    def close(self) -> None:
        """Drop what was not committed, and close all files."""
