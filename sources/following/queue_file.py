"""The SQLite file of the queue: its tables, its version and its transactions."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

QUEUE = "following.sqlite3"
_VERSION = 1
_PATIENCE = 30.0  # seconds to wait for another process's transaction
_TABLES = """
CREATE TABLE sources (
    address TEXT PRIMARY KEY, kind TEXT NOT NULL, outlet TEXT NOT NULL, language TEXT NOT NULL,
    credentials TEXT NOT NULL, allowed TEXT NOT NULL, every REAL NOT NULL, etag TEXT NOT NULL,
    modified TEXT NOT NULL, next_at REAL NOT NULL, read_at REAL NOT NULL, tries INTEGER NOT NULL,
    trouble TEXT NOT NULL
) WITHOUT ROWID;
CREATE TABLE items (
    key TEXT PRIMARY KEY, source TEXT NOT NULL, address TEXT NOT NULL, state TEXT NOT NULL,
    goal TEXT NOT NULL, etag TEXT NOT NULL, modified TEXT NOT NULL, digest TEXT NOT NULL,
    text TEXT NOT NULL, file TEXT NOT NULL, tries INTEGER NOT NULL, pause REAL NOT NULL,
    trouble TEXT NOT NULL, marker TEXT NOT NULL, next_at REAL NOT NULL
) WITHOUT ROWID;
CREATE INDEX items_by_time ON items (state, next_at);
CREATE INDEX items_by_source ON items (source);
CREATE TABLE hosts (host TEXT PRIMARY KEY, next_at REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE lines (number INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, said TEXT NOT NULL);
"""


def opened_to_write(path: Path) -> sqlite3.Connection:
    """Open the file, and create its tables if it is new."""
    connection = sqlite3.connect(
        path, timeout=_PATIENCE, isolation_level=None, check_same_thread=False
    )
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA secure_delete = ON")
    with transaction(connection):
        if not connection.execute("PRAGMA user_version").fetchone()[0]:
            for statement in _TABLES.split(";"):
                connection.execute(statement)
            connection.execute(f"PRAGMA user_version = {_VERSION}")
    return connection


def opened_to_read(path: Path) -> sqlite3.Connection:
    """Open the file without changing it, also on a read-only disk; raise sqlite3.Error if damaged.

    Reading a database with a log needs a file beside it, which a read-only disk cannot have. It is
    then read as an immutable file, unless its log holds changes.
    """
    try:
        return _checked(path, "mode=ro")
    except sqlite3.OperationalError as error:
        log = path.with_name(f"{path.name}-wal")
        is_busy = error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
        if is_busy or (log.exists() and log.stat().st_size):
            raise
        return _checked(path, "mode=ro&immutable=1")


def _checked(path: Path, parameters: str) -> sqlite3.Connection:
    uri = f"{path.resolve().as_uri()}?{parameters}"
    connection = sqlite3.connect(uri, uri=True, timeout=_PATIENCE, check_same_thread=False)
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()  # opens the files
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def copied(path: Path) -> sqlite3.Connection:
    """Return a copy of the file in memory, whose changes are lost when it is closed."""
    copy = sqlite3.connect(":memory:", isolation_level=None, check_same_thread=False)
    with closing(opened_to_read(path)) as connection:
        connection.backup(copy)
    return copy


def is_being_created(connection: sqlite3.Connection) -> bool:
    """Return True if the file has no tables yet."""
    return not connection.execute("PRAGMA user_version").fetchone()[0]


@contextmanager
def transaction(connection: sqlite3.Connection) -> Iterator[sqlite3.Connection]:
    """Commit the changes of the block, or none of them if it raises an exception."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        yield connection
    except BaseException:
        connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")
