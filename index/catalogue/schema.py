"""The tables of the catalogue."""

from __future__ import annotations

SCHEMA_VERSION = 6

# `versions.state` makes an article visible. At most one version of an article is 'visible'.
# 'staged' versions are not visible yet. 'old' ones stay so that their spans can be cited.
# Only visible and staged versions have passages and vectors. `passages.seq` is never reused,
# because derived parts (words, generations) refer to passages by it. `versions.digest` is the
# file's digest when the version was read. It belongs to the version, because one that is staged
# and never shown must leave no trace.
# `quotations` and `times` are kept for old versions too, so that statements about them can be
# checked as long as they are cited. The settings `quotation_rules` and `time_rules` hold the oldest
# version of the rules that found any of them. A time without days is in an undated article.
# `buried` lists versions deleted here that the word index may still hold.
# `tombstones` has a row for each purged version. It holds only digests: `article_id` of the
# origin, `name` of the file name, `content_hash` of the text. While `barred` is 1, neither the
# article nor its text is added unless the user asks for it.
# `purging` lists the versions whose purge has begun. They are 'staged', so nobody sees them, until
# everything outside the catalogue is clean. Then they are deleted, and the rows here stay until the
# database has been rewritten without them.
_TIMES = """
CREATE TABLE times (
    version INTEGER NOT NULL REFERENCES versions (key) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    first INTEGER,
    last INTEGER,
    granularity TEXT,
    PRIMARY KEY (version, number)
) WITHOUT ROWID;
"""

_TOMBSTONES = """
CREATE TABLE tombstones (
    article_id TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    name TEXT NOT NULL,
    purged_on TEXT NOT NULL,
    barred INTEGER NOT NULL,
    PRIMARY KEY (article_id, content_hash)
) WITHOUT ROWID;
"""
_TOMBSTONES_BY_HASH = "CREATE INDEX tombstones_by_hash ON tombstones (content_hash);"
_PURGING = "CREATE TABLE purging (version INTEGER PRIMARY KEY);"

_VERSIONS_BY_URL = "CREATE INDEX versions_by_url ON versions (url);"

TABLES = f"""
CREATE TABLE settings (
    name TEXT PRIMARY KEY,
    value TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE files (
    path TEXT PRIMARY KEY,
    root TEXT NOT NULL,
    digest TEXT NOT NULL,
    seen_at TEXT NOT NULL
) WITHOUT ROWID;

CREATE TABLE articles (
    id TEXT PRIMARY KEY,
    origin TEXT NOT NULL UNIQUE
) WITHOUT ROWID;

CREATE TABLE versions (
    key INTEGER PRIMARY KEY AUTOINCREMENT,
    article_id TEXT NOT NULL REFERENCES articles (id),
    content_hash TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('staged', 'visible', 'old')),
    path TEXT NOT NULL,
    digest TEXT NOT NULL,
    headline TEXT NOT NULL,
    text TEXT NOT NULL,
    blocks TEXT NOT NULL,
    title TEXT,
    outlet TEXT,
    published INTEGER,
    url TEXT,
    authors TEXT NOT NULL,
    language TEXT,
    unpublished TEXT,
    part TEXT,
    gone TEXT,
    added_at TEXT NOT NULL
);
CREATE UNIQUE INDEX one_visible_version ON versions (article_id) WHERE state = 'visible';
CREATE INDEX versions_by_article ON versions (article_id, content_hash);
CREATE INDEX versions_by_path ON versions (path);
CREATE INDEX versions_by_hash ON versions (content_hash);
{_VERSIONS_BY_URL}
CREATE INDEX versions_by_state ON versions (state, published);

CREATE TABLE passages (
    seq INTEGER PRIMARY KEY AUTOINCREMENT,
    id TEXT NOT NULL,
    version INTEGER NOT NULL REFERENCES versions (key) ON DELETE CASCADE,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    heading TEXT
);
CREATE INDEX passages_by_version ON passages (version);

CREATE TABLE vectors (
    seq INTEGER PRIMARY KEY REFERENCES passages (seq) ON DELETE CASCADE,
    vector BLOB NOT NULL
);

CREATE TABLE quotations (
    version INTEGER NOT NULL REFERENCES versions (key) ON DELETE CASCADE,
    number INTEGER NOT NULL,
    kind TEXT NOT NULL,
    start INTEGER NOT NULL,
    end INTEGER NOT NULL,
    cue_start INTEGER,
    cue_end INTEGER,
    mention_start INTEGER,
    mention_end INTEGER,
    mention_kind TEXT,
    name TEXT,
    resolved INTEGER,
    PRIMARY KEY (version, number)
) WITHOUT ROWID;

{_TIMES}
CREATE TABLE buried (
    version INTEGER PRIMARY KEY
);
{_TOMBSTONES}
{_TOMBSTONES_BY_HASH}
{_PURGING}
"""

UPGRADES: dict[int, tuple[str, ...]] = {
    2: (_TIMES, "INSERT INTO settings VALUES ('time_rules', '0')"),
    3: (_TOMBSTONES, _TOMBSTONES_BY_HASH, _PURGING),
    4: (
        "ALTER TABLE versions ADD COLUMN unpublished TEXT",
        "ALTER TABLE versions ADD COLUMN part TEXT",
    ),
    5: ("ALTER TABLE versions ADD COLUMN gone TEXT", _VERSIONS_BY_URL),
}
"""SQL statements that upgrade an archive to the next schema, by the older schema's number.

They only add what `onrecord rebuild` can find in the stored text.
"""
