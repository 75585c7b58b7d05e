"""A passage with what its filters need: what the derived parts are made from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sources.article import Span

# So many characters on both sides of a place where an article was cut are kept together.
_OVERLAP = 80


@dataclass(frozen=True, slots=True)
class Cut:
    """A passage of a version: its number, the heading over it, and where it stands in the text."""

    seq: int
    heading: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """What the passages of a version have in common; `published` is a day number."""

    article_id: str
    content_hash: str
    headline: str
    text: str
    outlet: str | None
    language: str | None
    published: int | None


@dataclass(frozen=True, slots=True)
class PassageRecord:
    """One visible or staged passage, as the word index and the vector store take it.

    `beside` is what stands before it and in no passage (section headings; of the last passage what
    stands behind it, too), with a few words on both sides: words in a row are looked for there as
    well, so that none are lost where an article was cut.
    """

    seq: int
    version: int
    headline: str
    heading: str | None
    body: str
    outlet: str | None
    language: str | None
    published: int | None
    beside: str
    span: Span


def records(version: int, facts: VersionFacts, cuts: Sequence[Cut]) -> Iterator[PassageRecord]:
    """Yield all passages of a version."""
    text = facts.text
    before = 0
    for number, cut in enumerate(cuts, start=1):
        # What lies between two passages (headings, which are none) goes to the later one, with the
        # words on both sides: so all words in a row stand together somewhere.
        until = min(cut.start + _OVERLAP, cut.end)
        beside = text[max(0, before - _OVERLAP) : until] if before else ""
        if number == len(cuts):
            beside = f"{beside}\n{text[cut.end :]}"
        yield PassageRecord(
            cut.seq,
            version,
            facts.headline,
            cut.heading,
            text[cut.start : cut.end],
            facts.outlet,
            facts.language,
            facts.published,
            beside,
            Span(facts.article_id, facts.content_hash, cut.start, cut.end),
        )
        before = max(before, cut.end)
