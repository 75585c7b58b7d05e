"""A passage with what its filters need: what the derived parts are made from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PassageRecord:
    """One visible or staged passage, as the word index takes it.

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


@dataclass(frozen=True, slots=True)
class FiledPassage:
    """One visible passage, as the vector store takes it beside its vector: without its words."""

    seq: int
    passage_id: str
    outlet: str | None
    language: str | None
    published: int | None
