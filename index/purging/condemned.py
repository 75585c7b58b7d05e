"""What a purge is about to remove, and what it cannot remove."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Condemned:
    """An article that is to be purged, as its newest version describes it.

    `versions` counts all that are stored. An article that was removed before has earlier ones only.
    """

    article_id: str
    headline: str
    outlet: str | None
    origin: str
    versions: int
    visible: bool


@dataclass(frozen=True, slots=True)
class Likeness:
    """An article that stays, and the share of the purged article's words in a row that it has."""

    article_id: str
    headline: str
    share: float


@dataclass(frozen=True, slots=True)
class PurgePlan:
    """What a purge removes, the articles with much of the same text, and the files of origin.

    `sources` are files outside of the archive: nothing here deletes them.
    """

    articles: tuple[Condemned, ...]
    copies: tuple[Likeness, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """What was read to see that nothing is left, and the files in which something still is.

    `unread` lists the files that could not be read through, with the reasons. `foreign` are the
    files in `left` that OnRecord did not write, and never deletes.
    """

    files: int
    bytes_read: int
    sought: int
    left: tuple[str, ...]
    unread: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()

    @property
    def clean(self) -> bool:
        """Return True if everything was read and nothing was found."""
        return not (self.left or self.unread)


@dataclass(frozen=True, slots=True)
class PurgeReport:
    """What a purge removed: versions, uploads, and words in records of stored runs."""

    versions: int
    uploads: tuple[str, ...]
    redacted: int
    proof: Proof
    warnings: tuple[str, ...] = ()
