"""Tasks: what the process that reads articles is asked to do, each in one line of JSON."""

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
    """Read a file for the archive in a folder, if there is one yet.

    The first `passed` records of it are passed over: another process has read them.
    What the `admission` does not let in is left out.
    """

    file: TakenFile
    metadata: Metadata
    archive: Path | None
    passed: int = 0
    admission: Admission = AS_USUAL


@dataclass(frozen=True, slots=True)
class ReadVersions:
    """Analyse versions that the archive in a folder holds, by their keys."""

    keys: tuple[int, ...]
    archive: Path


@dataclass(frozen=True, slots=True)
class ReadPages:
    """Read the pages of a file, by its absolute path, as they are: they are for no archive."""

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
