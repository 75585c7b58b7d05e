"""Uploads, followed sources and runs, which an archive's folder keeps beside its parts."""

from __future__ import annotations

import fcntl
import json
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from index.catalogue.home import OWN_FOLDERS
from index.errors import ArchiveLocked
from index.intake.containers import Contents
from index.purging.traces import Traces, pieces
from index.whole_files import replace_file
from sources.file_ending import SIDECAR_ENDING
from sources.following.queue import Queue
from sources.following.queue_file import QUEUE
from sources.following.spool import FOLLOWED

RUNS = "runs"
REDACTED = "[removed by the archive]"
_RESULTS = ("*.json", "*.jsonl")
# The fields of a run that hold text of a span or of its article.
_WORDS = ("words", "before", "after")
_OF_SPAN = (*_WORDS, "headline", "outlet")
_SHORTEST = 12


@dataclass(frozen=True)
class Kept:
    """Removes articles from the uploads and runs of an archive."""

    folder: Path
    traces: Traces

    def remove_uploads(self, origins: Collection[str]) -> tuple[str, ...]:
        """Delete uploads and fetched pages of purged articles, and any file with their text.

        A file with several articles is deleted too. The others stay in the catalogue. A deleted
        page is not fetched again.
        """
        gone = []
        for path in own_files(self.folder):
            if path.name.endswith(SIDECAR_ENDING) or path.is_symlink() or not path.is_file():
                continue
            if str(path) in origins or any(map(self.traces.in_data, Contents().of(path))):
                path.unlink()
                path.with_name(path.name + SIDECAR_ENDING).unlink(missing_ok=True)
                gone.append(path)
        self._fetch_no_more(gone)
        return tuple(path.name for path in gone)

    def _fetch_no_more(self, gone: Iterable[Path]) -> None:
        fetched = [path for path in gone if path.parent.name == FOLLOWED]
        if fetched and (self.folder / QUEUE).is_file():
            with closing(Queue(self.folder)) as queue:
                queue.purge(map(str, fetched))

    def redact_runs(self, article_ids: Collection[str]) -> int:
        """Remove the text of purged articles from stored runs; return how many records changed."""
        redaction = _Redaction(frozenset(article_ids), self.traces)
        return sum(_rewritten(path, redaction) for path in _results(self.folder))


def is_own(folder: Path, path: Path) -> bool:
    """Return True if the archive itself keeps the file, as an upload or a fetched page."""
    return path.parent in {(folder / name).resolve() for name in OWN_FOLDERS}


def own_files(folder: Path) -> list[Path]:
    """Return the uploads and fetched pages of an archive."""
    return sorted(path for name in OWN_FOLDERS for path in (folder / name).resolve().glob("*"))


def require_idle_runs(folder: Path) -> None:
    """Raise ArchiveLocked if another process is adding to a stored run."""
    for path in _results(folder):
        with path.open("rb") as file:
            try:
                fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise ArchiveLocked(
                    f"A test set is running in {path.parent}, so nothing was purged. Wait until "
                    "the run has finished, then run the command again."
                ) from None


def _results(folder: Path) -> list[Path]:
    found = {path for pattern in _RESULTS for path in (folder / RUNS).rglob(pattern)}
    return sorted(path for path in found if path.is_file() and not path.is_symlink())


@dataclass(frozen=True)
class _Redaction:
    """Replaces text of purged articles in parsed JSON values."""

    article_ids: frozenset[str]
    traces: Traces

    def of(self, value: Any) -> Any:
        """Return the value without the purged text."""
        quoted = tuple(w for w in self._quoted(value) if len(w) >= _SHORTEST)
        return self._without(value, quoted)

    def _quoted(self, value: Any) -> Iterator[str]:
        """Yield the quotations from purged articles in the value."""
        if isinstance(value, dict):
            if self._is_of_span(value):
                yield from (value[name] for name in _WORDS if isinstance(value.get(name), str))
            for each in value.values():
                yield from self._quoted(each)
        elif isinstance(value, list):
            for each in value:
                yield from self._quoted(each)

    def _is_of_span(self, value: dict[str, Any]) -> bool:
        span = value.get("span")
        return isinstance(span, dict) and span.get("article_id") in self.article_ids

    def _without(self, value: Any, quoted: tuple[str, ...]) -> Any:
        if isinstance(value, str):
            gone = any(words in value for words in quoted) or self.traces.in_text(value)
            return REDACTED if gone else value
        if isinstance(value, list):
            return [self._without(each, quoted) for each in value]
        if isinstance(value, dict):
            cut = _OF_SPAN if self._is_of_span(value) else ()
            return {
                name: REDACTED if name in cut and each else self._without(each, quoted)
                for name, each in value.items()
            }
        return value


def _rewritten(path: Path, redaction: _Redaction) -> int:
    """Rewrite a JSON or JSONL file if it has to change; return the number of changed records."""
    records = [path.read_bytes()] if path.suffix == ".json" else path.read_bytes().split(b"\n")
    written, changed = [], 0
    for record in records:
        redacted = _redacted(record, redaction)
        changed += redacted != record
        written.append(redacted)
    if changed:
        replace_file(path, b"\n".join(written), path.stat().st_mode)
    return changed


def _redacted(record: bytes, redaction: _Redaction) -> bytes:
    mentioned = any(each.encode() in record for each in redaction.article_ids)
    if not mentioned and not any(map(redaction.traces.in_data, pieces(record))):
        return record
    try:
        value = json.loads(record)
    except ValueError:
        return b""  # an incomplete line left by a killed process
    found = redaction.of(value)
    if found == value:
        return record
    indent = 2 if record.startswith(b"{\n") else None
    separators = None if indent else (",", ":")
    written = json.dumps(found, indent=indent, separators=separators).encode()
    return written + b"\n" if record.endswith(b"\n") else written
