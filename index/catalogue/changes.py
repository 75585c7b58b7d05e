"""Changes to the catalogue, made inside one transaction."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray

from index.catalogue.home import Home
from index.catalogue.schema import SCHEMA_VERSION, UPGRADES
from index.catalogue.tombstone import digest_of_file
from index.day import to_day
from index.intake.event import Draft, TakenFile
from index.intake.layer import LAYERS, Layer


class Ledger:
    """Write to the catalogue inside a transaction. Nothing is durable before its commit."""

    def __init__(self, connection: sqlite3.Connection, home: Home) -> None:
        self._connection, self._home = connection, home

    def stage(self, draft: Draft, vectors: NDArray[np.float32]) -> tuple[int, tuple[int, ...]]:
        """Store an invisible version; return its key and its passages' numbers."""
        key = self._stage_version(draft)
        first = self._newest_passage() + 1
        seqs = tuple(range(first, first + len(draft.passages)))
        self._connection.executemany(
            "INSERT INTO passages (seq, id, version, start, end, heading) "
            "VALUES (?, ?, ?, ?, ?, ?)",
            [
                (seq, passage.id, key, passage.span.start, passage.span.end, passage.heading)
                for seq, passage in zip(seqs, draft.passages, strict=True)
            ],
        )
        self._connection.executemany(
            "INSERT INTO vectors (seq, vector) VALUES (?, ?)",
            [
                (seq, row.tobytes())
                for seq, row in zip(
                    seqs, np.ascontiguousarray(vectors, dtype=np.float32), strict=True
                )
            ],
        )
        for layer in LAYERS:
            self.keep(key, layer, draft.found.get(layer.table, ()))
        return key, seqs

    def keep(self, key: int, layer: Layer[Any], found: Iterable[Any]) -> None:
        """Replace the rows of a layer for a version."""
        self._insert(f"DELETE FROM {layer.table} WHERE version = ?", (key,))
        ordered = sorted(found, key=lambda each: (each.start, each.end))
        self._connection.executemany(
            f"INSERT INTO {layer.table} (version, number, {layer.columns}) "
            f"VALUES (?, ?{', ?' * len(layer.columns.split(','))})",
            [(key, number, *layer.row_of(each)) for number, each in enumerate(ordered)],
        )

    def found_again(self) -> None:
        """Record that everything in the layers was found by the current rules."""
        for layer in LAYERS:
            self.set(layer.setting, layer.rules)
        self._changed(True)

    def upgrade(self, schema: int) -> None:
        """Upgrade an archive with an older schema. The layers that it lacks stay empty."""
        for older in range(schema, SCHEMA_VERSION):
            for statement in UPGRADES[older]:
                self._insert(statement, ())
        self.set("schema", SCHEMA_VERSION)

    def show(self, keys: Sequence[int]) -> None:
        """Make staged versions visible, each replacing the visible version of its article."""
        for key in keys:
            self._hide(
                "article_id = (SELECT article_id FROM versions WHERE key = ?) "
                "AND state = 'visible'",
                key,
            )
            self._insert("UPDATE versions SET state = 'visible' WHERE key = ?", (key,))
            # The same text with new metadata: the spans of both point into the new version.
            self._insert(
                "DELETE FROM versions WHERE state = 'old' AND (article_id, content_hash) = "
                "(SELECT article_id, content_hash FROM versions WHERE key = ?)",
                (key,),
            )
        self._changed(bool(keys))

    def remove(self, article_ids: Iterable[str]) -> int:
        """Hide articles and forget that their files were read; return how many were visible."""
        hidden = 0
        for article_id in article_ids:
            found = self._hide("article_id = ? AND state = 'visible'", article_id)
            hidden += found
            # Adding the same file again after removing its article brings the article back.
            self._insert(
                "DELETE FROM files WHERE path = (SELECT path FROM versions "
                "WHERE article_id = ? ORDER BY key DESC LIMIT 1)",
                (article_id,),
            )
        self._changed(hidden > 0)
        return hidden

    def condemn(self, article_ids: Iterable[str]) -> None:
        """Hide all versions of articles that are to be purged, and add their tombstones."""
        self._connection.create_function("digest_of_file", 1, digest_of_file, deterministic=True)
        for article_id in article_ids:
            self._insert(
                "INSERT OR REPLACE INTO tombstones SELECT article_id, content_hash, "
                "(SELECT digest_of_file(origin) FROM articles WHERE id = article_id), "
                "date('now'), 1 FROM versions WHERE article_id = ?",
                (article_id,),
            )
            self._insert("UPDATE tombstones SET barred = 1 WHERE article_id = ?", (article_id,))
            self._insert(
                "INSERT OR IGNORE INTO purging SELECT key FROM versions WHERE article_id = ?",
                (article_id,),
            )
            self._insert(
                "DELETE FROM files WHERE path IN (SELECT path FROM versions WHERE article_id = ?)",
                (article_id,),
            )
            self._insert("UPDATE versions SET state = 'staged' WHERE article_id = ?", (article_id,))
        self._changed(True)

    def erase(self) -> None:
        """Delete the versions that are being purged, and overwrite them with zeros."""
        self._insert("PRAGMA secure_delete = ON", ())
        self._insert("DELETE FROM versions WHERE key IN (SELECT version FROM purging)", ())
        self._insert("DELETE FROM buried WHERE version IN (SELECT version FROM purging)", ())
        self._insert("DELETE FROM articles WHERE id NOT IN (SELECT article_id FROM versions)", ())
        # Readers reopen words and vectors, which were rewritten since the last change.
        self._changed(True)

    def end_purge(self) -> None:
        """Record that the purge is complete."""
        self._insert("DELETE FROM purging", ())

    def lift(self, keys: Iterable[int]) -> None:
        """Allow purged articles and their texts to be added again."""
        self._connection.executemany(
            "UPDATE tombstones SET barred = 0 "
            "WHERE article_id = (SELECT article_id FROM versions WHERE key = ?1) "
            "OR content_hash = (SELECT content_hash FROM versions WHERE key = ?1)",
            [(key,) for key in keys],
        )

    def saw(self, origin_ids: Iterable[tuple[str, str]]) -> None:
        """Record the (article id, digest) of records that were read again and had not changed."""
        self._connection.executemany(
            "UPDATE versions SET digest = ?2 WHERE article_id = ?1 AND state = 'visible'",
            list(origin_ids),
        )

    def forget_files(self, paths: Iterable[str]) -> None:
        """Forget that files were read, so that they are read again."""
        self._connection.executemany(
            "DELETE FROM files WHERE path = ?", [(self._home.stored(p),) for p in paths]
        )

    def took(self, files: Iterable[TakenFile]) -> None:
        """Record files whose records are all in the archive."""
        self._connection.executemany(
            "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?)",
            [(*map(self._home.stored, (f.path, f.root)), f.digest, _now()) for f in files],
        )

    def roll_back(self) -> None:
        """Delete versions that a writer staged before it died."""
        self._insert(
            "DELETE FROM versions WHERE state = 'staged' "
            "AND key NOT IN (SELECT version FROM purging)",
            (),
        )
        self._insert("DELETE FROM articles WHERE id NOT IN (SELECT article_id FROM versions)", ())

    def forget_buried(self, keys: Iterable[int]) -> None:
        """Record that the word index no longer holds these versions."""
        self._connection.executemany("DELETE FROM buried WHERE version = ?", [(k,) for k in keys])

    def set(self, name: str, value: object) -> None:
        """Change one of the archive's settings."""
        self._insert("UPDATE settings SET value = ? WHERE name = ?", (str(value), name))

    def _newest_passage(self) -> int:
        """Return the highest passage number ever assigned. Numbers are never reused."""
        found = self._connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'passages'")
        return int((found.fetchone() or (0,))[0])

    def _stage_version(self, draft: Draft) -> int:
        article = draft.article
        self._insert(
            "INSERT OR IGNORE INTO articles (id, origin) VALUES (?, ?)",
            (article.id, article.origin),
        )
        marks = ",".join("?" * len(_VERSION_FIELDS.split(",")))
        return self._insert(
            f"INSERT INTO versions ({_VERSION_FIELDS}) VALUES ({marks})",
            _version_row(draft, self._home.stored(draft.path)),
        )

    def _hide(self, condition: str, value: object) -> int:
        keys = [
            row[0]
            for row in self._connection.execute(
                f"SELECT key FROM versions WHERE {condition}", (value,)
            )
        ]
        for key in keys:
            self._insert("INSERT INTO buried VALUES (?)", (key,))
            self._insert("UPDATE versions SET state = 'old' WHERE key = ?", (key,))
            self._insert("DELETE FROM passages WHERE version = ?", (key,))
        return len(keys)

    def _changed(self, visibly: bool) -> None:
        if visibly:
            self._insert("UPDATE settings SET value = value + 1 WHERE name = 'revision'", ())

    def _insert(self, sql: str, values: tuple[object, ...]) -> int:
        return int(self._connection.execute(sql, values).lastrowid or 0)


_VERSION_FIELDS = (
    "article_id, content_hash, state, path, digest, headline, text, blocks, "
    "title, outlet, published, url, authors, language, unpublished, part, gone, added_at"
)


def _version_row(draft: Draft, path: str) -> tuple[object, ...]:
    article = draft.article
    metadata = article.metadata
    return (
        article.id,
        article.content_hash,
        "staged",
        path,
        draft.digest,
        article.headline,
        article.text,
        json.dumps([block.parts for block in article.blocks]),
        metadata.title,
        metadata.outlet,
        None if metadata.published is None else to_day(metadata.published),
        metadata.url,
        json.dumps(metadata.authors, ensure_ascii=False),
        metadata.language,
        metadata.unpublished,
        metadata.part,
        metadata.gone,
        _now(),
    )


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")
