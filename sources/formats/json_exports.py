"""JSON exports whose articles are not plain fields, converted to records."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sources.formats.aleph import aleph_record
from sources.formats.drupal import drupal_records
from sources.formats.fundus import fundus_record
from sources.formats.ghost import ghost_records
from sources.formats.ninjs import ninjs_record
from sources.formats.wordpress_posts import wordpress_record

Record = Mapping[str, object]
_ARTICLES: tuple[Callable[[Record], Record | None], ...] = (
    ninjs_record,
    fundus_record,
    aleph_record,
    wordpress_record,
)
_EXPORTS: tuple[Callable[[Record], list[object] | None], ...] = (ghost_records, drupal_records)


def plain(value: object) -> object:
    """Return an article as a record with the usual field names, or unchanged if unrecognised."""
    if not isinstance(value, Mapping):
        return value
    return next((found for read in _ARTICLES if (found := read(value)) is not None), value)


def exported(value: object) -> list[object]:
    """Return the records of an export that keeps its articles in its own tables, or []."""
    if not isinstance(value, Mapping):
        return []
    return next((found for read in _EXPORTS if (found := read(value)) is not None), [])
