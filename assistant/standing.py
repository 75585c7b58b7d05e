"""Standings: whether words may be printed as a quotation, whatever the verdict in detail."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum

from assistant.verdict import Check, NoteKind, Verdict


class Standing(StrEnum):
    """What a check means for whoever wants to print the words, the gravest first."""

    DIFFERS = "differs"
    """The record has them otherwise, or gives them to somebody else."""
    ABSENT = "absent"
    """The record does not have them."""
    UNDECIDED = "undecided"
    """Somebody has to look: the record has them, but not plainly as this speaker's words."""
    HOLDS = "holds"
    """The record has them like this."""


_STANDINGS = {
    Verdict.EXACT: Standing.HOLDS,
    Verdict.FILLERS: Standing.HOLDS,
    Verdict.PARTIAL: Standing.HOLDS,
    Verdict.ALTERED: Standing.DIFFERS,
    Verdict.SPLICED: Standing.DIFFERS,
    Verdict.MISATTRIBUTED: Standing.DIFFERS,
    Verdict.PARAPHRASE: Standing.DIFFERS,
    Verdict.UNCONFIRMED: Standing.UNDECIDED,
    Verdict.UNQUOTED: Standing.UNDECIDED,
    Verdict.TRANSLATED: Standing.UNDECIDED,
    Verdict.TOO_SHORT: Standing.UNDECIDED,
    Verdict.NOT_IN_RECORD: Standing.ABSENT,
}


def standing(check: Check) -> Standing:
    """Say how a check turned out; an excerpt whose cut may change the meaning differs."""
    found = _STANDINGS[check.verdict]
    return Standing.DIFFERS if found is Standing.HOLDS and is_cut(check) else found


def is_cut(check: Check) -> bool:
    """Say whether what was left out may change the meaning."""
    return any(note.kind is NoteKind.CUT for note in check.notes)


def gravest(checks: Iterable[Check], *, is_open: bool = False) -> Standing:
    """Return the standing that most needs attention.

    With no checks, or where something could not be checked (`is_open`), somebody has to look.
    """
    found = [standing(check) for check in checks]
    undecided = [Standing.UNDECIDED] if is_open or not found else []
    return min([*found, *undecided], key=list(Standing).index)
