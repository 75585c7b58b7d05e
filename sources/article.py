"""Articles as stored in the archive, and pages as read from files."""

from __future__ import annotations

import hashlib
from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import date
from enum import StrEnum
from functools import cached_property
from pathlib import PurePath
from typing import Any

from sources.following.spool import FOLLOWED
from sources.formats.dates import parse_published
from sources.span import Span

BLOCK_SEPARATOR = "\n\n"
UNKNOWN_TIME = "time unknown"
"""The time of a live blog's entry whose page does not state it. Its relative days stay open."""


ADVERTISING = "advertising"
"""The reason to leave out what an advertiser has paid for. It is not the outlet's reporting."""


class BlockKind(StrEnum):
    """The role of a block of text on its page."""

    HEADLINE = "headline"
    SUBHEADLINE = "subheadline"
    HEADING = "heading"
    PARAGRAPH = "paragraph"
    CAPTION = "caption"
    QUOTATION = "quotation"
    SIGNATURE = "signature"


HEADS = frozenset({BlockKind.HEADLINE, BlockKind.SUBHEADLINE, BlockKind.HEADING})
PROSE = frozenset({BlockKind.PARAGRAPH, BlockKind.QUOTATION})
"""The kinds of running text. A QUOTATION is a paragraph that the file sets as a block quotation,
and a SIGNATURE below it names its speaker."""


@dataclass(frozen=True, slots=True)
class Block:
    """A block of an article's text, as character offsets, and its role.

    In a transcript, `words` is the offset of the first spoken word, after the speaker's label. It
    equals `start` if the previous speaker continues, and is None if the block is not speech.
    `clock` lists the offsets at which the recording's time is known, with that time in seconds.
    `dated` is the publication time of a live-blog entry, as the page states it.
    """

    kind: BlockKind
    start: int
    end: int
    words: int | None = None
    clock: tuple[tuple[int, int], ...] = ()
    dated: str = ""

    @classmethod
    def of(cls, parts: Sequence[Any]) -> Block:
        """Return the block with these `parts`, which may have been read from JSON."""
        kind, start, end, *more = parts
        words, clock = more[:2] or (None, ())
        marks = tuple((at, time) for at, time in clock)
        return cls(BlockKind(kind), start, end, words, marks, *more[2:])

    @property
    def parts(self) -> tuple[Any, ...]:
        """The block as plain values."""
        plain = (self.kind.value, self.start, self.end)
        if self.dated:
            return (*plain, self.words, self.clock, self.dated)
        return (*plain, self.words, self.clock) if self.words is not None or self.clock else plain

    @property
    def time(self) -> str:
        """The time in the recording, or of the live-blog entry, or '' if unknown."""
        return clock(self.clock[0][1]) if self.clock else self.dated


def clock(seconds: int) -> str:
    """Format a recording's time in seconds as 00:12:31."""
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}"


@dataclass(frozen=True, slots=True)
class Turn:
    """A paragraph of a transcript.

    `label` is the length of the speaker's label at the start of the text. It is 0 if the previous
    speaker continues, and None if nobody speaks, as in "(Applause)". `clock` lists offsets into the
    text with the recording's time in seconds. `dated` is the publication time if the paragraph
    belongs to a live-blog entry. `kind` is CAPTION for the caption of a picture there.
    """

    text: str
    label: int | None = 0
    clock: tuple[tuple[int, int], ...] = ()
    dated: str = ""
    kind: BlockKind = BlockKind.PARAGRAPH


@dataclass(frozen=True, slots=True)
class Metadata:
    """The known metadata of an article, where None and () mean unknown.

    `unpublished` is the reason the article is not published, such as "draft". `part` describes what
    is missing if the text is incomplete. `gone` is the day on which the article was no longer at
    its address, or its file no longer in a followed folder. With `unpublished`, it is the day on
    which its source no longer published it.
    """

    title: str | None = None
    outlet: str | None = None
    published: date | None = None
    url: str | None = None
    authors: tuple[str, ...] = ()
    language: str | None = None
    unpublished: str | None = None
    part: str | None = None
    gone: str | None = None

    @property
    def marks(self) -> tuple[str, ...]:
        """Warnings to show with the article's text."""
        withdrawn = f"{self.gone}: {self.unpublished}" if self.is_withdrawn else None
        is_advertising = self.unpublished == ADVERTISING and not withdrawn
        marks = (
            ("withdrawn by its source since {}", withdrawn),
            ("{}, not the outlet's reporting", is_advertising and self.unpublished),
            ("not published: {}", None if withdrawn or is_advertising else self.unpublished),
            ("only a part: {}", self.part),
            ("no longer at its source since {}", None if withdrawn else self.gone),
        )
        return tuple(said.format(value) for said, value in marks if value)

    @property
    def is_withdrawn(self) -> bool:
        """Return True if the article was published and its source no longer publishes it."""
        return bool(self.unpublished and self.gone)

    @property
    def is_citable(self) -> bool:
        """Return True if the article is published and its text complete."""
        return not (self.unpublished or self.part)

    def filled_from(self, other: Metadata) -> Metadata:
        """Return this metadata with its unknown fields filled in from the other."""
        unknown = [f.name for f in fields(self) if not getattr(self, f.name)]
        return replace(self, **{name: getattr(other, name) for name in unknown})


# Rules that leave out parts of a mail that its sender did not write.
QUOTED_MAIL, MAIL_SIGNATURE, HIDDEN = "quoted mail", "mail signature", "hidden text"
# The rule that leaves out what the author withdrew.
STRUCK_OUT = "struck-out text"
# The rule that leaves out the margins of printed pages.
RUNNING_HEAD = "running head"
READERS_COMMENTS, OTHER_STORY = "readers' comments", "another story on the page"
TEXT_AROUND = "text around the article"


@dataclass(frozen=True, slots=True)
class Page:
    """One page as read from a file, before cleaning.

    `origin` identifies the source and is stable across runs. It is the absolute path of the file,
    followed by `#record` if the file contains several articles. `text` keeps the source's line
    breaks. For a transcript, `text` is everything before the first speaker and `turns` is the rest.

    `numbers` gives the line or `unit` of the file for each line of the text, then for each turn. It
    is empty if they match the lines of the text. `roles` holds the roles that the file states for
    lines of the text. A list item or a table row is a PARAGRAPH, and never a headline or a heading.
    `form` is the name of the file's format. `share` is
    the fraction of a list of articles that was yielded so far, including this one, if the whole
    list was read before the first; otherwise it is 0. `left_out` lists text of the file that is not
    its author's, or that was left out around a web page's article, with the rule that found it.
    `captured` is when a crawler saved the page, or ''; a file may contain several captures of a
    page, each newer than the one before.
    """

    origin: str
    text: str
    metadata: Metadata = Metadata()
    turns: tuple[Turn, ...] = ()
    numbers: tuple[int, ...] = ()
    roles: Mapping[int, BlockKind] = field(default_factory=dict)
    unit: str = "line"
    form: str = ""
    share: float = 0.0
    left_out: tuple[tuple[str, str], ...] = ()
    captured: str = ""

    @property
    def block_quotes(self) -> frozenset[int]:
        """The lines of the text that are in block quotations."""
        return frozenset(n for n, role in self.roles.items() if role is BlockKind.QUOTATION)


def article_id(origin: str) -> str:
    """Return the identifier of the article from an origin."""
    return hashlib.sha256(origin.encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True)
class Article:
    """One version of one article: immutable, cleaned text with its blocks and metadata."""

    origin: str
    text: str
    blocks: tuple[Block, ...]
    metadata: Metadata

    @classmethod
    def from_blocks(
        cls,
        origin: str,
        blocks: Iterable[tuple[BlockKind, str]],
        metadata: Metadata,
        turns: Iterable[Turn] = (),
    ) -> Article:
        """Build an article from its blocks, followed by the turns of a transcript."""
        texts: list[str] = []
        laid: list[Block] = []
        position = 0
        for kind, text in blocks:
            laid.append(Block(kind, position, position + len(text)))
            texts.append(text)
            position += len(text) + len(BLOCK_SEPARATOR)
        for turn in turns:
            end = position + len(turn.text)
            words = None if turn.label is None else position + turn.label
            clock = tuple((position + at, time) for at, time in turn.clock)
            laid.append(Block(turn.kind, position, end, words, clock, turn.dated))
            texts.append(turn.text)
            position = end + len(BLOCK_SEPARATOR)
        return cls(origin, BLOCK_SEPARATOR.join(texts), tuple(laid), metadata)

    @cached_property
    def id(self) -> str:
        """An identifier of 16 hexadecimal digits, the same for every version from one origin."""
        return article_id(self.origin)

    @cached_property
    def content_hash(self) -> str:
        """The SHA-256 of the cleaned text, which identifies the version that spans point into."""
        return hashlib.sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @property
    def name(self) -> str:
        """The file's name, with the record's name if there is one."""
        return PurePath(self.origin).name

    @cached_property
    def headline(self) -> str:
        """The headline followed by the article's warnings.

        Falls back to the file name, or the address of a followed page, if the page has no headline.
        Everything that displays an article uses this property, so the warnings are never hidden.
        """
        return " ".join((self.unmarked_headline, *(f"[{mark}]" for mark in self.metadata.marks)))

    @property
    def unmarked_headline(self) -> str:
        """The headline without warnings, for a question about the article."""
        blocks = (block for block in self.blocks if block.kind is BlockKind.HEADLINE)
        first = (self.text[block.start : block.end] for block in blocks)
        return self.metadata.title or next(first, self._place)

    @property
    def _place(self) -> str:
        """The file name, or the address of a followed page, whose file has an internal name."""
        is_followed = PurePath(self.origin).parent.name == FOLLOWED
        return (self.metadata.url if is_followed else None) or self.name

    @cached_property
    def is_transcript(self) -> bool:
        """Return True if the article is a verbatim transcript of speech."""
        return any(block.words is not None for block in self.blocks)

    @cached_property
    def _clock(self) -> tuple[tuple[int, int], ...]:
        return tuple(mark for block in self.blocks for mark in block.clock)

    def time_at(self, position: int) -> int | None:
        """Return the last known recording time, in seconds, at a character offset."""
        before = bisect_right(self._clock, position, key=lambda mark: mark[0])
        return self._clock[before - 1][1] if before else None

    @cached_property
    def _starts(self) -> tuple[int, ...]:
        return tuple(block.start for block in self.blocks)

    def _block_at(self, position: int) -> Block | None:
        before = bisect_right(self._starts, position)
        return self.blocks[before - 1] if before else None

    def kind_at(self, position: int) -> BlockKind | None:
        """Return the role of the block at a character offset, or None before the first block."""
        block = self._block_at(position)
        return block.kind if block else None

    def dated_at(self, position: int) -> str:
        """Return the publication time of the live-blog entry at an offset, or ''."""
        block = self._block_at(position)
        return block.dated if block and position < block.end else ""

    def published_at(self, position: int) -> date | None:
        """Return the publication date of the text at a character offset."""
        dated = self.dated_at(position)
        if dated == UNKNOWN_TIME:
            return None
        return parse_published(dated) or self.metadata.published

    def span(self, start: int, end: int) -> Span:
        """Return the span from `start` to `end` in this version.

        Raise ValueError if it is out of range.
        """
        if end > len(self.text):
            raise ValueError(
                f"{self.name} has {len(self.text)} characters, but the span ends at {end}"
            )
        return Span(self.id, self.content_hash, start, end)

    def words(self, span: Span) -> str:
        """Return the exact text of a span.

        Raise ValueError if the span points into another version.
        """
        if (span.article_id, span.content_hash) != (self.id, self.content_hash):
            raise ValueError(f"the span does not belong to this version of {self.name}")
        return self.text[span.start : span.end]
