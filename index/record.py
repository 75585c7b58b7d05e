"""A passage with what its filters need: what the derived parts are made from."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class PassageRecord:
    """One visible or staged passage, as the word index takes it.

    `reach` is its body with what stands before it and in no passage, and a few words more: word
    sequences are looked for in it, so that none is lost where an article was cut.
    """

    seq: int
    version: int
    headline: str
    heading: str | None
    body: str
    outlet: str | None
    language: str | None
    published: int | None
    reach: str


@dataclass(frozen=True, slots=True)
class FiledPassage:
    """One visible passage, as the vector store takes it beside its vector: without its words."""

    seq: int
    passage_id: str
    outlet: str | None
    language: str | None
    published: int | None
