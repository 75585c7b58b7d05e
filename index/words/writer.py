"""Writing to the word index."""

from __future__ import annotations

import json
import shutil
import uuid
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import tantivy

from index.record import PassageRecord
from index.words.fields import SCHEMA, converted, document_of, open_index

_HEAP_BYTES = 50_000_000
_PRIVATE = ("meta.json", ".managed.json")


class WordsWriter:
    """Add to the word index and delete from it; readers see nothing until `commit`."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        with converted(folder):
            self._index = open_index(folder)
            _clear_unnamed_deletions(folder)
            self._writer = self._index.writer(_HEAP_BYTES, 1)

    @classmethod
    def create(cls, folder: Path) -> WordsWriter:
        """Make an empty index in the place of whatever is there."""
        unfinished = folder.with_name(f"{folder.name}.{uuid.uuid4().hex}")
        unfinished.mkdir(parents=True)
        with converted(folder):
            tantivy.Index(SCHEMA, str(unfinished))
        shutil.rmtree(folder, ignore_errors=True)
        unfinished.rename(folder)
        return cls(folder)

    def add(self, records: Iterable[PassageRecord]) -> None:
        """Add passages."""
        with converted(self._folder):
            for record in records:
                self._writer.add_document(document_of(record))

    def delete(self, versions: Iterable[int]) -> None:
        """Delete the passages of these versions."""
        with converted(self._folder):
            for version in versions:
                self._writer.delete_documents_by_term("version", version)

    def delete_all(self) -> None:
        """Delete every passage."""
        with converted(self._folder):
            self._writer.delete_all_documents()

    def commit(self) -> None:
        """Make everything so far durable, and visible to readers, at once."""
        with converted(self._folder):
            self._writer.commit()
        self._share()

    def close(self) -> None:
        """Drop what was not committed, and end the merging of segments."""
        with converted(self._folder):
            self._writer.wait_merging_threads()
        self._share()

    def _share(self) -> None:
        """Let whoever may read the catalogue read the index: tantivy keeps two files for itself."""
        mode = self._folder.stat().st_mode & 0o666
        for name in _PRIVATE:
            with suppress(FileNotFoundError, PermissionError):  # gone, or another writer's
                (self._folder / name).chmod(mode)


def clear_strays(folder: Path) -> None:
    """Delete every file that the last commit does not name, while nobody writes.

    Tantivy deletes those that it knows of, but not what a writer that died left behind.
    """
    with converted(folder):
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        kept = {segment["segment_id"].replace("-", "") for segment in meta["segments"]}
        for path in folder.iterdir():
            own = path.name in _PRIVATE or path.name.endswith(".lock")
            if not own and path.name.partition(".")[0] not in kept:
                path.unlink(missing_ok=True)


def _clear_unnamed_deletions(folder: Path) -> None:
    """Remove the lists of deletions that are newer than the last commit.

    A writer that dies between writing such a list and committing it leaves it behind; the next one
    counts on from the last commit, comes to the same name, and tantivy would not write over it.
    """
    committed = json.loads((folder / "meta.json").read_text(encoding="utf-8"))["opstamp"]
    for found in folder.glob("*.del"):
        # Older ones may still be wanted by a reader; tantivy clears those itself.
        if int(found.name.split(".")[1]) > committed:
            found.unlink(missing_ok=True)
