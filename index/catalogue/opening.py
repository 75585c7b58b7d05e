"""Opening the catalogue's database: as usual, or where SQLite can make no file beside it."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from index.errors import ArchiveLocked, ArchiveNotClosed

_BUSY_MILLISECONDS = 30_000


class ReadInPlace(sqlite3.OperationalError):
    """A connection that reads in place is open in this process, so no other kind may be opened."""

    sqlite_errorcode = sqlite3.SQLITE_BUSY


class _Alone:
    """Keep connections of the "unix-excl" kind and others apart while they are opened.

    SQLite would let the second share the lock of the first, and so keep it.
    """

    def __init__(self) -> None:
        self._changed = threading.Condition()
        self._open = 0

    @contextmanager
    def kept_away(self, patience: float) -> Iterator[None]:
        """Let none of the kind be opened; ReadInPlace if one stays open longer than `patience`."""
        with self._changed:
            if not self._changed.wait_for(lambda: not self._open, patience):
                raise ReadInPlace("it is being read by this program, on a full disk")
            yield

    @contextmanager
    def connection(self, path: Path) -> Iterator[sqlite3.Connection]:
        """Give a connection of the kind; it may be closed by another thread."""
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
    """Return a new connection to the database; sqlite3.OperationalError where that fails.

    ReadInPlace after `patience` seconds in which the database was read in place.
    """
    with _ALONE.kept_away(patience):
        return _connected(path, parameters)


def opened_to_write(path: Path) -> sqlite3.Connection:
    """Return a new connection as `opened` does, after what is read in place was read."""
    return opened(path, "mode=rw", _BUSY_MILLISECONDS / 1_000)


def _connected(path: Path, parameters: str) -> sqlite3.Connection:
    # Requests are answered in several threads, hence no check of the thread.
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
        # The log's index is in memory instead of in a file, and nobody else reads meanwhile. The
        # end of it moves the log into the database if there is room.
        reading = _ALONE.connection(path)
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
        with closing(_connected(path, "mode=ro&immutable=1")) as connection:
            yield connection
    finally:
        if _stamp(path) != before:
            raise ArchiveLocked(f"{path} was changed while it was read. Try again.")


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
