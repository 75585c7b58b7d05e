"""The ledger: for each sentence of a written answer, whether the words that it cites support it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Support(StrEnum):
    """How far a sentence is borne out by the words that it cites."""

    SUPPORTED = "supported"
    PARTLY = "partly supported"
    UNSUPPORTED = "unsupported"
    NO_CLAIM = "not a claim"


class DoubtKind(StrEnum):
    """What of a sentence its citations do not bear out."""

    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    NEGATION = "negation"
    OPPOSITE = "opposite"
    HEDGE = "hedge"
    WORDS = "words"
    ENTAILMENT = "entailment"
    LENGTH = "too long"
    UNCITED = "no citation"
    NOWHERE = "citation of nothing"


@dataclass(frozen=True, slots=True)
class Doubt:
    """One thing that the citations do not bear out: its kind, and the sentence's own words."""

    kind: DoubtKind
    words: str


@dataclass(frozen=True, slots=True)
class Entry:
    """What the ledger says of one sentence; the gravest doubts come first."""

    support: Support
    doubts: tuple[Doubt, ...] = ()
