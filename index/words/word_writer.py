"""Writing to the word index."""

from __future__ import annotations

import json
import shutil
import uuid
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import tantivy

from index.passage import PassageRecord
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
        """Create an empty index, replacing any existing one."""
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
        """Make everything so far durable and visible to readers at once."""
        with converted(self._folder):
            self._writer.commit()
        self._share()

    def close(self) -> None:
        """Discard uncommitted changes, and stop merging segments."""
        with converted(self._folder):
            self._writer.wait_merging_threads()
        self._share()

    def _share(self) -> None:
        """Give readers of the catalogue access to two index files that tantivy makes private."""
        mode = self._folder.stat().st_mode & 0o666
        for name in _PRIVATE:
            with suppress(FileNotFoundError, PermissionError):  # deleted, or another writer's
                (self._folder / name).chmod(mode)


def clear_strays(folder: Path) -> None:
    """Delete every file that the last commit does not list, while nobody writes.

    Tantivy deletes the files that it knows, but not those that a dead writer left behind.
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

    A writer that dies after writing such a list and before committing it leaves it behind. The next
    writer counts on from the last commit and reaches the same name, which tantivy would not
    overwrite.
    """
    committed = json.loads((folder / "meta.json").read_text(encoding="utf-8"))["opstamp"]
    for found in folder.glob("*.del"):
        # A reader may still need older ones. Tantivy clears those itself.
        if int(found.name.split(".")[1]) > committed:
            found.unlink(missing_ok=True)
