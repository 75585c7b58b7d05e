"""The queue: the followed sources, their pages, and the state of each.

Every change is one SQLite transaction, so the next process can continue if this one dies at any
moment.
"""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable
from dataclasses import astuple
from datetime import UTC, datetime
from pathlib import Path

from sources.following.address import key_of, site_of
from sources.following.queue_file import opened_to_write, transaction
from sources.following.queue_rows import ITEM, SOURCE, placeholders, row_of_item, row_of_source
from sources.following.readable_queue import ReadableQueue
from sources.following.sameness import OF_HEADLINE
from sources.following.source import Item, Kind, Listed, Source, State, Validators

_MOST_LINES = 2_000


class Queue(ReadableQueue):
    """The queue of one archive, opened to change it."""

    def __init__(
        self,
        folder: Path,
        now: Callable[[], float] = time.time,
        sleep: Callable[[float], None] = time.sleep,
        opened: Callable[[Path], sqlite3.Connection] = opened_to_write,
    ) -> None:
        super().__init__(folder, now, opened)
        self._sleep = sleep

    # Sources

    def follow(self, source: Source) -> None:
        """Follow a source from now on. A source that is already followed gets these terms."""
        with transaction(self._connection) as connection:
            row = row_of_source(source)
            connection.execute(
                f"INSERT INTO sources ({SOURCE}) VALUES ({placeholders(row)}) "
                "ON CONFLICT (address) DO UPDATE SET outlet = excluded.outlet, "
                "language = excluded.language, credentials = excluded.credentials, "
                "allowed = excluded.allowed, every = excluded.every, next_at = 0, tries = 0",
                row,
            )

    def forget(self, address: str) -> bool:
        """Stop following a source but keep its articles; return False if it was not followed."""
        with transaction(self._connection) as connection:
            connection.execute("DELETE FROM items WHERE source = ?", (address,))
            connection.execute("DELETE FROM aliases WHERE source = ?", (address,))
            found = connection.execute("DELETE FROM sources WHERE address = ?", (address,))
            return found.rowcount > 0

    def hurry(self, address: str) -> None:
        """Make a source due now."""
        self._connection.execute("UPDATE sources SET next_at = 0 WHERE address = ?", (address,))

    def all_due(self) -> None:
        """Make every source due now, except those whose host asked to wait."""
        self._connection.execute(
            "UPDATE sources SET next_at = 0 WHERE NOT EXISTS "
            "(SELECT 1 FROM hosts WHERE host = ? || address AND hosts.next_at > ?)",
            (_held(""), self._now()),
        )

    def read(
        self, source: Source, kind: Kind, validators: Validators, listed: Iterable[Listed]
    ) -> int:
        """Record that a source was read, with its pages; return how many are to be fetched."""
        now = self._now()
        with transaction(self._connection) as connection:
            connection.execute(
                "UPDATE sources SET kind = ?, etag = ?, modified = ?, next_at = ?, read_at = ?, "
                "tries = 0, trouble = '' WHERE address = ?",
                (
                    kind,
                    *astuple(validators),
                    now + source.terms.every,
                    now,
                    source.address,
                ),
            )
            return sum(self._enqueue(connection, source.address, each) for each in listed)

    def add(self, source: Source, listed: Iterable[Listed]) -> None:
        """Add further pages of a source to the queue."""
        with transaction(self._connection) as connection:
            for each in listed:
                self._enqueue(connection, source.address, each)

    def _enqueue(self, connection: sqlite3.Connection, source: str, listed: Listed) -> int:
        """Queue a page that is new, or that its source reports as changed."""
        key = _key_of(connection, source, listed)
        new = Item(key, source, listed.address, State.WAITING, text=listed.text)
        row = (*row_of_item(new), listed.marker, 0.0)
        found = connection.execute(
            f"INSERT INTO items ({ITEM}, marker, next_at) VALUES ({placeholders(row)}) "
            "ON CONFLICT (key) DO UPDATE SET state = 'waiting', marker = excluded.marker, "
            # A page at a new address is read even if it has the same bytes.
            "goal = CASE address WHEN excluded.address THEN goal ELSE 'gone' END, "
            "address = excluded.address, "
            "text = excluded.text, tries = 0, next_at = 0, trouble = '' "
            "WHERE source = excluded.source AND marker != excluded.marker "
            "AND state NOT IN ('waiting', 'fetched', 'purged')",
            row,
        )
        return found.rowcount

    def source_failed(
        self, source: Source, trouble: str, pause: float, *, asked: bool = False
    ) -> None:
        """Record that a source could not be read, and when to try again.

        If the host `asked` for the pause, `all_due` does not shorten it.
        """
        until = self._now() + pause
        with transaction(self._connection) as connection:
            connection.execute(
                "UPDATE sources SET tries = tries + 1, trouble = ?, next_at = ? WHERE address = ?",
                (trouble, until, source.address),
            )
            if asked:
                held = (_held(source.address), until)
                connection.execute("INSERT OR REPLACE INTO hosts VALUES (?, ?)", held)

    # Pages

    def put(self, item: Item, pause: float = 0.0) -> None:
        """Store the state of a page, and wait this many seconds before it is checked again."""
        names = ", ".join(f"{name.strip()} = ?" for name in ITEM.split(","))
        self._connection.execute(
            f"UPDATE items SET {names}, next_at = ? WHERE key = ?",
            (*row_of_item(item), self._now() + pause, item.key),
        )

    def name(self, item: Item, aliases: Iterable[str]) -> None:
        """Record digests by which the article of a page can be found at another address."""
        with transaction(self._connection) as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO aliases VALUES (?, ?, ?)",
                [(item.source, alias, item.key) for alias in aliases],
            )

    def hold(self, address: str, pause: float) -> None:
        """Fetch no page from the host of an address for this many seconds.

        Afterwards, pages that have failed come after the others.
        """
        start = site_of(address)
        until = self._now() + pause
        self._connection.execute(
            "UPDATE items SET next_at = ?1 + min(tries, 1) WHERE state IN "
            "('waiting', 'taken', 'gone') AND next_at < ?1 AND substr(address, 1, ?2) = ?3",
            (until, len(start), start),
        )

    def purge(self, files: Iterable[str]) -> None:
        """Never fetch the pages of these spool files again, and forget their addresses.

        Afterwards only a page's key identifies it, which is a digest of its address.
        """
        with transaction(self._connection) as connection:
            for file in files:
                connection.execute(
                    "DELETE FROM lines WHERE EXISTS (SELECT 1 FROM items WHERE file = ? "
                    "AND instr(said, address))",
                    (file,),
                )
                connection.execute(
                    "DELETE FROM aliases WHERE alias GLOB ? AND key IN "
                    "(SELECT key FROM items WHERE file = ?)",
                    (f"{OF_HEADLINE}*", file),
                )
                connection.execute(
                    "UPDATE items SET state = 'purged', address = '', etag = '', modified = '', "
                    "digest = '', text = '', file = '', trouble = '', marker = '' WHERE file = ?",
                    (file,),
                )
        # Rebalanced database pages keep copies of what was overwritten.
        self._connection.execute("VACUUM")
        self._connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    # Hosts and the log

    def begin(self, host: str, delay: float) -> None:
        """Wait until the host may be asked, and record the request."""
        row = self._connection.execute("SELECT next_at FROM hosts WHERE host = ?", (host,))
        found = row.fetchone()
        # Setting back the clock must not stop everything.
        wait = min(found[0] - self._now(), delay) if found else 0.0
        if wait > 0:
            self._sleep(wait)
        self.end(host, delay)

    def end(self, host: str, delay: float) -> None:
        """Record that the host was asked just now."""
        self._connection.execute(
            "INSERT OR REPLACE INTO hosts VALUES (?, ?)", (host, self._now() + delay)
        )

    def say(self, line: str) -> None:
        """Add a line to the log, which keeps only the most recent lines."""
        at = datetime.fromtimestamp(self._now(), UTC).isoformat(timespec="seconds")
        with transaction(self._connection) as connection:
            found = connection.execute("INSERT INTO lines (at, said) VALUES (?, ?)", (at, line))
            oldest = (found.lastrowid or 0) - _MOST_LINES
            connection.execute("DELETE FROM lines WHERE number <= ?", (oldest,))


def _key_of(connection: sqlite3.Connection, source: str, listed: Listed) -> str:
    """Return the key of a listed page: that of its earlier address if it has moved."""
    key = key_of(listed.address)
    if not listed.alias:
        return key
    known = connection.execute("SELECT 1 FROM items WHERE key = ?", (key,)).fetchone()
    moved = connection.execute(
        "SELECT key FROM aliases JOIN items USING (source, key) WHERE source = ? AND alias = ?",
        (source, listed.alias),
    ).fetchone()
    key = moved[0] if moved and not known else key
    connection.execute(
        "INSERT OR REPLACE INTO aliases VALUES (?, ?, ?)", (source, listed.alias, key)
    )
    return key


def _held(address: str) -> str:
    """Return the key in `hosts` for a source whose host asked to wait; no host has a space."""
    return f"source {address}"
