"""Findings on a receipt: what is no longer, or never was, as it says."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class FindingKind(StrEnum):
    """The subject of a finding."""

    CHANGED = "changed"
    """The receipt is not as it was written."""
    UNKNOWN = "unknown"
    """The archive never held what it points at."""
    WORDS = "words"
    """The stored version has other words there."""
    DETAILS = "details"
    """The stored version has another headline, outlet or date."""
    REMOVED = "removed"
    """The article was taken out of the archive."""
    PURGED = "purged"
    """The archive removed the article for good, with the words that were cited."""
    REPLACED = "replaced"
    """The article has a newer version."""
    VERDICT = "verdict"
    """The same check turns out otherwise today."""
    PLACES = "places"
    """The words stand elsewhere, or otherwise, than it says."""
    NOTES = "notes"
    """The same check comes with other notes today."""
    SEARCHED = "searched"
    """What was searched is not what the archive holds."""
    NEAREST = "nearest"
    """Other passages come nearest today."""
    FACTS = "facts"
    """A fact of the draft turns out otherwise today."""
    DRAFT = "draft"
    """It is not of this draft, or says of it what is not so."""
    SIGNATURE = "signature"
    """It is not signed, or the signature does not fit."""


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
