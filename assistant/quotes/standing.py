"""Standings: whether words may be printed as a quotation."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from assistant.quotes.verdict import Check, NoteKind, Verdict


class Standing(StrEnum):
    """Whether the words may be printed as a quotation, most serious first."""

    DIFFERS = "differs"
    """The archive has different wording or another speaker, or an article disputes the words."""
    UNSURE = "unsure"
    """The archive seems to give them to somebody else, but the attribution is not certain."""
    ABSENT = "absent"
    """The archive does not have them."""
    UNDECIDED = "undecided"
    """A person must decide: the archive has them, but not plainly as this speaker's words."""
    HOLDS = "holds"
    """The archive has them like this."""


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


# Notes of these kinds are reasons not to print the words as they are.
_WARNINGS = frozenset(
    {
        *(NoteKind.CUT, NoteKind.INSERTED, NoteKind.SECOND_HAND),
        *(NoteKind.FILLERS, NoteKind.PART),
    }
)


def standing(check: Check) -> Standing:
    """Return the standing of a check.

    Words differ, whatever the verdict, if a cut or a bracket may change their meaning.
    """
    found = _STANDINGS[check.verdict]
    turned = is_cut(check) or is_padded(check)
    return Standing.DIFFERS if turned and found is not Standing.ABSENT else found


def is_cut(check: Check) -> bool:
    """Return True if the omitted text may change the meaning."""
    return any(note.kind is NoteKind.CUT for note in check.notes)


def is_padded(check: Check) -> bool:
    """Return True if a bracket says something that the archive does not."""
    return any(note.kind is NoteKind.INSERTED for note in check.notes)


def warnings(check: Check) -> tuple[str, ...]:
    """Return the notes that a short listing of a check must include."""
    return tuple(note.text for note in check.notes if note.kind in _WARNINGS)


def gravest(checks: Iterable[Check], *, is_open: bool = False) -> Standing:
    """Return the most serious standing.

    Without checks, or if something could not be checked (`is_open`), a person must decide.
    """
    found = [standing(check) for check in checks]
    undecided = [Standing.UNDECIDED] if is_open or not found else []
    return min([*found, *undecided], key=list(Standing).index)
