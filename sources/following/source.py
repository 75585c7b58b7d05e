"""Followed sources, and the state of each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sources.article import Metadata


@dataclass(frozen=True, slots=True)
class Validators:
    """A host's identifiers for a version of a page: ETag and Last-Modified."""

    etag: str = ""
    modified: str = ""


NEVER_READ = Validators()


class Kind(StrEnum):
    """The kind of a source; UNKNOWN until it is first read."""

    UNKNOWN = "unread"
    FEED = "feed"
    SITEMAP = "sitemap"
    PAGE = "page"
    FOLDER = "folder"


@dataclass(frozen=True, slots=True)
class Terms:
    """A user's settings for a source.

    `credentials` is the name of an environment variable, whose value is not stored anywhere.
    `allowed` lists hosts beyond public addresses, as `host:port`. `every` is in seconds.
    """

    outlet: str = ""
    language: str = ""
    credentials: str = ""
    allowed: tuple[str, ...] = ()
    every: float = 900.0

    @property
    def metadata(self) -> Metadata:
        """The metadata that applies to all articles of the source."""
        return Metadata(outlet=self.outlet or None, language=self.language or None)


@dataclass(frozen=True, slots=True)
class Source:
    """A followed source, identified by its address or the path of its folder.

    `read_at` is when it was last read without an error, in seconds since 1970; 0 means never.
    """

    address: str
    kind: Kind
    terms: Terms
    validators: Validators = NEVER_READ
    next_at: float = 0.0
    read_at: float = 0.0
    tries: int = 0
    trouble: str = ""

    @property
    def read(self) -> datetime | None:
        """When it was last read without an error."""
        return datetime.fromtimestamp(self.read_at, UTC) if self.read_at else None


def last_reading(sources: Iterable[Source]) -> datetime | None:
    """Return the latest time that any of the sources was read, or None if none was."""
    return max((source.read for source in sources if source.read), default=None)


@dataclass(frozen=True, slots=True)
class Listed:
    """A page that a source lists.

    `marker` changes when the source reports that the page changed. `text` is what a feed itself
    contains of the page, as a JSON record, or '' if the source is not a feed. `alias` identifies
    the page even if its address changes, or is '' if nothing does.
    """

    address: str
    marker: str = ""
    text: str = ""
    alias: str = ""


class State(StrEnum):
    """The progress of a page.

    FETCHED pages are in the spool and not yet in the archive.
    """

    WAITING = "waiting"
    FETCHED = "fetched"
    TAKEN = "taken"
    GIVEN_UP = "given up"
    GONE = "gone"
    PURGED = "purged"


@dataclass(frozen=True, slots=True)
class Item:
    """A page of the queue. `goal` is its state after its spool file is added to the archive."""

    key: str
    source: str
    address: str
    state: State
    goal: State = State.TAKEN
    validators: Validators = NEVER_READ
    digest: str = ""
    text: str = ""
    file: str = ""
    tries: int = 0
    pause: float = 0.0
    trouble: str = ""
