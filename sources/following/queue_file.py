"""The SQLite file of the queue: its tables, its version and its transactions."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sources.following.spool import FOLLOWED

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
# Which item has an identifier of a feed, so that an item whose address changes stays the same.
_ALIASES = """
CREATE TABLE IF NOT EXISTS aliases (
    source TEXT NOT NULL, alias TEXT NOT NULL, key TEXT NOT NULL, PRIMARY KEY (source, alias)
) WITHOUT ROWID
"""


def opened(path: Path) -> sqlite3.Connection:
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
        connection.execute(_ALIASES)
        _follow_move(connection, (path.parent / FOLLOWED).resolve())
    return connection


def _follow_move(connection: sqlite3.Connection, spool: Path) -> None:
    """Correct the paths of spool files after the archive's folder was moved, all at once."""
    row = connection.execute("SELECT file FROM items WHERE file != '' LIMIT 1").fetchone()
    if row and Path(row[0]).parent != spool:
        connection.create_function("moved", 1, lambda file: str(spool / Path(file).name))
        connection.execute("UPDATE items SET file = moved(file) WHERE file != ''")


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
