"""Tombstones: what is left of a purged version (digests, a day, and whether it is barred)."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from pathlib import PurePath

_DIGITS = 16


@dataclass(frozen=True, slots=True)
class Tombstone:
    """A purged version. While it is `barred`, its article and its text are not added."""

    article_id: str
    content_hash: str
    purged_on: date
    barred: bool


def digest_of(name: str) -> str:
    """Return the digest that identifies a name; for an origin it is the article's id."""
    return hashlib.sha256(name.encode("utf-8", "surrogatepass")).hexdigest()[:_DIGITS]


def digest_of_file(origin: str) -> str:
    """Return the digest of the file name in an origin, including the name of its record."""
    return digest_of(PurePath(origin).name)
