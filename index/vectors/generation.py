"""Published generations: the vectors each one holds, and which one is current."""

from __future__ import annotations

import json
import os
import uuid
from dataclasses import asdict, dataclass
from pathlib import Path

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
