"""The full content of a catalogue, hidden versions included, for writers and verification."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

from index.catalogue.home import Home
from index.catalogue.rows import article_of, condemned_of, passage_of, tombstone_of
from index.catalogue.tombstone import Tombstone, digest_of
from index.intake.layer import Found, Layer
from index.passage import Passage
from index.purging.condemned import Condemned
from sources.article import Article

VERSION_COLUMNS = (
    "a.origin, v.text, v.blocks, v.title, v.outlet, v.published, v.url, v.authors, v.language, "
    "v.unpublished, v.part, v.gone"
)
VISIBLE_PASSAGES = "passages p JOIN versions v ON v.key = p.version AND v.state = 'visible'"
# SQLite counts characters from 1, as code points, like Python's strings.
PASSAGE_COLUMNS = (
    "p.seq, v.article_id, v.content_hash, p.start, p.end, "
    "substr(v.text, p.start + 1, p.end - p.start), v.headline, p.heading, "
    "v.outlet, v.published, v.language"
)


class StoredText(NamedTuple):
    """The text of a version, with the names stored beside it."""

    key: int
    article_id: str
    headline: str
    text: str
    fields: tuple[str, ...]


class Inventory:
    """Read the catalogue version by version, as it was when the transaction began."""

    def __init__(self, connection: sqlite3.Connection, home: Home) -> None:
        self._connection = connection
        self.home = home

    def visible_articles(self) -> Iterator[tuple[str, str, int]]:
        """Yield (article id, content hash, number of passages) for every visible article."""
        yield from self._connection.execute(
            "SELECT v.article_id, v.content_hash, count(p.seq) FROM versions v "
            "LEFT JOIN passages p ON p.version = v.key WHERE v.state = 'visible' GROUP BY v.key"
        )

    def visible_passages(self) -> Iterator[tuple[int, str, bytes | None, Passage]]:
        """Yield the number, stored id, stored vector and passage of every visible passage."""
        for row in self._connection.execute(
            f"SELECT p.id, w.vector, {PASSAGE_COLUMNS} FROM {VISIBLE_PASSAGES} "
            "LEFT JOIN vectors w ON w.seq = p.seq ORDER BY p.seq"
        ):
            name, vector, seq, *_ = row
            yield seq, name, vector, passage_of(row[2:])

    def old_versions(self) -> int:
        """Count the old versions, which are only kept for citations."""
        return int(self._one("SELECT count(*) FROM versions WHERE state = 'old'")[0])

    def versions(self, old: bool = False) -> tuple[int, ...]:
        """Return the keys of all visible versions, optionally old ones too, in insertion order."""
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
        return article_of(row[:-2]), self.home.current(row[-2]), row[-1]

    def count_found(self, layer: Layer[Any]) -> int:
        """Count a layer's findings in the visible versions."""
        return int(
            self._one(
                f"SELECT count(*) FROM versions v JOIN {layer.table} q ON q.version = v.key "
                "WHERE v.state = 'visible'"
            )[0]
        )

    def visible_texts(self) -> Iterator[tuple[int, str, int]]:
        """Yield (key, origin, length of the text) for every visible version."""
        yield from self._connection.execute(
            "SELECT v.key, a.origin, length(v.text) FROM versions v "
            "JOIN articles a ON a.id = v.article_id WHERE v.state = 'visible' ORDER BY v.key"
        )

    def integrity(self) -> tuple[str, ...]:
        """Return the problems that SQLite's own integrity check reports."""
        checks = ("PRAGMA quick_check", "PRAGMA foreign_key_check")
        rows = [row for sql in checks for row in self._connection.execute(sql)]
        return tuple(" ".join(map(str, row)) for row in rows if row != ("ok",))

    def buried(self) -> tuple[int, ...]:
        """Return the deleted versions that the word index may still hold."""
        rows = self._connection.execute(
            "SELECT version FROM buried UNION SELECT key FROM versions WHERE state = 'staged'"
        )
        return tuple(row[0] for row in rows)

    def stored_layer(self, layer: Layer[Found], key: int) -> tuple[Found, ...]:
        """Return a layer's findings in the version with this key."""
        rows = self._connection.execute(
            f"SELECT {layer.columns} FROM {layer.table} WHERE version = ? ORDER BY number", (key,)
        )
        return tuple(map(layer.of_row, rows))

    def tombstones(self) -> tuple[Tombstone, ...]:
        """Return the tombstone of every purged version, the latest first."""
        rows = self._connection.execute(
            "SELECT article_id, content_hash, purged_on, barred FROM tombstones "
            "ORDER BY purged_on DESC, article_id, content_hash"
        )
        return tuple(map(tombstone_of, rows))

    def barred(self, name: str, content_hash: str = "") -> date | None:
        """Return when the article with this id, origin or file name, or with this text, was purged.

        Return None if it never was, or if it was admitted again.
        """
        digest = digest_of(name)
        row = self._one(
            "SELECT max(purged_on) FROM tombstones WHERE barred "
            "AND (article_id IN (?1, ?2) OR name = ?2 OR content_hash IN (?1, ?3))",
            name,
            digest,
            content_hash,
        )
        return date.fromisoformat(row[0]) if row[0] else None

    def purged(self, content_hash: str, article_id: str | None) -> date | None:
        """Return when a version was purged; a prefix of its hash is enough."""
        row = self._one(
            "SELECT max(purged_on) FROM tombstones WHERE content_hash BETWEEN ?1 AND ?1 || 'g' "
            "AND (?2 IS NULL OR article_id = ?2)",
            content_hash,
            article_id,
        )
        return date.fromisoformat(row[0]) if row[0] else None

    def purging(self) -> tuple[int, ...]:
        """Return the versions whose purge has begun, including those already deleted."""
        rows = self._connection.execute("SELECT version FROM purging ORDER BY version")
        return tuple(row[0] for row in rows)

    def condemned(self, article_id: str) -> Condemned | None:
        """Describe an article with all its stored versions; return None if there are none."""
        row = self._one(
            "SELECT a.id, v.headline, v.outlet, a.origin, count(*) OVER (), v.state = 'visible' "
            "FROM versions v JOIN articles a ON a.id = v.article_id WHERE a.id = ? "
            "ORDER BY v.state = 'visible' DESC, v.key DESC LIMIT 1",
            article_id,
        )
        return None if row is None else condemned_of(row)

    def keys_of(self, article_ids: Sequence[str]) -> tuple[int, ...]:
        """Return the keys of all stored versions of some articles."""
        return tuple(
            row[0]
            for article_id in article_ids
            for row in self._connection.execute(
                "SELECT key FROM versions WHERE article_id = ?", (article_id,)
            )
        )

    def stored_texts(self) -> Iterator[StoredText]:
        """Yield the texts of all versions, including those that are not visible."""
        for key, article_id, headline, text, *fields in self._connection.execute(
            "SELECT v.key, a.id, v.headline, v.text, v.title, v.url, v.path, a.origin "
            "FROM versions v JOIN articles a ON a.id = v.article_id"
        ):
            yield StoredText(key, article_id, headline, text, tuple(filter(None, fields)))

    def paths(self, keys: Sequence[int]) -> tuple[str, ...]:
        """Return the files that these versions were read from."""
        return tuple(map(self.home.current, self._of("path", keys)))

    def article_ids(self, keys: Sequence[int]) -> tuple[str, ...]:
        """Return the ids of the articles that these versions belong to."""
        return self._of("article_id", keys)

    def _of(self, column: str, keys: Sequence[int]) -> tuple[str, ...]:
        found: set[str] = set()
        for key in keys:
            row = self._one(f"SELECT {column} FROM versions WHERE key = ?", key)
            found.update(row or ())
        return tuple(sorted(found))

    def stored_vectors(self) -> Iterator[tuple[int, bytes]]:
        """Yield (version, vector) for every passage."""
        yield from self._connection.execute(
            "SELECT p.version, w.vector FROM passages p JOIN vectors w ON w.seq = p.seq"
        )

    def _one(self, sql: str, *values: object) -> Any:
        return self._connection.execute(sql, values).fetchone()
