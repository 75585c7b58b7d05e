"""Documents exported by Aleph and OpenAleph: FollowTheMoney entities in JSON."""

from __future__ import annotations

from collections.abc import Mapping


def aleph_record(value: Mapping[str, object]) -> Mapping[str, object] | None:
    """Return a document of Aleph as a record, or None for another format."""
    properties = value.get("properties")
    if not (isinstance(properties, Mapping) and isinstance(value.get("schema"), str)):
        return None
    links = value.get("links")
    return {
        "id": value.get("id"),
        "title": _first(properties, "title", "name", "fileName"),
        "text": _first(properties, "bodyHtml") or _all(properties, "bodyText"),
        "published": _first(properties, "publishedAt", "date", "authoredAt"),
        "url": _first(properties, "sourceUrl")
        or (links.get("ui") if isinstance(links, Mapping) else None),
        "authors": _all(properties, "author"),
        "outlet": _first(properties, "publisher"),
        "language": _first(properties, "language", "detectedLanguage"),
        "status": value.get("status"),
    }


def _first(properties: Mapping[str, object], *names: str) -> object:
    return next((found[0] for name in names if (found := _all(properties, name))), None)


def _all(properties: Mapping[str, object], name: str) -> list[object]:
    value = properties.get(name)
    return [one for one in (value if isinstance(value, list) else [value]) if one]
