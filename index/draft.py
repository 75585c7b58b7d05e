"""What reading a file brings towards the archive."""

from __future__ import annotations

from dataclasses import dataclass

from index.passage import Passage
from sources.article import Article
from sources.quotation import Quotation


@dataclass(frozen=True, slots=True)
class Draft:
    """An article that is new or has changed, read and cut into passages but not yet stored."""

    article: Article
    passages: tuple[Passage, ...]
    quotations: tuple[Quotation, ...]
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
