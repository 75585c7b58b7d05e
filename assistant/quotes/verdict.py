"""Verdicts: the result of checking a quotation against the archive."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from assistant.answer import Citation
from index.scope import Scope
from sources.quotations.quotation import MentionKind
from sources.span import Span


class Verdict(StrEnum):
    """The result of checking a quotation."""

    EXACT = "exact"
    UNCONFIRMED = "exact, speaker not named"
    """The words are in quotation marks, but the archive does not say who spoke them."""
    UNQUOTED = "exact, not as a quotation"
    FILLERS = "exact but for fillers"
    """Only fillers, repeats, false starts or slips that the speaker corrected were left out."""
    PARTIAL = "partial"
    ALTERED = "altered"
    SPLICED = "spliced"
    MISATTRIBUTED = "misattributed"
    UNSURE = "speaker unsure"
    """The archive seems to attribute the words to someone else, but this is uncertain."""
    DISPUTED = "disputed in the record"
    """An article that has the words denies or doubts that they were said."""
    PARAPHRASE = "paraphrase"
    TRANSLATED = "translated"
    TOO_SHORT = "too short to judge"
    NOT_IN_RECORD = "not in the record"


class Change(StrEnum):
    """The kinds of difference between the claimed and the recorded words, most serious first."""

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
    """A segment of the alignment between the checked words and the archive.

    `claimed` is text from the checked words and `recorded` is text from the archive at `span`.
    Either may be empty. `change` is None if both say the same. The `claimed` parts of all pieces,
    joined, are the checked words.
    """

    claimed: str
    recorded: str
    span: Span | None
    change: Change | None = None
    grave: bool = False


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Exact words from the archive, with their position."""

    span: Span
    words: str


@dataclass(frozen=True, slots=True)
class Attribution:
    """The speaker that an article gives for the words: the mention, the cue and the resolved name.

    `resolved` is True if the name is not in the mention ("he", "the minister"). `sure` is False for
    kinds of attribution that are often misread (`sources.quotations.grounds`), and None in receipts
    made before the field existed.
    """

    name: str | None
    mention: Excerpt
    kind: MentionKind
    resolved: bool
    cue: Excerpt | None
    sure: bool | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the archive that has the words, or the closest ones.

    `quoted` is True if the words are in quotation marks there. `before` and `after` are the
    sentences around the sentence that contains the words.
    """

    citation: Citation
    quoted: bool
    attribution: Attribution | None
    before: Excerpt | None
    after: Excerpt | None


class NoteKind(StrEnum):
    """The subject of a note on a verdict."""

    CUT = "cut"
    """What was left out may change the meaning."""
    ELLIPSIS = "ellipsis"
    """Words were left out, and the quotation shows it."""
    BRACKETS = "brackets"
    """Words were inserted, and the quotation shows it."""
    INSERTED = "inserted"
    """Words in brackets say something that the article does not support."""
    SECOND_HAND = "second-hand"
    """The article only reports that someone says the words were said."""
    WITHHELD = "withheld"
    """The only source is unpublished, withdrawn, or only a part of an article."""
    STYLE = "style"
    """The words differ only in house style: spelling, compounds, numbers."""
    PART = "part"
    """The archive has only some of the words; the note says which."""
    FILLERS = "fillers"
    """Fillers, repeats or false starts were left out, and the quotation does not show it."""
    SPEAKER = "speaker"
    """About the speaker: not named, inferred from earlier text, or not the claimed one."""
    PLACE = "place"
    """About the places of the words, such as whether they are in quotation marks there."""


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence that a reader needs in order to understand the verdict."""

    kind: NoteKind
    text: str


@dataclass(frozen=True, slots=True)
class Check:
    """A quotation checked against the archive.

    `places` are where the archive has the words or the closest match: one place, or one for each
    part of a splice, in order. `carriers` are the places in all other articles with the same words,
    earliest publication first and undated ones last. `nearest` are the closest passages if the
    words were not found. `scope` describes what was searched. `dispute` is the sentence in the
    first place's article that denies or doubts that the words were said. `speaker_unsure` is the
    reason why the draft may not mean this speaker, or "" if it is certain.
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
        """All citations, in display order."""
        return tuple(place.citation for place in (*self.places, *self.carriers)) + self.nearest

    @property
    def first(self) -> Place | None:
        """The earliest dated place with exactly these words; None if none is dated."""
        dated = [p for p in (*self.places, *self.carriers) if p.citation.published is not None]
        whole = dated if len(self.places) == 1 else []
        return min(whole, key=lambda p: str(p.citation.published), default=None)


class Standing(StrEnum):
    """Whether the words may be printed as a quotation, most serious first."""

    DIFFERS = "differs"
    """The archive has different wording or another speaker, or an article disputes the words."""
    UNSURE = "unsure"
    """The archive seems to attribute the words to someone else, but this is uncertain."""
    ABSENT = "absent"
    """The archive does not have the words."""
    UNDECIDED = "undecided"
    """A person must decide: the words are not clearly this speaker's, or not clearly published."""
    HOLDS = "holds"
    """The archive has the words as quoted."""


_STANDINGS = {
    Verdict.EXACT: Standing.HOLDS,
    Verdict.FILLERS: Standing.HOLDS,
    Verdict.PARTIAL: Standing.HOLDS,
    Verdict.ALTERED: Standing.DIFFERS,
    Verdict.SPLICED: Standing.DIFFERS,
    Verdict.MISATTRIBUTED: Standing.DIFFERS,
    Verdict.UNSURE: Standing.UNSURE,
    Verdict.DISPUTED: Standing.DIFFERS,
    Verdict.PARAPHRASE: Standing.DIFFERS,
    Verdict.UNCONFIRMED: Standing.UNDECIDED,
    Verdict.UNQUOTED: Standing.UNDECIDED,
    Verdict.TRANSLATED: Standing.UNDECIDED,
    Verdict.TOO_SHORT: Standing.UNDECIDED,
    Verdict.NOT_IN_RECORD: Standing.ABSENT,
}

PRINTABLE = frozenset(v for v, standing in _STANDINGS.items() if standing is Standing.HOLDS)
"""The verdicts with which the words may be printed as a quotation."""

# Notes of these kinds are reasons not to print the words as they are.
_WARNINGS = frozenset(
    {
        *(NoteKind.CUT, NoteKind.INSERTED, NoteKind.SECOND_HAND),
        *(NoteKind.FILLERS, NoteKind.PART, NoteKind.WITHHELD),
    }
)


def standing(check: Check) -> Standing:
    """Return whether the words of a check may be printed as a quotation.

    Words differ, whatever the verdict, if a cut or a bracket may change their meaning. If their
    only source is not a published and complete article, a person must decide.
    """
    found = _STANDINGS[check.verdict]
    turned = is_cut(check) or is_padded(check)
    if turned and found is not Standing.ABSENT:
        return Standing.DIFFERS
    return Standing.UNDECIDED if found is Standing.HOLDS and is_withheld(check) else found


def is_cut(check: Check) -> bool:
    """Return True if the omitted text may change the meaning."""
    return any(note.kind is NoteKind.CUT for note in check.notes)


def is_padded(check: Check) -> bool:
    """Return True if a bracket says something that the archive does not."""
    return any(note.kind is NoteKind.INSERTED for note in check.notes)


def is_withheld(check: Check) -> bool:
    """Return True if the only source is unpublished, withdrawn, or only a part of an article."""
    return any(note.kind is NoteKind.WITHHELD for note in check.notes)


def warnings(check: Check) -> tuple[str, ...]:
    """Return the notes that even a short summary of a check must include."""
    return tuple(note.text for note in check.notes if note.kind in _WARNINGS)


def gravest(checks: Iterable[Check], *, is_open: bool = False) -> Standing:
    """Return the most serious standing of several checks.

    Without checks, or if something could not be checked (`is_open`), a person must decide.
    """
    found = [standing(check) for check in checks]
    undecided = [Standing.UNDECIDED] if is_open or not found else []
    return min([*found, *undecided], key=list(Standing).index)
