"""Conversion between rows of the queue and the values they represent."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sources.following.source import Item, Kind, Source, State, Terms, Validators

SOURCE = (
    "address, kind, outlet, language, credentials, allowed, every, etag, modified, next_at, "
    "read_at, tries, trouble"
)
ITEM = (
    "key, source, address, state, goal, etag, modified, digest, text, file, tries, pause, trouble"
)


def source_of(row: Any) -> Source:
    """Return the source of a row."""
    address, kind, outlet, language, credentials, allowed, every, etag, modified, *rest = row
    terms = Terms(outlet, language, credentials, tuple(allowed.split()), every)
    return Source(address, Kind(kind), terms, Validators(etag, modified), *rest)


def row_of_source(source: Source) -> tuple[object, ...]:
    """Return the row of a source."""
    terms, known = source.terms, source.validators
    return (
        *(source.address, source.kind, terms.outlet, terms.language, terms.credentials),
        *(" ".join(terms.allowed), terms.every, known.etag, known.modified),
        *(source.next_at, source.read_at, source.tries, source.trouble),
    )


def item_of(row: Any) -> Item:
    """Return the page of a row."""
    key, source, address, state, goal, etag, modified, *rest = row
    return Item(key, source, address, State(state), State(goal), Validators(etag, modified), *rest)


def row_of_item(item: Item) -> tuple[object, ...]:
    """Return the row of a page."""
    known = item.validators
    return (
        *(item.key, item.source, item.address, item.state, item.goal, known.etag),
        *(known.modified, item.digest, item.text, item.file, item.tries, item.pause),
        item.trouble,
    )


def placeholders(values: Iterable[object]) -> str:
    """Return the placeholders of some values in an SQL statement."""
    return ", ".join("?" for _ in values)
