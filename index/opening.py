"""Opening the catalogue's database: as usual, or where SQLite can make no file beside it."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from index.errors import ArchiveLocked, ArchiveNotClosed

_BUSY_MILLISECONDS = 30_000
# A connection of the "unix-excl" kind and a usual one must not meet: SQLite would let the second
# share the lock of the first, and so keep it.
_OPENING = threading.RLock()


def opened(path: Path, parameters: str) -> sqlite3.Connection:
    """Return a new connection to the database; sqlite3.OperationalError where that fails."""
    with _OPENING:
        # Closed by `Catalogue.close` from another thread, hence no check of the thread.
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?{parameters}",
            uri=True,
            isolation_level=None,
            check_same_thread=False,
        )
        try:
            connection.execute(f"PRAGMA busy_timeout = {_BUSY_MILLISECONDS}")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA synchronous = FULL")
            connection.execute("SELECT 1 FROM settings").fetchone()  # opens the file, and its log
        except sqlite3.DatabaseError:
            connection.close()
            raise
        return connection


@contextmanager
def opened_in_place(path: Path, writable: bool) -> Iterator[sqlite3.Connection]:
    """Give a connection that makes no file and grows none: for a full or a read-only disk.

    Hold it for one transaction only: nothing tells it that another program writes again.
    """
    if not _has_log(path):
        reading = _immutable(path)
    elif writable:
        reading = _alone(path)
    else:
        reading = _beside_its_log(path)
    with reading as connection:
        connection.execute("PRAGMA temp_store = MEMORY")
        yield connection


@contextmanager
def _immutable(path: Path) -> Iterator[sqlite3.Connection]:
    """Read a database without a log as a file that nobody changes, and see that nobody did."""
    before = _stamp(path)
    try:
        with closing(opened(path, "mode=ro&immutable=1")) as connection:
            yield connection
    finally:
        if _stamp(path) != before:
            raise ArchiveLocked(f"{path} was changed while it was read. Try again.")


@contextmanager
def _alone(path: Path) -> Iterator[sqlite3.Connection]:
    """Read a database and its log with the log's index in memory instead of in a file.

    Nobody else reads meanwhile. The end of it moves the log into the database if there is room.
    """
    with _OPENING, closing(opened(path, "mode=rw&vfs=unix-excl")) as connection:
        yield connection


@contextmanager
def _beside_its_log(path: Path) -> Iterator[sqlite3.Connection]:
    try:
        connection = opened(path, "mode=ro")
    except sqlite3.OperationalError as error:
        raise ArchiveNotClosed(path.parent) from error
    with closing(connection):
        yield connection


def _has_log(path: Path) -> bool:
    try:
        return path.with_name(path.name + "-wal").stat().st_size > 0
    except FileNotFoundError:  # also where another reader has just moved it into the database
        return False


def _stamp(path: Path) -> tuple[int, int, int]:
    found = path.stat()
    return found.st_ino, found.st_size, found.st_mtime_ns
