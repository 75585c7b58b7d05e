"""Opening the catalogue's database: normally, or where SQLite cannot create files beside it."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from index.errors import ArchiveLocked, ArchiveNotClosed

_BUSY_MILLISECONDS = 30_000


class ReadInPlace(sqlite3.OperationalError):
    """A connection is reading in place in this process, so no other kind may be opened."""

    sqlite_errorcode = sqlite3.SQLITE_BUSY


class _Alone:
    """Keep "unix-excl" connections apart from others while they are opened.

    Otherwise SQLite would let the second connection share the lock of the first one and keep it.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._open = 0

    @contextmanager
    def kept_away(self, patience: float) -> Iterator[None]:
        """Allow no such connection in the block; raise ReadInPlace if one stays open too long."""
        with self._changed:
            if not self._changed.wait_for(lambda: not self._open, patience):
                raise ReadInPlace("this program is reading it in place, because the disk is full")
            yield

    @contextmanager
    def connection(self, path: Path) -> Iterator[sqlite3.Connection]:
        """Yield a "unix-excl" connection; another thread may close it."""
        with self._changed:
            connection = _connected(path, "mode=rw&vfs=unix-excl")
            self._open += 1
        try:
            yield connection
        finally:
            with self._changed:
                connection.close()
                self._open -= 1
                self._changed.notify_all()


_ALONE = _Alone()


def opened(path: Path, parameters: str, patience: float = 0.0) -> sqlite3.Connection:
    """Return a new connection to the database; raise sqlite3.OperationalError on failure.

    Raise ReadInPlace if the database is still read in place after `patience` seconds.
    """
    with _ALONE.kept_away(patience):
        return _connected(path, parameters)


def opened_to_write(path: Path) -> sqlite3.Connection:
    """Return a new connection as `opened` does, once reads in place have ended."""
    return opened(path, "mode=rw", _BUSY_MILLISECONDS / 1_000)


def _connected(path: Path, parameters: str) -> sqlite3.Connection:
    # Requests are answered in several threads, so the thread check is off.
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
    """Yield a connection that creates and grows no file, for a full or read-only disk.

    Hold it for one transaction only. It does not notice when another program writes again.
    """
    if not _has_log(path):
        reading = _immutable(path)
    elif writable:
        # The log's index is in memory instead of in a file, and nobody else reads meanwhile.
        # Closing moves the log into the database if there is room.
        reading = _ALONE.connection(path)
    else:
        reading = _beside_its_log(path)
    with reading as connection:
        connection.execute("PRAGMA temp_store = MEMORY")
        yield connection


@contextmanager
def _immutable(path: Path) -> Iterator[sqlite3.Connection]:
    """Read a database without a log as an immutable file, and check that it did not change."""
    before = _stamp(path)
    try:
        with closing(_connected(path, "mode=ro&immutable=1")) as connection:
            yield connection
    finally:
        if _stamp(path) != before:
            raise ArchiveLocked(f"{path} changed while it was being read. Try again.")


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
    except FileNotFoundError:  # or another reader has just moved it into the database
        return False


def _stamp(path: Path) -> tuple[int, int, int]:
    found = path.stat()
    return found.st_ino, found.st_size, found.st_mtime_ns
