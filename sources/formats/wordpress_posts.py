"""Posts of WordPress: their status, and the records of its REST API."""

from __future__ import annotations

from collections.abc import Mapping

_SHOWN = "publish"


def wordpress_record(value: Mapping[str, object]) -> Mapping[str, object] | None:
    """Return a post from WordPress's REST API as a record, or None for another format."""
    content, stated = value.get("content"), value.get("status")
    if not (isinstance(content, Mapping) and "rendered" in content and isinstance(stated, str)):
        return None
    return {**value, **post_status("private" if content.get("protected") is True else stated)}


def post_status(stated: str) -> dict[str, object]:
    """Return the fields of a record for the status of a post. Readers see only "publish".

    Plugins add their own, such as "pitch" and "assigned".
    """
    return {"status": stated, "is_published": stated.lower() == _SHOWN if stated else None}
