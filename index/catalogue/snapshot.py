"""One consistent view of the catalogue."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np

from index.catalogue.entry import Entry
from index.catalogue.file_records import FileRecords
from index.catalogue.inventory import PASSAGE_COLUMNS, VERSION_COLUMNS, VISIBLE_PASSAGES, Inventory
from index.catalogue.rows import article_of, entry_of, literal, passage_of, restriction
from index.day import from_day
from index.errors import ArticleMissing, ArticlePurged
from index.intake.layer import Found, Layer
from index.passage import Cut, Passage, PassageRecord, VersionFacts, records
from index.protocols import Matrix, Numbers
from index.scope import Filters, Scope
from index.state import ArchiveState
from sources.article import Article
from sources.span import Span

# The plus keeps SQLite from scanning all visible versions when the numbers are given.
_OF_VISIBLE = "passages p JOIN versions v ON v.key = p.version AND +v.state = 'visible'"
_AT_ONCE = 500
# The number of words that count in a search for articles.
_MOST_WORDS = 32
# Longer than any path. SQLite takes patterns up to 50,000 bytes, and each byte may be escaped.
_LONGEST_WORD = 20_000
UNFILTERED = Filters()


class Snapshot(Inventory):
    """Read visible and citable versions, as of the beginning of the transaction."""

    def setting(self, name: str) -> str:
        """Return one of the archive's settings, or '' if it was never set."""
        row = self._one("SELECT value FROM settings WHERE name = ?", name)
        return str(row[0]) if row else ""

    def renewed(self) -> bool:
        """Restart the transaction; return True if no article was added or removed meanwhile."""
        before = self.revision
        self._connection.execute("ROLLBACK")
        begin(self._connection)
        return self.revision == before

    @cached_property
    def files(self) -> FileRecords:
        """The files that the articles were read from."""
        return FileRecords(self._connection, self.home)

    @property
    def revision(self) -> int:
        """The number of visible changes made so far."""
        return int(self.setting("revision"))

    def state(self) -> ArchiveState:
        """Return the archive's state."""
        articles = self._one("SELECT count(*) FROM versions WHERE state = 'visible'")[0]
        return ArchiveState(
            revision=self.revision,
            articles=articles,
            model_id=self.setting("model_id"),
            schema=int(self.setting("schema")),
            quotation_rules=int(self.setting("quotation_rules")),
        )

    def scope(self, filters: Filters) -> Scope:
        """Count the articles and passages that the filters select."""
        where, values = restriction(filters)
        articles, undated, first, last = self._one(
            "SELECT count(*), count(*) - count(v.published), min(v.published), max(v.published) "
            f"FROM versions v WHERE v.state = 'visible'{where}",
            *values,
        )
        return Scope(
            articles=articles,
            passages=self.count(filters),
            undated=undated,
            outlets=self._distinct("outlet", where, values),
            languages=self._distinct("language", where, values),
            first=None if first is None else from_day(first),
            last=None if last is None else from_day(last),
            filters=filters,
        )

    def count(self, filters: Filters = UNFILTERED, upto: int | None = None) -> int:
        """Count the visible passages that the filters select, optionally only up to a seq."""
        where, values = restriction(filters)
        if upto is not None:
            where, values = f"{where} AND p.seq <= ?", [*values, upto]
        return int(self._one(f"SELECT count(*) FROM {VISIBLE_PASSAGES} WHERE 1{where}", *values)[0])

    def newest_seq(self) -> int:
        """Return the highest passage number, or 0 if there are no passages."""
        return int(self._one("SELECT coalesce(max(seq), 0) FROM passages")[0])

    def passages(self, seqs: Sequence[int]) -> dict[int, Passage]:
        """Return the visible passages with these numbers."""
        sql = f"SELECT {PASSAGE_COLUMNS} FROM {_OF_VISIBLE}"
        return {row[0]: passage_of(row) for row in self._among(sql, seqs, UNFILTERED)}

    def visible(self, seqs: Sequence[int], filters: Filters = UNFILTERED) -> set[int]:
        """Return the numbers whose passages are visible and selected by the filters."""
        sql = f"SELECT p.seq FROM {_OF_VISIBLE}"
        return {row[0] for row in self._among(sql, seqs, filters)}

    def _among(self, sql: str, seqs: Sequence[int], filters: Filters) -> Iterator[Any]:
        where, values = restriction(filters)
        for part, marks in _in_parts(seqs):
            yield from self._connection.execute(
                f"{sql} WHERE p.seq IN ({marks}){where}", [*part, *values]
            )

    def records(self, seqs: Sequence[int] | Numbers) -> list[PassageRecord]:
        """Return passages, staged ones too, as records for the derived parts, in this order."""
        found: dict[int, PassageRecord] = {}
        for seq in map(int, seqs):
            if seq not in found:
                found |= {record.seq: record for record in self._records_with(seq)}
        return [found[int(seq)] for seq in seqs]

    def _records_with(self, seq: int) -> Iterator[PassageRecord]:
        """Yield all passages of the version that this passage belongs to."""
        key, *facts = self._one(
            "SELECT v.key, v.article_id, v.content_hash, v.headline, v.text, v.outlet, "
            "v.language, v.published "
            "FROM passages p JOIN versions v ON v.key = p.version WHERE p.seq = ?",
            seq,
        )
        rows = self._connection.execute(
            "SELECT seq, heading, start, end FROM passages WHERE version = ? ORDER BY seq", (key,)
        )
        yield from records(key, VersionFacts(*facts), [Cut(*row) for row in rows])

    def seqs(self, filters: Filters = UNFILTERED, after: int = 0) -> Numbers:
        """Return the numbers of the visible passages that the filters select, ascending."""
        where, values = restriction(filters)
        rows = self._connection.execute(
            f"SELECT p.seq FROM {VISIBLE_PASSAGES} WHERE p.seq > ?{where} ORDER BY p.seq",
            (after, *values),
        )
        return np.fromiter((row[0] for row in rows), dtype=np.int64)

    def vectors(self, seqs: Sequence[int] | Numbers) -> Matrix:
        """Return the vectors of these passages, one per row, in this order."""
        dimensions = int(self.setting("dimensions"))
        matrix = np.empty((len(seqs), dimensions), dtype=np.float32)
        row = 0
        for part, marks in _in_parts(seqs):
            found = dict(
                self._connection.execute(
                    f"SELECT seq, vector FROM vectors WHERE seq IN ({marks})", part
                ).fetchall()
            )
            joined = np.frombuffer(b"".join([found[seq] for seq in part]), dtype=np.float32)
            matrix[row : row + len(part)] = joined.reshape(len(part), dimensions)
            row += len(part)
        return matrix

    def vectors_of(self, spans: Sequence[Span]) -> dict[Span, Matrix]:
        """Return the vectors of the visible passages with exactly these spans."""
        found: dict[Span, Matrix] = {}
        for span in spans:
            row = self._one(
                "SELECT x.vector FROM versions v JOIN passages p ON p.version = v.key "
                "JOIN vectors x ON x.seq = p.seq WHERE v.article_id = ? AND v.content_hash = ? "
                "AND v.state = 'visible' AND p.start = ? AND p.end = ?",
                span.article_id,
                span.content_hash,
                span.start,
                span.end,
            )
            if row is not None:
                found[span] = np.frombuffer(row[0], dtype=np.float32)
        return found

    def article(self, article_id: str) -> Article:
        """Return the visible version of an article; raise ArticleMissing if there is none."""
        row = self._one(
            f"SELECT {VERSION_COLUMNS} FROM versions v JOIN articles a ON a.id = v.article_id "
            "WHERE v.article_id = ? AND v.state = 'visible'",
            article_id,
        )
        if row is None:
            raise _absent(article_id, self.barred(article_id))
        return article_of(row)

    def version(self, content_hash: str, article_id: str | None) -> Article:
        """Return any version that was ever visible; the newest one if several have that text.

        With the article's id, a prefix of the hash is enough.
        """
        return self.stored(self._key(content_hash, article_id))[0]

    def found(
        self, layer: Layer[Found], content_hash: str, article_id: str | None
    ) -> tuple[Found, ...]:
        """Return a layer's findings in a version that was ever visible, in text order."""
        return self.stored_layer(layer, self._key(content_hash, article_id))

    def _key(self, content_hash: str, article_id: str | None) -> int:
        row = self._one(
            "SELECT key FROM versions WHERE content_hash BETWEEN ?1 AND ?1 || 'g' "
            "AND state != 'staged' AND (?2 IS NULL OR article_id = ?2) "
            "ORDER BY state = 'visible' DESC, key DESC LIMIT 1",
            content_hash,
            article_id,
        )
        if row is None:
            purged = self.purged(content_hash, article_id)
            raise _absent(article_id or f"with content hash {content_hash}", purged)
        return int(row[0])

    def entries(self, filters: Filters, text: str, limit: int, offset: int) -> tuple[Entry, ...]:
        """List visible articles, newest additions first; each word of `text` must match."""
        where, values = restriction(filters)
        words = text.split()[:_MOST_WORDS]
        if not all(map(_can_be_stored, words)):
            return ()
        for word in words:
            like = "LIKE ? ESCAPE '\\'"
            where += f" AND (v.headline {like} OR v.outlet {like} OR a.origin {like})"
            values = [*values, *[f"%{literal(word)}%"] * 3]
        rows = self._connection.execute(
            "SELECT v.article_id, v.content_hash, v.headline, v.outlet, v.published, v.language, "
            "a.origin, v.added_at, (SELECT count(*) FROM passages p WHERE p.version = v.key) "
            "FROM versions v JOIN articles a ON a.id = v.article_id "
            f"WHERE v.state = 'visible'{where} ORDER BY v.key DESC LIMIT ? OFFSET ?",
            (*values, limit, offset),
        )
        return tuple(entry_of(row) for row in rows)

    def origins_at(self, addresses: Sequence[str]) -> tuple[str, ...]:
        """Return the origins of visible articles that can be read at any of these addresses."""
        rows = self._connection.execute(
            "SELECT a.origin FROM versions v JOIN articles a ON a.id = v.article_id "
            f"WHERE v.state = 'visible' AND v.url IN ({', '.join('?' * len(addresses))}) "
            "ORDER BY a.origin",
            tuple(addresses),
        )
        return tuple(str(row[0]) for row in rows)

    def ids_beginning(self, prefix: str, limit: int) -> tuple[str, ...]:
        """Return the ids of visible articles that start with these hexadecimal digits."""
        rows = self._connection.execute(
            "SELECT article_id FROM versions WHERE state = 'visible' "
            "AND article_id >= ? AND article_id < ? ORDER BY article_id LIMIT ?",
            (prefix, f"{prefix}g", limit),
        )
        return tuple(str(row[0]) for row in rows)

    def stored_beginning(self, prefix: str, limit: int) -> dict[str, str]:
        """Return stored articles, also removed ones: the ids with this prefix, and headlines."""
        rows = self._connection.execute(
            "SELECT article_id, max(headline) FROM versions WHERE article_id >= ? "
            "AND article_id < ? GROUP BY article_id ORDER BY article_id LIMIT ?",
            (prefix, f"{prefix}g", limit),
        )
        return {str(article_id): str(headline) for article_id, headline in rows}

    def _distinct(self, column: str, where: str, values: list[str | int]) -> tuple[str, ...]:
        rows = self._connection.execute(
            f"SELECT DISTINCT v.{column} FROM versions v WHERE v.state = 'visible' "
            f"AND v.{column} IS NOT NULL{where} ORDER BY 1",
            values,
        )
        return tuple(row[0] for row in rows)


def begin(connection: sqlite3.Connection) -> None:
    """Begin a transaction on the current state of the database."""
    connection.execute("BEGIN")
    connection.execute("SELECT 1 FROM settings").fetchone()  # now, not at the first query


def _absent(name: str, purged_on: date | None) -> ArticleMissing:
    return ArticleMissing(name) if purged_on is None else ArticlePurged(name, purged_on)


def _can_be_stored(word: str) -> bool:
    """Return False for a word that SQLite cannot store, which no article can contain."""
    try:
        return len(word.encode()) <= _LONGEST_WORD
    except UnicodeEncodeError:
        return False


def _in_parts(seqs: Sequence[int] | Numbers) -> Iterator[tuple[list[int], str]]:
    """Yield batches of numbers that fit in one query, with their placeholders."""
    for start in range(0, len(seqs), _AT_ONCE):
        part = [int(seq) for seq in seqs[start : start + _AT_ONCE]]
        yield part, ",".join("?" * len(part))
