"""The files that a catalogue's articles were read from."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from index.catalogue.home import Home
from index.catalogue.inventory import VERSION_COLUMNS
from index.catalogue.rows import article_of
from sources.article import Article

# `?1` is the folder.
_UNDER = (
    "v.state = 'visible' AND substr(v.path, 1, length(rtrim(?1, '/')) + 1) = rtrim(?1, '/') || '/'"
)


class FileRecords:
    """Read what the catalogue knows about files, as of the beginning of the transaction."""

    def __init__(self, connection: sqlite3.Connection, home: Home) -> None:
        self._connection = connection
        self._home = home

    def digest(self, path: str) -> str | None:
        """Return a file's digest from when all its records were last added, or None if never."""
        row = self._one("SELECT digest FROM files WHERE path = ?", self._home.stored(path))
        return None if row is None else str(row[0])

    def count_articles(self, path: str, digest: str) -> int:
        """Count the visible articles that were read from a file when it had this digest."""
        return int(
            self._one(
                "SELECT count(*) FROM versions WHERE state = 'visible' AND path = ? AND digest = ?",
                self._home.stored(path),
                digest,
            )[0]
        )

    def article(self, path: str) -> Article | None:
        """Return the only visible article that was read from a file, or None."""
        rows = self._connection.execute(
            f"SELECT {VERSION_COLUMNS} FROM versions v JOIN articles a ON a.id = v.article_id "
            "WHERE v.state = 'visible' AND v.path = ? LIMIT 2",
            (self._home.stored(path),),
        ).fetchall()
        return article_of(rows[0]) if len(rows) == 1 else None

    def of(self, article_id: str) -> str:
        """Return the file that the visible version of an article was read from."""
        row = self._one(
            "SELECT path FROM versions WHERE article_id = ? AND state = 'visible'", article_id
        )
        return self._home.current(row[0]) if row else ""

    def with_text(self, content_hash: str) -> tuple[tuple[str, str], ...]:
        """Return (origin, file) of the visible articles with this text."""
        rows = self._connection.execute(
            "SELECT a.origin, v.path FROM versions v JOIN articles a ON a.id = v.article_id "
            "WHERE v.content_hash = ? AND v.state = 'visible'",
            (content_hash,),
        )
        return tuple((origin, self._home.current(path)) for origin, path in rows)

    def articles_under(self, path: str) -> Iterator[tuple[str, str, str, str]]:
        """Yield (id, origin, file, digest) for the visible articles from a file or folder."""
        path = self._home.stored(path)
        folder = path.rstrip("/") + "/"
        for article_id, origin, file, digest in self._connection.execute(
            "SELECT a.id, a.origin, v.path, v.digest FROM versions v "
            "JOIN articles a ON a.id = v.article_id WHERE v.state = 'visible' "
            "AND (v.path = ? OR substr(v.path, 1, ?) = ?) ORDER BY v.path, a.origin",
            (path, len(folder), folder),
        ):
            yield article_id, origin, self._home.current(file), digest

    def unmarked_under(self, folder: str) -> tuple[tuple[int, str], ...]:
        """Return (version, file) for the visible articles from a folder not marked as gone."""
        return tuple(
            self._connection.execute(
                f"SELECT v.key, v.path FROM versions v WHERE {_UNDER} AND v.gone IS NULL", (folder,)
            )
        )

    def counts_under(self, folder: str) -> tuple[int, int]:
        """Count the visible articles from a folder: those in place, and those marked as gone."""
        row = self._one(f"SELECT count(*), count(v.gone) FROM versions v WHERE {_UNDER}", folder)
        return row[0] - row[1], row[1]

    def _one(self, sql: str, *values: object) -> Any:
        return self._connection.execute(sql, values).fetchone()
