"""Quotations: words that an article attributes, their speaker, and the cue that attributes them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class QuotationKind(StrEnum):
    """The way in which an article presents someone's words."""

    DIRECT = "direct"
    """Whole sentences or clauses between quotation marks."""
    PARTIAL = "partial"
    """Some words between quotation marks inside a sentence of the outlet's own."""
    REPORTED = "reported"
    """What somebody said, in the outlet's own words; it may contain partial quotations."""


class MentionKind(StrEnum):
    """The way in which an article refers to a speaker next to the words."""

    NAMED = "named"
    PRONOUN = "pronoun"
    NOUN_PHRASE = "noun phrase"


@dataclass(frozen=True, slots=True)
class Extent:
    """Characters `start` to `end` of an article's text."""

    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Speaker:
    """A speaker: the mention next to the words, and the person it refers to.

    `name` is the fullest form of the person's name in the article, or None if the article does not
    name them. `resolved` is True if the mention alone ("he", "the minister", a family name with two
    bearers) does not identify the person. It was then resolved to the last matching person before
    it.
    """

    mention: Extent
    kind: MentionKind
    name: str | None
    resolved: bool = False


@dataclass(frozen=True, slots=True)
class Quotation:
    """Characters `start` to `end` of an article's text, without the marks, attributed to a speaker.

    A quotation interrupted by its attribution ("We will," he said, "not accept") becomes two
    quotations with one speaker. One that spans several paragraphs becomes one for each paragraph.
    `cue` is the word that attributes it ("said", "according to"), or None.
    """

    kind: QuotationKind
    start: int
    end: int
    speaker: Speaker | None = None
    cue: Extent | None = None

    def goes_on(self, following: Quotation) -> bool:
        """Return True if another quotation has the same speaker."""
        one, other = self.speaker, following.speaker
        if one is None or other is None:
            return False
        return one.mention == other.mention or (one.name is not None and one.name == other.name)
