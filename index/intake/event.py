"""Events of the intake: the results of reading a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from index.day import to_day
from index.passage import Cut, Passage, PassageRecord, VersionFacts, records
from sources.article import ADVERTISING, Article
from sources.cleaning.retention import Retention


@dataclass(frozen=True, slots=True)
class ShortenedRecord:
    """An article whose new version has much less text; `earlier` is the hash of the one before."""

    article_id: str
    origin: str
    reason: str
    earlier: str


@dataclass(frozen=True, slots=True)
class Draft:
    """A new or changed article, read and cut into passages but not yet stored.

    `found` holds the results of the layers, by table. `restored` is True if the article had been
    purged. `position` is the number of bytes of its file read so far, or 0 if the file was read
    whole. `retention` is None for an article that is analysed again from the archive. `shortened`
    is set if the stored version has more of the article.
    """

    article: Article
    passages: tuple[Passage, ...]
    found: Mapping[str, Iterable[Any]]
    path: str
    digest: str
    known: bool
    restored: bool = False
    position: int = 0
    retention: Retention | None = None
    shortened: ShortenedRecord | None = None

    def records(self, version: int, seqs: Sequence[int]) -> Iterator[PassageRecord]:
        """Yield its passages as records for the word index, with their assigned numbers."""
        article, metadata = self.article, self.article.metadata
        day = None if metadata.published is None else to_day(metadata.published)
        cuts = [
            Cut(seq, passage.heading, passage.span.start, passage.span.end)
            for seq, passage in zip(seqs, self.passages, strict=True)
        ]
        facts = VersionFacts(
            article.id,
            article.content_hash,
            article.headline,
            article.text,
            metadata.outlet,
            metadata.language,
            day,
        )
        return records(version, facts, cuts)


@dataclass(frozen=True, slots=True)
class SeenRecord:
    """An article that was read again and had not changed."""

    article_id: str
    digest: str
    position: int = 0


@dataclass(frozen=True, slots=True)
class KeptRecord(SeenRecord):
    """An article whose stored version was kept because the file has less of it."""

    origin: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PurgedRecord:
    """An article that was left out because it or its text was purged."""

    origin: str
    path: str
    purged_on: date


@dataclass(frozen=True, slots=True)
class UnpublishedRecord:
    """An article that is not published, with the reason. It was left out, or marked as withdrawn.

    `article_id` is '' unless the archive holds the article. `path` is its file, and `url` its
    address, at which the archive may later hold an article from another file.
    """

    origin: str
    reason: str
    article_id: str = ""
    path: str = ""
    url: str | None = None

    @property
    def why(self) -> str:
        """Why it was left out, as the end of a sentence about it."""
        if self.reason == ADVERTISING:
            return "it is advertising, not the outlet's reporting"
        return f"it is not published ({self.reason})"


@dataclass(frozen=True, slots=True)
class TakenFile:
    """A file whose records are all in the archive; its digest shows when it changes.

    A file with a purged or unpublished record does not count. It is read, and the record reported,
    every time.
    """

    path: str
    root: str
    digest: str
    remembered: bool = True


@dataclass(frozen=True, slots=True)
class SkippedFile:
    """A file that has not changed since all its records were added."""

    file: TakenFile
    articles: int
