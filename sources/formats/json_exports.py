"""JSON whose articles are not plain fields: each form turns them into records that are."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from sources.formats.aleph import aleph_record
from sources.formats.drupal import drupal_records
from sources.formats.fundus import fundus_record
from sources.formats.ghost import ghost_records
from sources.formats.ninjs import ninjs_record

Record = Mapping[str, object]
_ARTICLES: tuple[Callable[[Record], Record | None], ...] = (
    ninjs_record,
    fundus_record,
    aleph_record,
)
_EXPORTS: tuple[Callable[[Record], list[object] | None], ...] = (ghost_records, drupal_records)


def plain(value: object) -> object:
    """Return an article as a record with the usual names of fields, if its form is known."""
    if not isinstance(value, Mapping):
        return value
    return next((found for read in _ARTICLES if (found := read(value)) is not None), value)


def exported(value: object) -> list[object]:
    """Return the records of an export that keeps its articles in tables of its own; [] if none."""
    if not isinstance(value, Mapping):
        return []
    return next((found for read in _EXPORTS if (found := read(value)) is not None), [])
