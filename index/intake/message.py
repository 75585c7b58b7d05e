"""Messages between the process that reads articles and its parent."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, astuple, dataclass, fields
from datetime import date
from pathlib import Path
from typing import Any

from index.admission import AS_USUAL, Admission
from index.intake.event import (
    Draft,
    KeptRecord,
    PurgedRecord,
    SeenRecord,
    ShortenedRecord,
    TakenFile,
    UnpublishedRecord,
)
from index.intake.layer import LAYERS
from index.passage_cutting import passage_of
from sources.article import Article, Block, BlockKind, Metadata, Page, Turn
from sources.cleaning.retention import Retention
from sources.errors import Refusal


@dataclass(frozen=True, slots=True)
class Ready:
    """The process has started."""


@dataclass(frozen=True, slots=True)
class Begun:
    """The analysis of the next article has begun."""

    origin: str


@dataclass(frozen=True, slots=True)
class Failed:
    """The archive could not be read: the error's name and message."""

    kind: str
    said: str


@dataclass(frozen=True, slots=True)
class Done:
    """A task is finished."""


Message = (
    Ready
    | Begun
    | Page
    | Draft
    | SeenRecord
    | PurgedRecord
    | UnpublishedRecord
    | TakenFile
    | Refusal
    | Failed
    | Done
)
_PLAIN: dict[str, type[Any]] = {
    kind.__name__: kind
    for kind in (
        *(Ready, Begun, SeenRecord, KeptRecord, UnpublishedRecord, TakenFile, Refusal),
        *(Failed, Done),
    )
}


def message_line(message: Message) -> bytes:
    """Return a message as a line."""
    if isinstance(message, Draft):
        parts = _draft_parts(message)
    elif isinstance(message, Page):
        parts = (_page_parts(message),)
    elif isinstance(message, PurgedRecord):
        parts = message.origin, message.path, message.purged_on.isoformat()
    else:
        parts = astuple(message)
    return json.dumps([type(message).__name__, *parts]).encode() + b"\n"


def message_of(line: bytes) -> Message:
    """Return the message of a line."""
    match json.loads(line):
        case [Draft.__name__, *parts]:
            return _draft(parts)
        case [Page.__name__, parts]:
            return _page(parts)
        case [PurgedRecord.__name__, origin, path, day]:
            return PurgedRecord(origin, path, date.fromisoformat(day))
        case [name, *parts]:
            message: Message = _PLAIN[name](*parts)
            return message
        case other:
            raise ValueError(f"not a message: {str(other)[:100]}")


def metadata_parts(metadata: Metadata) -> dict[str, Any]:
    """Return metadata as plain data."""
    day = metadata.published
    return {**asdict(metadata), "published": None if day is None else day.isoformat()}


def metadata_of(parts: dict[str, Any]) -> Metadata:
    """Return metadata from plain data."""
    day = parts["published"]
    published = None if day is None else date.fromisoformat(day)
    return Metadata(**{**parts, "published": published, "authors": tuple(parts["authors"])})


def _page_parts(page: Page) -> dict[str, Any]:
    plain = {field.name: getattr(page, field.name) for field in fields(page)}
    turns = [astuple(turn) for turn in page.turns]
    return {
        **plain,
        "metadata": metadata_parts(page.metadata),
        "turns": turns,
        "roles": [*page.roles.items()],
    }


def _page(parts: dict[str, Any]) -> Page:
    turns = (
        Turn(words, label, tuple((at, time) for at, time in clock), dated, BlockKind(kind))
        for words, label, clock, dated, kind in parts["turns"]
    )
    taken = {
        "metadata": metadata_of(parts["metadata"]),
        "turns": tuple(turns),
        "numbers": tuple(parts["numbers"]),
        "roles": {number: BlockKind(role) for number, role in parts["roles"]},
        "left_out": tuple((rule, words) for rule, words in parts["left_out"]),
    }
    return Page(**{**parts, **taken})


def _draft_parts(draft: Draft) -> tuple[Any, ...]:
    article = draft.article
    return (
        article.origin,
        article.text,
        [block.parts for block in article.blocks],
        metadata_parts(article.metadata),
        [(one.span.start, one.span.end, one.heading) for one in draft.passages],
        {layer.table: [*map(layer.row_of, draft.found[layer.table])] for layer in LAYERS},
        (draft.path, draft.digest, draft.known, draft.restored, draft.position),
        None if draft.retention is None else astuple(draft.retention),
        None if draft.shortened is None else astuple(draft.shortened),
    )


def _draft(parts: Sequence[Any]) -> Draft:
    origin, text, blocks, metadata, cuts, found, source, kept, less = parts
    path, digest, known, restored, position = source
    retention = None if kept is None else _retention(*kept)
    shortened = None if less is None else ShortenedRecord(*less)
    laid = tuple(map(Block.of, blocks))
    article = Article(origin, text, laid, metadata_of(metadata))
    passages = tuple(passage_of(article, start, end, heading) for start, end, heading in cuts)
    layers = {layer.table: tuple(map(layer.of_row, found[layer.table])) for layer in LAYERS}
    told = (path, digest, known, restored, position)
    return Draft(article, passages, layers, *told, retention=retention, shortened=shortened)


def _retention(
    origin: str, form: str, kept: int, whole: int, removed: list[tuple[str, int]]
) -> Retention:
    counted = tuple((rule, characters) for rule, characters in removed)
    return Retention(origin, form, kept, whole, counted)


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


def task_line(task: Task) -> bytes:
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


def task_of(line: bytes) -> Task:
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
