"""Quotations: words that an article gives as somebody's, who that is, and where it says so."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class QuotationKind(StrEnum):
    """How an article gives somebody's words."""

    DIRECT = "direct"
    """Whole sentences or clauses between quotation marks."""
    PARTIAL = "partial"
    """Some words between quotation marks inside a sentence of the outlet's own."""
    REPORTED = "reported"
    """What somebody said in the outlet's words; partial quotations may lie inside of it."""


class MentionKind(StrEnum):
    """How an article names a speaker beside the words."""

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
    """Who is said to have spoken: the mention beside the words, and the person it stands for.

    `name` is the fullest name that the article gives the person; None where it names nobody.
    `resolved` says that the mention itself ("he", "the minister", a family name that two bear) does
    not tell the person: it was taken to be the last one before it who fits.
    """

    mention: Extent
    kind: MentionKind
    name: str | None
    resolved: bool = False


@dataclass(frozen=True, slots=True)
class Quotation:
    """Characters `start` to `end` of an article's text, without the marks, as somebody's words.

    A quotation that its attribution interrupts ("We will," he said, "not accept") is two of these
    with one speaker. One that runs over several paragraphs is one for each paragraph.
    `cue` is the word that ascribes it ("said", "according to"), None where there is none.
    """

    kind: QuotationKind
    start: int
    end: int
    speaker: Speaker | None = None
    cue: Extent | None = None

    def goes_on(self, following: Quotation) -> bool:
        """Return True if another quotation is given to the same speaker."""
        one, other = self.speaker, following.speaker
        if one is None or other is None:
            return False
        return one.mention == other.mention or (one.name is not None and one.name == other.name)
