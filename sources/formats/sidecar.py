"""Sidecars: metadata that a user states about an article, in a file beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import BinaryIO

from sources.article import Metadata
from sources.errors import Unreadable
from sources.files import whole
from sources.formats.decoding import decode
from sources.formats.field_names import KNOWN
from sources.formats.metadata_fields import line, stated_metadata

# Six fields fill a few lines.
MAX_BYTES = 64_000
COLUMNS = "columns"
OTHERWISE = "otherwise"
# Fields that describe the stored text, not the article.
_MARKS = ("part", "gone", "unpublished")
NOTHING_KNOWN = Metadata()
_COLUMN_FIELDS = (*KNOWN, "text", "id", "status", "embargo")


@dataclass(frozen=True, slots=True)
class Sidecar:
    """A sidecar's content: metadata, and the mapping of fields to the columns of a table.

    `otherwise` is metadata for fields that neither the sidecar nor the file itself states.
    """

    metadata: Metadata = NOTHING_KNOWN
    otherwise: Metadata = NOTHING_KNOWN
    columns: Mapping[str, str] = field(default_factory=dict)


def read_sidecar(name: str, stream: BinaryIO) -> Sidecar:
    """Return the sidecar; raise Unreadable, with its name, if it is not understood."""
    try:
        stated = json.loads(decode(whole(stream, MAX_BYTES, "use only the six metadata fields")))
        if not isinstance(stated, dict):
            raise Unreadable("it is not a JSON object", 'write it as {"outlet": "..."}')
        columns = _columns(stated.pop(COLUMNS, {}))
        otherwise = stated.pop(OTHERWISE, {})
        if not isinstance(otherwise, dict):
            raise Unreadable(f'"{OTHERWISE}" is not a JSON object', "fix it or remove it")
        part, gone, unpublished = (line(stated.pop(name, None)) for name in _MARKS)
        marks = Metadata(part=part, gone=gone, unpublished=unpublished)
        metadata = marks.filled_from(stated_metadata(stated))
        return Sidecar(metadata, stated_metadata(otherwise), columns)
    except Unreadable as error:
        raise Unreadable(f"its sidecar {name}: {error.reason}", error.next_step) from error
    except (ValueError, RecursionError) as error:
        raise Unreadable(
            f"its sidecar {name} is not JSON: {error}", "fix it or remove it"
        ) from error


def _columns(stated: object) -> dict[str, str]:
    if not isinstance(stated, dict) or not all(isinstance(one, str) for one in stated.values()):
        raise Unreadable(
            f'"{COLUMNS}" is not a JSON object that gives a column for each field',
            'write it as {"text": "Article"}',
        )
    unknown = [name for name in stated if name not in _COLUMN_FIELDS]
    if unknown:
        raise Unreadable(
            f'"{COLUMNS}" contains the unknown field {unknown[0]!r}',
            f"use one of these: {', '.join(_COLUMN_FIELDS)}",
        )
    return dict(stated)
