"""What is followed, and how it is getting on."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sources.article import Metadata


@dataclass(frozen=True, slots=True)
class Validators:
    """What a host gave to recognise a version of a page by: ETag and Last-Modified."""

    etag: str = ""
    modified: str = ""


NEVER_READ = Validators()


class Kind(StrEnum):
    """What a source turned out to be; UNKNOWN until it is first read."""

    UNKNOWN = "unread"
    FEED = "feed"
    SITEMAP = "sitemap"
    PAGE = "page"
    FOLDER = "folder"


@dataclass(frozen=True, slots=True)
class Terms:
    """What somebody set for a source.

    `credentials` names a variable of the environment. Its value is kept nowhere. `allowed` lists
    hosts beyond public addresses, as `host:port`. `every` is in seconds.
    """

    outlet: str = ""
    language: str = ""
    credentials: str = ""
    allowed: tuple[str, ...] = ()
    every: float = 900.0

    @property
    def metadata(self) -> Metadata:
        """What holds for all articles of the source."""
        return Metadata(outlet=self.outlet or None, language=self.language or None)


@dataclass(frozen=True, slots=True)
class Source:
    """Something that is followed, by its address or the path of its folder.

    `read_at` is when it was last read without trouble, in seconds since 1970; 0 means never.
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
        """When it was last read without trouble."""
        return datetime.fromtimestamp(self.read_at, UTC) if self.read_at else None


def last_reading(sources: Iterable[Source]) -> datetime | None:
    """Return when the newest reading of some sources was, None where none was read."""
    return max((source.read for source in sources if source.read), default=None)


@dataclass(frozen=True, slots=True)
class Listed:
    """A page that a source lists.

    `marker` changes when the source says that the page did. `text` is what a feed itself says of
    it, as a record in JSON; '' where the source is no feed.
    """

    address: str
    marker: str = ""
    text: str = ""


class State(StrEnum):
    """How far a page has come.

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
    """A page of the queue. `goal` is its state once the archive has taken what is in the spool."""

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
