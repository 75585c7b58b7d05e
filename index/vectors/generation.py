"""Published generations, which one is current, and how far it lags behind the catalogue."""

from __future__ import annotations

import json
import os
import uuid
from dataclasses import asdict, dataclass
from pathlib import Path

from index.protocols import Snapshot

CURRENT = "CURRENT"
GENERATIONS = "generations"
STORE = "chroma"
_DESCRIPTION = "GENERATION.json"
# 1: ids and vectors. 2: also the words and metadata of each passage.
_FORMAT = 2


@dataclass(frozen=True, slots=True)
class Generation:
    """A folder of vectors that never changes after it is published.

    It holds every passage up to number `covers` that was visible when it was built, except the few
    that the graph did not find by their own vectors. Those are searched exactly.
    """

    name: str
    covers: int
    count: int
    unfindable: tuple[int, ...]
    model_id: str
    format: int = _FORMAT

    @classmethod
    def read(cls, archive: Path, name: str) -> Generation:
        """Return the generation described in its folder."""
        text = (archive / GENERATIONS / name / _DESCRIPTION).read_text(encoding="utf-8")
        described = json.loads(text)
        return cls(
            name=name,
            covers=int(described["covers"]),
            count=int(described["count"]),
            unfindable=tuple(described["unfindable"]),
            model_id=str(described["model_id"]),
            format=int(described.get("format", 1)),
        )

    @property
    def outdated(self) -> bool:
        """True if its records lack fields that current ones have; it can still be searched."""
        return self.format < _FORMAT

    def folder(self, archive: Path) -> Path:
        """Return the folder of this generation."""
        return archive / GENERATIONS / self.name

    def store(self, archive: Path) -> Path:
        """Return the folder of the vector store itself."""
        return self.folder(archive) / STORE

    def describe(self, folder: Path) -> None:
        """Write a description of the generation into its folder."""
        (folder / _DESCRIPTION).write_text(json.dumps(asdict(self)), encoding="utf-8")


def current(archive: Path) -> Generation | None:
    """Return the published generation, or None if there is none that can be read.

    Without one every search is exact, so an unreadable one only costs speed.
    """
    try:
        name = (archive / CURRENT).read_text(encoding="utf-8").strip()
        return Generation.read(archive, name)
    except (OSError, ValueError, KeyError, TypeError):
        return None


def point_to(archive: Path, name: str) -> None:
    """Make a generation the published one, atomically and durably."""
    unfinished = archive / f"{CURRENT}.{uuid.uuid4().hex}"
    unfinished.write_text(name + "\n", encoding="utf-8")
    flush(unfinished)
    unfinished.replace(archive / CURRENT)
    flush(archive)


def flush(path: Path) -> None:
    """Flush a file's bytes, or a folder's names, to the disk."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


# A longer tail than this slows a search; so does one of a tenth of the archive.
TAIL_AT_MOST = 2_000
_PART = 0.1
# The bytes of a record in Chroma: the vector three times (log, graph, and the copy made while
# writing), the words with a trigram index, and the metadata, plus the copy that compaction
# makes.
_BYTES_PER_RECORD = 12_000
_BYTES_PER_DIMENSION = 12
_BYTES_AT_LEAST = 8 * 2**20


@dataclass(frozen=True, slots=True)
class Standing:
    """The published generation compared with the content of the catalogue."""

    generation: Generation | None
    visible: int
    published: int
    newest: int
    dimensions: int

    @classmethod
    def of(cls, archive: Path, snapshot: Snapshot) -> Standing:
        """Compare the generation with the catalogue."""
        generation = current(archive)
        if generation is not None and generation.model_id != snapshot.setting("model_id"):
            generation = None
        return cls(
            generation=generation,
            visible=snapshot.count(),
            published=snapshot.count(upto=generation.covers) if generation else 0,
            newest=snapshot.newest_seq(),
            dimensions=int(snapshot.setting("dimensions")),
        )

    @property
    def tail(self) -> int:
        """The number of visible passages added since the generation."""
        return self.visible - self.published

    @property
    def dead(self) -> int:
        """The number of the generation's records whose passages are no longer visible."""
        return self.generation.count - self.published if self.generation else 0

    @property
    def due(self) -> bool:
        """Return True if it is time for the next generation; the first one is due at once."""
        if not self.published:
            return self.visible > 0
        slack = max(TAIL_AT_MOST, int(_PART * self.published))
        return self.tail > slack or self.dead > slack

    @property
    def base(self) -> Generation | None:
        """The generation to extend, or None if it is outdated or has too many dead records."""
        if self.generation is None or self.generation.outdated:
            return None
        return self.generation if self.dead <= _PART * self.generation.count else None

    @property
    def bytes_needed(self) -> int:
        """The approximate size of the next generation while it is built."""
        per_record = _BYTES_PER_RECORD + _BYTES_PER_DIMENSION * self.dimensions
        return _BYTES_AT_LEAST + per_record * (self.visible + self.dead)
