"""The catalogue: the SQLite database that is the archive's source of truth."""

from __future__ import annotations

import logging
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.catalogue.changes import Ledger
from index.catalogue.home import SETTING, Home
from index.catalogue.opening import ReadInPlace, opened, opened_in_place, opened_to_write
from index.catalogue.schema import SCHEMA_VERSION, TABLES
from index.catalogue.snapshot import Snapshot, begin
from index.errors import (
    ArchiveDamaged,
    ArchiveError,
    ArchiveFull,
    ArchiveLocked,
    ArchiveMissing,
)
from index.intake.layer import LAYERS
from index.lock import can_be_written, is_full

logger = logging.getLogger(__name__)

FILE_NAME = "catalogue.sqlite3"
_KEEP_HOME = "INSERT OR IGNORE INTO settings VALUES (?, ?)"
# SQLite's messages for a full disk and for other problems with its files.
_NEEDING_ROOM = (sqlite3.SQLITE_FULL, sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN)


class Catalogue:
    """Connections to one catalogue: a read transaction per request, and one writer at a time.

    A transaction borrows a connection, which the next one reuses. The write-ahead log lets readers
    in this and other processes continue during a write. It needs files of its own, so if the folder
    cannot be written or the disk is full, each transaction reopens the database without them. Set
    `writable` to skip the check of the folder.
    """

    def __init__(self, folder: Path, writable: bool | None = None) -> None:
        self.path = folder / FILE_NAME
        if not self.path.is_file():
            raise ArchiveMissing(folder)
        self._writable = can_be_written(folder) if writable is None else writable
        self._opened: list[sqlite3.Connection] = []
        self._idle: list[sqlite3.Connection] = []
        self._guard = threading.Lock()
        self._known_home: Home | None = None

    @classmethod
    def create(cls, folder: Path, model_id: str, dimensions: int) -> Catalogue:
        """Create an empty catalogue, which appears in the folder complete or not at all."""
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
                SETTING: folder.resolve(),
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
        """Yield one consistent view of the catalogue, unaffected by later writes."""
        with sqlite_converted(self.path), self._begun() as connection:
            try:
                yield Snapshot(connection, self._home(connection))
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    @contextmanager
    def writing(self) -> Iterator[Ledger]:
        """Commit all changes of the block at once, or none if it raises."""
        with sqlite_converted(self.path), self._to_write() as connection:
            connection.execute("BEGIN IMMEDIATE")
            try:
                home = self._home(connection)
                connection.execute(_KEEP_HOME, (SETTING, home.first))
                yield Ledger(connection, home)
                connection.execute("COMMIT")
            finally:
                if connection.in_transaction:
                    connection.execute("ROLLBACK")

    def compact(self) -> None:
        """Rewrite the database without its deleted content, and empty its log.

        Raise ArchiveLocked if a reader keeps an older state open.
        """
        with sqlite_converted(self.path), self._to_write() as connection:
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("VACUUM")
            busy, *_ = connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
        if busy:
            raise ArchiveLocked(
                f"{self.path} is still being read by a request in progress or by another "
                "program, so its log cannot be emptied. Try again later."
            )

    def close(self) -> None:
        """Close all connections."""
        with self._guard:
            for connection in self._opened:
                connection.close()
            self._opened.clear()
            self._idle.clear()

    def _home(self, connection: sqlite3.Connection) -> Home:
        if self._known_home is None:
            self._known_home = Home.of(connection, self.path.parent)
        return self._known_home

    @contextmanager
    def _begun(self) -> Iterator[sqlite3.Connection]:
        """Yield a connection in a transaction on the current state of the database."""
        connection = self._usually_begun() if self._writable else None
        if connection is not None:
            try:
                yield connection
            finally:
                self._give_back(connection)
            return
        with opened_in_place(self.path, self._writable) as connection:
            begin(connection)
            yield connection

    def _usually_begun(self) -> sqlite3.Connection | None:
        """Return a connection in a transaction, or None if the database must be read in place."""
        try:
            connection = self._borrowed() or self._kept(opened(self.path, "mode=rw"))
        except ReadInPlace:
            return None
        except sqlite3.OperationalError as error:
            self._without_room(error)
            return None
        try:
            begin(connection)
        except sqlite3.DatabaseError as error:
            self._close(connection)
            if not isinstance(error, sqlite3.OperationalError):
                raise
            self._without_room(error)
            return None
        return connection

    def _without_room(self, error: sqlite3.OperationalError) -> None:
        """Close the idle connections, which must not coexist with one that reads in place.

        Any error other than a full disk is raised again.
        """
        if _code(error) not in _NEEDING_ROOM:
            raise error
        logger.debug("Reading the catalogue in place, without a log file: %s", error)
        with self._guard:
            idle, self._idle = self._idle, []
        for connection in idle:
            self._close(connection)

    @contextmanager
    def _to_write(self) -> Iterator[sqlite3.Connection]:
        connection = self._borrowed() or self._kept(opened_to_write(self.path))
        try:
            yield connection
        finally:
            self._give_back(connection)

    def _borrowed(self) -> sqlite3.Connection | None:
        with self._guard:
            return self._idle.pop() if self._idle else None

    def _kept(self, connection: sqlite3.Connection) -> sqlite3.Connection:
        with self._guard:
            self._opened.append(connection)
        return connection

    def _give_back(self, connection: sqlite3.Connection) -> None:
        with self._guard:
            if connection in self._opened:  # otherwise the catalogue was closed meanwhile
                self._idle.append(connection)

    def _close(self, connection: sqlite3.Connection) -> None:
        with self._guard:
            if connection in self._opened:
                self._opened.remove(connection)
        connection.close()


@contextmanager
def sqlite_converted(path: Path, what: str = "catalogue") -> Iterator[None]:
    """Convert SQLite's errors to the errors of this package."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise _conversion(path, what, error) from error


def _conversion(path: Path, what: str, error: sqlite3.DatabaseError) -> ArchiveError:
    code = _code(error)
    if code == sqlite3.SQLITE_FULL or (code in _NEEDING_ROOM and is_full(path.parent)):
        return ArchiveFull.at(path)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return ArchiveLocked(f"Another program is using {path} ({error}). Try again later.")
    return ArchiveDamaged(
        f"The {what} {path} cannot be used: {error}. Check its disk and permissions, or "
        "restore the archive from a backup."
    )


def _code(error: sqlite3.DatabaseError) -> int:
    # The low byte is the primary code: disk errors come in some thirty extended forms.
    return getattr(error, "sqlite_errorcode", sqlite3.SQLITE_ERROR) & 0xFF
