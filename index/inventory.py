"""All that a catalogue holds, what is hidden too: for those who write to it or verify it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from typing import Any

from index.layer import Found, Layer
from index.passage import Passage
from index.rows import article_of, passage_of
from sources.article import Article

VERSION_COLUMNS = (
    "a.origin, v.text, v.blocks, v.title, v.outlet, v.published, v.url, v.authors, v.language"
)
VISIBLE_PASSAGES = "passages p JOIN versions v ON v.key = p.version AND v.state = 'visible'"
# SQLite counts characters from 1, as code points, like Python's strings.
PASSAGE_COLUMNS = (
    "p.seq, v.article_id, v.content_hash, p.start, p.end, "
    "substr(v.text, p.start + 1, p.end - p.start), v.headline, p.heading"
)


class Inventory:
    """Read the catalogue as it was when the transaction began, version by version."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def visible_articles(self) -> Iterator[tuple[str, str, int]]:
        """Yield (article id, content hash, number of passages) of every visible article."""
        yield from self._connection.execute(
            "SELECT v.article_id, v.content_hash, count(p.seq) FROM versions v "
            "LEFT JOIN passages p ON p.version = v.key WHERE v.state = 'visible' GROUP BY v.key"
        )

    def visible_passages(self) -> Iterator[tuple[int, str, bytes | None, Passage]]:
        """Yield number, stored name, stored vector and passage of every visible passage."""
        for row in self._connection.execute(
            f"SELECT p.id, w.vector, {PASSAGE_COLUMNS} FROM {VISIBLE_PASSAGES} "
            "LEFT JOIN vectors w ON w.seq = p.seq ORDER BY p.seq"
        ):
            name, vector, seq, *_ = row
            yield seq, name, vector, passage_of(row[2:])

    def old_versions(self) -> int:
        """Count the versions that are kept only so that they can be cited."""
        return int(self._one("SELECT count(*) FROM versions WHERE state = 'old'")[0])

    def versions(self, old: bool = False) -> tuple[int, ...]:
        """Return the keys of all visible versions, perhaps old ones too, as they were added."""
        states = "('visible', 'old')" if old else "('visible')"
        rows = self._connection.execute(
            f"SELECT key FROM versions WHERE state IN {states} ORDER BY key"
        )
        return tuple(row[0] for row in rows)

    def stored(self, key: int) -> tuple[Article, str, str]:
        """Return the article of a version, with the path and digest of its file."""
        row = self._one(
            f"SELECT {VERSION_COLUMNS}, v.path, v.digest FROM versions v "
            "JOIN articles a ON a.id = v.article_id WHERE v.key = ?",
            key,
        )
        return article_of(row[:-2]), row[-2], row[-1]

    def count_found(self, layer: Layer[Any]) -> int:
        """Count what a layer found in the visible versions."""
        return int(
            self._one(
                f"SELECT count(*) FROM versions v JOIN {layer.table} q ON q.version = v.key "
                "WHERE v.state = 'visible'"
            )[0]
        )

    def visible_texts(self) -> Iterator[tuple[int, str, int]]:
        """Yield (key, origin, length of the text) of every visible version."""
        yield from self._connection.execute(
            "SELECT v.key, a.origin, length(v.text) FROM versions v "
            "JOIN articles a ON a.id = v.article_id WHERE v.state = 'visible' ORDER BY v.key"
        )

    def integrity(self) -> tuple[str, ...]:
        """Return what SQLite itself finds wrong with the database."""
        checks = ("PRAGMA quick_check", "PRAGMA foreign_key_check")
        rows = [row for sql in checks for row in self._connection.execute(sql)]
        return tuple(" ".join(map(str, row)) for row in rows if row != ("ok",))

    def buried(self) -> tuple[int, ...]:
        """Return the versions that the word index may still hold though they are gone from here."""
        rows = self._connection.execute(
            "SELECT version FROM buried UNION SELECT key FROM versions WHERE state = 'staged'"
        )
        return tuple(row[0] for row in rows)

    def stored_layer(self, layer: Layer[Found], key: int) -> tuple[Found, ...]:
        """Return what a layer found in the version of this key."""
        rows = self._connection.execute(
            f"SELECT {layer.columns} FROM {layer.table} WHERE version = ? ORDER BY number", (key,)
        )
        return tuple(map(layer.of_row, rows))

    def _one(self, sql: str, *values: object) -> Any:
        return self._connection.execute(sql, values).fetchone()
