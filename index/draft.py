"""What reading a file brings towards the archive."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from index.passage import Passage
from sources.article import Article


@dataclass(frozen=True, slots=True)
class Draft:
    """An article that is new or has changed, read and cut into passages but not yet stored.

    `found` holds what the layers found in it, by their tables.
    """

    article: Article
    passages: tuple[Passage, ...]
    found: Mapping[str, Iterable[Any]]
    path: str
    digest: str
    known: bool


@dataclass(frozen=True, slots=True)
class SeenRecord:
    """An article that was read again and had not changed."""

    article_id: str
    digest: str


@dataclass(frozen=True, slots=True)
class TakenFile:
    """A file of which every record has been taken; its digest tells when it changes."""

    path: str
    root: str
    digest: str


@dataclass(frozen=True, slots=True)
class SkippedFile:
    """A file that has not changed since all of it was taken."""

    file: TakenFile
    articles: int
