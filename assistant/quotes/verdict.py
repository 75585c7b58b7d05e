"""Verdicts: what the record says about words that somebody is said to have said."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.answer import Citation
from index.scope import Scope
from sources.article import Span
from sources.quotations.quotation import MentionKind


class Verdict(StrEnum):
    """What the record says about a quotation."""

    EXACT = "exact"
    UNCONFIRMED = "exact, speaker not named"
    """The words stand in quotation marks, but the record does not say who spoke them."""
    UNQUOTED = "exact, not as a quotation"
    FILLERS = "exact but for fillers"
    """Only fillers, repeats, false starts or slips that the speaker corrected were left out."""
    PARTIAL = "partial"
    ALTERED = "altered"
    SPLICED = "spliced"
    MISATTRIBUTED = "misattributed"
    UNSURE = "speaker unsure"
    """The record seems to give the words to somebody else, but the attribution is not certain."""
    DISPUTED = "disputed in the record"
    """An article that has the words denies or doubts that they were said."""
    PARAPHRASE = "paraphrase"
    TRANSLATED = "translated"
    TOO_SHORT = "too short to judge"
    NOT_IN_RECORD = "not in the record"


class Change(StrEnum):
    """What kind of difference there is between words and the record, the gravest first."""

    NEGATION = "negation"
    NUMBER = "number"
    NAME = "name"
    DATE = "date"
    HEDGE = "hedge"
    TENSE = "tense"
    PRONOUN = "pronoun"
    CHANGED = "changed"
    DROPPED = "dropped"
    ADDED = "added"
    REORDERED = "reordered"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of the alignment of the checked words with the record.

    `claimed` are characters of the checked words, `recorded` those of the record at `span`; either
    may be empty. `change` is None where they say the same. All `claimed` of a check, one after the
    other, are the checked words.
    """

    claimed: str
    recorded: str
    span: Span | None
    change: Change | None = None
    grave: bool = False


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Exact words of the record, and where they stand."""

    span: Span
    words: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """Whom an article gives the words to: the mention and the cue, and the name they stand for.

    `resolved` says that the name is not in the mention ("he", "the minister"). `sure` is False
    where attributions of this kind are often read wrongly (`sources.quotations.grounds`), and None
    in receipts that were made before it was stated.
    """

    name: str | None
    mention: Excerpt
    kind: MentionKind
    resolved: bool
    cue: Excerpt | None
    sure: bool | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where the record has the words, or those that come nearest.

    `quoted` says that they stand between quotation marks there. `before` and `after` are the
    sentences around the one that holds them.
    """

    citation: Citation
    quoted: bool
    attribution: Attribution | None
    before: Excerpt | None
    after: Excerpt | None


class NoteKind(StrEnum):
    """What a note to a verdict is about."""

    CUT = "cut"
    """What was left out may change the meaning."""
    ELLIPSIS = "ellipsis"
    """Words were left out, and the quotation shows it."""
    BRACKETS = "brackets"
    """Words were put in, and the quotation shows it."""
    INSERTED = "inserted"
    """Words in brackets say something that the article does not say."""
    SECOND_HAND = "second-hand"
    """The article only reports that somebody says the words were said."""
    STYLE = "style"
    """The same words in the style of another house: spelling, compounds, numbers."""
    PART = "part"
    """Which of the words the archive has, where it does not have all of them."""
    FILLERS = "fillers"
    """Fillers, repeats or false starts were left out, and the quotation does not show it."""
    SPEAKER = "speaker"
    """Something about who spoke: not named, taken from the text before, not the one claimed."""
    PLACE = "place"
    """Something about where it stands: also elsewhere, also as the outlet's own words."""


@dataclass(frozen=True, slots=True)
class Note:
    """Something that a reader of the verdict must know, in a sentence."""

    kind: NoteKind
    text: str


@dataclass(frozen=True, slots=True)
class Check:
    """A quotation held against the record.

    `places` are where the words stand, or nearly: one, or for spliced words one for each part, in
    the order of the parts. `carriers` are all other articles' places that have the same words, the
    earliest published first, undated ones last. `nearest` holds the passages that come closest
    where no words were found. `scope` tells what was searched. `dispute` is the sentence of the
    first place's article that denies or doubts that the words were said. `speaker_unsure` says why
    it is not certain that the draft means this speaker; "" where it is.
    """

    words: str
    speaker: str | None
    verdict: Verdict
    pieces: tuple[Piece, ...]
    notes: tuple[Note, ...]
    places: tuple[Place, ...]
    carriers: tuple[Place, ...]
    nearest: tuple[Citation, ...]
    scope: Scope
    dispute: Excerpt | None = None
    speaker_unsure: str = ""

    @property
    def differences(self) -> tuple[Piece, ...]:
        """The pieces that differ, those that change the meaning first."""
        order = list(Change)
        differing = [piece for piece in self.pieces if piece.change is not None]
        return tuple(
            sorted(differing, key=lambda p: (not p.grave, order.index(p.change or Change.CHANGED)))
        )

    @property
    def citations(self) -> tuple[Citation, ...]:
        """All citations, in the order in which they are shown."""
        return tuple(place.citation for place in (*self.places, *self.carriers)) + self.nearest

    @property
    def first(self) -> Place | None:
        """The earliest dated place that has these very words; None where none is dated."""
        dated = [p for p in (*self.places, *self.carriers) if p.citation.published is not None]
        whole = dated if len(self.places) == 1 else []
        return min(whole, key=lambda p: str(p.citation.published), default=None)
