"""The catalogue: the SQLite database that is the truth about an archive."""

from __future__ import annotations

import logging
import sqlite3
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.access import can_be_written, is_full
from index.errors import (
    ArchiveDamaged,
    ArchiveError,
    ArchiveFull,
    ArchiveLocked,
    ArchiveMissing,
)
from index.layer import LAYERS
from index.ledger import Ledger
from index.opening import opened, opened_in_place
from index.schema import SCHEMA_VERSION, TABLES
from index.snapshot import Snapshot

logger = logging.getLogger(__name__)

FILE_NAME = "catalogue.sqlite3"
# What SQLite says of a disk without room, and of other troubles with its files.
_NEEDING_ROOM = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN)


class _Opened:
    """What a thread holds of the catalogue: closed as soon as the thread is gone.

    A chain answers each question in new threads; their connections must not pile up until the
    process has no file left to open. (A connection alone lives on until cycles are collected.)
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self.connection = connection

    def __del__(self) -> None:
        self.connection.close()


class Catalogue:
    """Connections to one catalogue: a read transaction for each question, one writer at a time.

    Each thread has its own connection. The write-ahead log lets readers in this and other
    processes go on while one writes. It needs files of its own, so where the folder cannot be
    written or the disk is full each transaction opens the database anew, without them; `writable`
    says whether the folder can be written instead of looking.
    """

    def __init__(self, folder: Path, writable: bool | None = None) -> None:
        self.path = folder / FILE_NAME
        if not self.path.is_file():
            raise ArchiveMissing(folder)
        self._writable = can_be_written(folder) if writable is None else writable
        self._local = threading.local()
        self._opened: weakref.WeakSet[_Opened] = weakref.WeakSet()
        self._guard = threading.Lock()

    @classmethod
    def create(cls, folder: Path, model_id: str, dimensions: int) -> Catalogue:
        """Make an empty catalogue that appears in the folder complete or not at all."""
        folder.mkdir(parents=True, exist_ok=True)
        unfinished = folder / (FILE_NAME + ".new")
        for leftover in folder.glob(FILE_NAME + ".new*"):
            leftover.unlink()
        with sqlite_converted(unfinished):
            connection = sqlite3.connect(unfinished, isolation_level=None)
            connection.execute("PRAGMA journal_mode = WAL")
            settings = {
                "schema": SCHEMA_VERSION,
                "model_id": model_id,
                "dimensions": dimensions,
                "revision": 0,
                **{layer.setting: layer.rules for layer in LAYERS},
            }
            connection.executescript(f"BEGIN; {TABLES} COMMIT;")
            connection.executemany(
                "INSERT INTO settings VALUES (?, ?)", [(k, str(v)) for k, v in settings.items()]
            )
            connection.close()
        unfinished.rename(folder / FILE_NAME)
        return cls(folder)

    @contextmanager
    def reading(self) -> Iterator[Snapshot]:
        """Give one consistent view of the catalogue, whatever is written meanwhile."""
        with sqlite_converted(self.path), self._begun() as connection:
            try:
                yield Snapshot(connection)
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[Ledger]:
        """Make all changes of the block at once, or none of them when it fails."""
        with sqlite_converted(self.path):
            connection = self._connection()
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield Ledger(connection)
                connection.execute("COMMIT")
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    def compact(self) -> None:
        """Write the database anew without what was deleted from it, and empty its log.

        ArchiveLocked where another process goes on reading an older state.
        """
        with sqlite_converted(self.path):
            connection = self._connection()
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("VACUUM")
            busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise ArchiveLocked(
                f"{self.path} is being read by another process, which keeps its log from being "
                "emptied. Try again later."
            )

    def disconnect(self) -> None:
        """Close the calling thread's connection; its next use opens another."""
        opened: _Opened | None = getattr(self._local, "opened", None)
        if opened is not None:
            del self._local.opened
            opened.connection.close()

    def close(self) -> None:
        """Close the connections of all threads."""
        with self._guard:
            for opened in self._opened:
                opened.connection.close()
            self._opened.clear()
            self._local = threading.local()

    @contextmanager
    def _begun(self) -> Iterator[sqlite3.Connection]:
        """Give a connection in a transaction that reads the database as it is now."""
        connection = self._usually_begun() if self._writable else None
        if connection is not None:
            yield connection
            return
        with opened_in_place(self.path, self._writable) as connection:
            _begin(connection)
            yield connection

    def _usually_begun(self) -> sqlite3.Connection | None:
        """Return the thread's connection in a transaction; None where the disk has no room."""
        try:
            connection = self._connection()
            _begin(connection)
        except sqlite3.OperationalError as error:
            if _code(error) not in _NEEDING_ROOM:
                raise
            logger.debug("Reading the catalogue without files beside it: %s", error)
            self.disconnect()
            return None
        return connection

    def _connection(self) -> sqlite3.Connection:
        held: _Opened | None = getattr(self._local, "opened", None)
        if held is None:
            held = self._local.opened = _Opened(opened(self.path, "mode=rw"))
            with self._guard:
                self._opened.add(held)
        return held.connection


def _begin(connection: sqlite3.Connection) -> None:
    connection.execute("BEGIN")
    connection.execute("SELECT 1 FROM settings").fetchone()  # now, and not with the first question


@contextmanager
def sqlite_converted(path: Path, what: str = "catalogue") -> Iterator[None]:
    """Turn SQLite's errors into the errors of this room."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise _conversion(path, what, error) from error


def _conversion(path: Path, what: str, error: sqlite3.DatabaseError) -> ArchiveError:
    code = _code(error)
    if code == sqlite3.SQLITE_FULL or (code in _NEEDING_ROOM and is_full(path.parent)):
        return ArchiveFull.at(path)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return ArchiveLocked(f"{path} is held by another program ({error}). Try again later.")
    return ArchiveDamaged(
        f"The {what} {path} cannot be used: {error}. Check its disk and permissions, or "
        "restore the archive from a backup."
    )


def _code(error: sqlite3.DatabaseError) -> int:
    # The low byte is the primary code: disk errors come in some thirty extended forms.
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
