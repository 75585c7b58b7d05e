"""Articles as they are stored, and the spans that everything else points with."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import PurePath

BLOCK_SEPARATOR = "\n\n"


class BlockKind(StrEnum):
    """The role that a stretch of text plays on its page."""

    HEADLINE = "headline"
    SUBHEADLINE = "subheadline"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of an article's text, by character offsets, and its role."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Span:
    """Exact words: characters `start` to `end` of one version of one article."""

    article_id: str
    content_hash: str
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"a span runs forwards from 0, got {self.start} to {self.end}")

    def contains(self, other: Span) -> bool:
        """Say whether the other span lies inside this one, in the same version."""
        return (
            self.content_hash == other.content_hash
            and self.article_id == other.article_id
            and self.start <= other.start
            and other.end <= self.end
        )


@dataclass(frozen=True, slots=True)
class Metadata:
    """What is known about an article besides its words; None and () mean unknown."""

    title: str | None = None
    outlet: str | None = None
    published: date | None = None
    url: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None

    def filled_from(self, other: Metadata) -> Metadata:
        """Return this metadata with its unknown fields taken from the other."""
        unknown = [f.name for f in fields(self) if not getattr(self, f.name)]
        return replace(self, **{name: getattr(other, name) for name in unknown})


@dataclass(frozen=True, slots=True)
class Page:
    """One page as it was read from a file, before cleaning.

    `origin` names where it came from and is stable from run to run: the absolute path of the
    file, followed by `#record` where one file holds several articles.
    `text` keeps the line breaks of the source.
    """

    origin: str
    text: str
    metadata: Metadata = Metadata()


@dataclass(frozen=True)
class Article:
    """One version of one article: immutable, cleaned text with its blocks and metadata."""

    origin: str
    text: str
    blocks: tuple[Block, ...]
    metadata: Metadata

    @classmethod
    def from_blocks(
        cls, origin: str, blocks: Iterable[tuple[BlockKind, str]], metadata: Metadata
    ) -> Article:
        """Lay the blocks out one after the other and record where each one lies."""
        texts: list[str] = []
        laid: list[Block] = []
        position = 0
        for kind, text in blocks:
            laid.append(Block(kind, position, position + len(text)))
            texts.append(text)
            position += len(text) + len(BLOCK_SEPARATOR)
        return cls(origin, BLOCK_SEPARATOR.join(texts), tuple(laid), metadata)

    @cached_property
    def id(self) -> str:
        """A name of 16 hexadecimal digits that is the same for every version from one origin."""
        return hashlib.sha256(self.origin.encode("utf-8", "surrogatepass")).hexdigest()[:16]

    @cached_property
    def content_hash(self) -> str:
        """The SHA-256 of the cleaned text: the version that spans point into."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def name(self) -> str:
        """The name of the file it came from, with the record's name where there is one."""
        return PurePath(self.origin).name

    @cached_property
    def headline(self) -> str:
        """The headline, or the file's name where the page has none."""
        if self.metadata.title:
            return self.metadata.title
        for block in self.blocks:
            if block.kind is BlockKind.HEADLINE:
                return self.text[block.start : block.end]
        return self.name

    def span(self, start: int, end: int) -> Span:
        """Point at characters `start` to `end` of this version; ValueError when out of range."""
        if end > len(self.text):
            raise ValueError(f"{self.name} has {len(self.text)} characters, asked for {end}")
        return Span(self.id, self.content_hash, start, end)

    def words(self, span: Span) -> str:
        """Return the exact words of a span; ValueError when it points into another version."""
        if (span.article_id, span.content_hash) != (self.id, self.content_hash):
            raise ValueError(f"the span belongs to another version than this one of {self.name}")
        return self.text[span.start : span.end]
