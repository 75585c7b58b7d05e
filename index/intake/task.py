"""Tasks for the process that reads articles, each one line of JSON."""

from __future__ import annotations

import json
from dataclasses import astuple, dataclass
from pathlib import Path

from index.admission import AS_USUAL, Admission
from index.intake.draft import TakenFile
from index.intake.message import metadata_of, metadata_parts
from sources.article import Metadata


@dataclass(frozen=True, slots=True)
class ReadFile:
    """Read a file for the archive in a folder, which need not exist yet.

    The first `passed` records are skipped, because another process has read them. Articles that
    `admission` does not allow are left out.
    """

    file: TakenFile
    metadata: Metadata
    archive: Path | None
    passed: int = 0
    admission: Admission = AS_USUAL


@dataclass(frozen=True, slots=True)
class ReadVersions:
    """Analyse versions in the archive of a folder, by their keys."""

    keys: tuple[int, ...]
    archive: Path


@dataclass(frozen=True, slots=True)
class ReadPages:
    """Read the pages of a file, given its absolute path, without an archive."""

    path: Path


@dataclass(frozen=True, slots=True)
class LetGo:
    """Close the archive that is open."""


Task = ReadFile | ReadVersions | ReadPages | LetGo


def encoded(task: Task) -> bytes:
    """Return a task as a line."""
    parts: list[object] = []
    if isinstance(task, ReadFile):
        file = task.file
        archive = None if task.archive is None else str(task.archive)
        where = (file.path, file.root, file.digest)
        parts = [
            where,
            metadata_parts(task.metadata),
            archive,
            task.passed,
            astuple(task.admission),
        ]
    elif isinstance(task, ReadVersions):
        parts = [task.keys, str(task.archive)]
    elif isinstance(task, ReadPages):
        parts = [str(task.path)]
    return json.dumps([type(task).__name__, *parts]).encode() + b"\n"


def decoded(line: bytes) -> Task:
    """Return the task of a line."""
    match json.loads(line):
        case [ReadFile.__name__, where, metadata, archive, passed, admission]:
            folder = None if archive is None else Path(archive)
            given = TakenFile(*where), metadata_of(metadata)
            return ReadFile(*given, folder, passed, Admission(*admission))
        case [ReadVersions.__name__, keys, archive]:
            return ReadVersions(tuple(keys), Path(archive))
        case [ReadPages.__name__, path]:
            return ReadPages(Path(path))
        case _:
            return LetGo()
