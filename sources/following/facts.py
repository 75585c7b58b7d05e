"""Facts: what is known about a page before it is read, in the form of a sidecar."""

from __future__ import annotations

import json

from sources.following.source import Item, Source
from sources.formats.metadata_fields import metadata_of


def facts_of(source: Source, address: str, otherwise: object) -> dict[str, object]:
    """Return the known facts about a page.

    `otherwise` holds those that apply if the page itself states none.
    """
    terms = source.terms
    return {
        "url": address,
        "outlet": terms.outlet,
        "language": terms.language,
        "otherwise": otherwise,
    }


def facts_in_feed(item: Item) -> dict[str, object]:
    """Return the facts that a feed states of a page."""
    known = metadata_of(json.loads(item.text), item.address)
    stated = {
        "title": known.title,
        "outlet": known.outlet,
        "published": known.published.isoformat() if known.published else None,
        "authors": list(known.authors),
        "language": known.language,
    }
    return {name: value for name, value in stated.items() if value}


def has_own_text(item: Item) -> bool:
    """Return True if a feed has text of a page."""
    return bool(item.text and json.loads(item.text).get("text"))
