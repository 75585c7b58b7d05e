"""The plan, proof and report of a purge."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Condemned:
    """An article that is to be purged, as described by its newest version.

    `versions` counts all stored versions. An article that was removed earlier only has old ones.
    """

    article_id: str
    headline: str
    outlet: str | None
    origin: str
    versions: int
    visible: bool


@dataclass(frozen=True, slots=True)
class Likeness:
    """An article that stays, and the share of the purged article's phrases that it contains."""

    article_id: str
    headline: str
    share: float


@dataclass(frozen=True, slots=True)
class PurgePlan:
    """What a purge removes, the articles with similar text, and the source files.

    `sources` are files outside the archive, which are never deleted.
    """

    articles: tuple[Condemned, ...]
    copies: tuple[Likeness, ...]
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Proof:
    """The files that were read to prove a purge, and those that still contain traces.

    `unread` lists the files that could not be read completely, with the reasons. `foreign` are the
    files in `left` that OnRecord did not write and never deletes.
    """

    files: int
    bytes_read: int
    sought: int
    left: tuple[str, ...]
    unread: tuple[str, ...] = ()
    foreign: tuple[str, ...] = ()

    @property
    def clean(self) -> bool:
        """True if everything was read and nothing was found."""
        return not (self.left or self.unread)


@dataclass(frozen=True, slots=True)
class PurgeReport:
    """The versions, uploads and words in stored runs that a purge removed."""

    versions: int
    uploads: tuple[str, ...]
    redacted: int
    proof: Proof
    warnings: tuple[str, ...] = ()
