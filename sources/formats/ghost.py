"""Posts in the JSON of Ghost's exports and APIs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping


def ghost_records(value: Mapping[str, object]) -> list[object] | None:
    """Return the posts of a Ghost export as records, or None for another format."""
    databases = value.get("db")
    tables = [value]
    if isinstance(databases, list):
        tables = [one["data"] for one in databases if isinstance(one, Mapping) and "data" in one]
    elif isinstance(data := value.get("data"), Mapping):
        tables = [data]
    found = [one for table in tables if isinstance(table, Mapping) for one in _posts(table)]
    return found or None


def _posts(table: Mapping[str, object]) -> Iterator[object]:
    users = {row.get("id"): row.get("name") for row in _rows(table, "users")}
    authors: dict[object, list[object]] = defaultdict(list)
    for row in _rows(table, "posts_authors"):
        authors[row.get("post_id")].append(users.get(row.get("author_id")))
    settings = {row.get("key"): row.get("value") for row in _rows(table, "settings")}
    for row in _rows(table, "posts"):
        if not ("html" in row and "status" in row):
            continue
        yield {
            "id": row.get("id") or row.get("uuid"),
            "title": row.get("title"),
            "text": row.get("html") or row.get("plaintext"),
            "published": row.get("published_at"),
            "url": row.get("url") or row.get("canonical_url"),
            "authors": row.get("authors")
            or authors[row.get("id")]
            or users.get(row.get("author_id")),
            "outlet": settings.get("title"),
            "language": row.get("locale"),
            "site_language": settings.get("locale") or settings.get("lang"),
            "status": row.get("status"),
        }


def _rows(table: Mapping[str, object], name: str) -> list[Mapping[str, object]]:
    rows = table.get(name)
    return [row for row in rows if isinstance(row, Mapping)] if isinstance(rows, list) else []
