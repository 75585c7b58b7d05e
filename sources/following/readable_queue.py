"""What can be read from the queue of an archive without changing any of its files."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable, Iterable
from contextlib import closing
from pathlib import Path

from sources.following.address import key_of
from sources.following.queue_file import QUEUE, is_being_created, opened_to_read
from sources.following.queue_rows import ITEM, SOURCE, item_of, placeholders, source_of
from sources.following.source import Item, Source, State


def followed(folder: Path) -> tuple[Source, ...]:
    """Return an archive's followed sources, without changing any of its files.

    Raise sqlite3.Error if the queue cannot be read.
    """
    if not (folder / QUEUE).exists():
        return ()
    with closing(opened_to_read(folder / QUEUE)) as connection:
        if is_being_created(connection):
            return ()
        return tuple(map(source_of, connection.execute(f"SELECT {SOURCE} FROM sources")))


class ReadableQueue:
    """The followed sources, the pages and the log in the queue of one archive."""

    def __init__(
        self,
        folder: Path,
        now: Callable[[], float] = time.time,
        opened: Callable[[Path], sqlite3.Connection] = opened_to_read,
    ) -> None:
        self._now = now
        self._connection = opened(folder / QUEUE)

    def close(self) -> None:
        """Close the file."""
        self._connection.close()

    def sources(self) -> tuple[Source, ...]:
        """Return all followed sources."""
        rows = self._connection.execute(f"SELECT {SOURCE} FROM sources ORDER BY address")
        return tuple(map(source_of, rows))

    def source(self, address: str) -> Source | None:
        """Return the source with this address, or None if it is not followed."""
        return next((each for each in self.sources() if each.address == address), None)

    def due(self) -> tuple[Source, ...]:
        """Return the sources that are due."""
        return tuple(source for source in self.sources() if source.next_at <= self._now())

    def next_item(self) -> Item | None:
        """Return the next page to fetch now, or None."""
        row = self._connection.execute(
            f"SELECT {ITEM} FROM items WHERE state IN ('waiting', 'taken', 'gone') "
            "AND next_at <= ? ORDER BY state DESC, next_at LIMIT 1",
            (self._now(),),
        ).fetchone()
        return None if row is None else item_of(row)

    def next_at(self) -> float | None:
        """Return when the next source or page is due, in seconds since 1970, or None."""
        row = self._connection.execute(
            "SELECT min(next_at) FROM (SELECT next_at FROM sources UNION ALL "
            "SELECT next_at FROM items WHERE state IN ('waiting', 'taken', 'gone'))"
        ).fetchone()
        return None if row[0] is None else float(row[0])

    def waiting(self) -> tuple[int, float]:
        """Return how many pages were never read, and when the next is due, in seconds since 1970.

        The time is 0 if there are none.
        """
        found = "SELECT count(*), coalesce(min(next_at), 0) FROM items WHERE state = 'waiting'"
        number, due = self._connection.execute(found).fetchone()
        return int(number), float(due)

    def in_spool(self, limit: int) -> tuple[Item, ...]:
        """Return fetched pages that have not been added to the archive yet."""
        rows = self._connection.execute(
            f"SELECT {ITEM} FROM items WHERE state = 'fetched' ORDER BY key LIMIT ?", (limit,)
        )
        return tuple(map(item_of, rows))

    def page(self, address: str) -> Item | None:
        """Return the page with this address, whichever source listed it first, or None."""
        row = self._connection.execute(
            f"SELECT {ITEM} FROM items WHERE key = ?", (key_of(address),)
        ).fetchone()
        return None if row is None else item_of(row)

    def named(self, source: str, aliases: Iterable[str]) -> tuple[Item, ...]:
        """Return the pages of a source that have one of these digests."""
        given = tuple(aliases)
        rows = self._connection.execute(
            f"SELECT {ITEM} FROM items WHERE source = ? AND key IN (SELECT key FROM aliases "
            f"WHERE source = ? AND alias IN ({placeholders(given)})) ORDER BY key",
            (source, source, *given),
        )
        return tuple(map(item_of, rows))

    def shares_file(self, item: Item) -> bool:
        """Return True if a page that is not gone has the same file, at another address."""
        found = self._connection.execute(
            "SELECT 1 FROM items WHERE file = ? AND key != ? AND digest != '' AND state != 'gone'",
            (item.file, item.key),
        )
        return found.fetchone() is not None

    def items(self, source: str, *states: State) -> tuple[Item, ...]:
        """Return the pages of a source that are in one of these states."""
        rows = self._connection.execute(
            f"SELECT {ITEM} FROM items WHERE source = ? AND state IN ({placeholders(states)}) "
            "ORDER BY key",
            (source, *states),
        )
        return tuple(map(item_of, rows))

    def troubled(self, source: str) -> tuple[Item, ...]:
        """Return the pages of a source whose last reading failed."""
        rows = self._connection.execute(
            f"SELECT {ITEM} FROM items WHERE source = ? AND trouble != '' ORDER BY key", (source,)
        )
        return tuple(map(item_of, rows))

    def counts(self, source: str) -> dict[State, int]:
        """Count the pages of a source by their state."""
        rows = self._connection.execute(
            "SELECT state, count(*) FROM items WHERE source = ? GROUP BY state", (source,)
        )
        return {State(state): number for state, number in rows}

    def lines(self, limit: int) -> tuple[tuple[str, str], ...]:
        """Return the last lines of the log with their times, newest first."""
        return tuple(
            self._connection.execute(
                "SELECT at, said FROM lines ORDER BY number DESC LIMIT ?", (limit,)
            )
        )
