"""Findings on a receipt: where it differs from the archive, the draft or a new check."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FindingKind(StrEnum):
    """The subject of a finding."""

    CHANGED = "changed"
    """The receipt was changed after it was written."""
    UNKNOWN = "unknown"
    """The archive never had the version that the receipt refers to."""
    WORDS = "words"
    """The stored version has other words at that position."""
    DETAILS = "details"
    """The stored version has another headline, outlet, date or address."""
    REMOVED = "removed"
    """The article was removed from the archive."""
    PURGED = "purged"
    """All versions of the article were permanently removed, with the cited words."""
    REPLACED = "replaced"
    """The article has a newer version."""
    VERDICT = "verdict"
    """The same check gives a different verdict today."""
    PLACES = "places"
    """The words are in other places or contexts than the receipt says."""
    NOTES = "notes"
    """The same check gives different notes today."""
    SEARCHED = "searched"
    """The receipt and the archive differ on which articles were searched."""
    NEAREST = "nearest"
    """Other passages are the closest ones today."""
    FACTS = "facts"
    """A fact of the draft gets a different result today."""
    DRAFT = "draft"
    """The receipt is not for this draft, or is wrong about it."""
    SIGNATURE = "signature"
    """The receipt is not signed, or its signature does not match."""


@dataclass(frozen=True, slots=True)
class Finding:
    """A discrepancy in a receipt; `check` counts from 1, and 0 is the file.

    A finding that does not break the receipt leaves the words and the verdict valid.
    """

    kind: FindingKind
    check: int
    text: str
    breaks: bool = True


def short(text: str) -> str:
    """Return words on one line, truncated if there are many."""
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:79]}…"
