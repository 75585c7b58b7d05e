"""The ledger: for each sentence of a written answer, whether its citations support it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Support(StrEnum):
    """To what extent the citations of a sentence support it."""

    SUPPORTED = "supported"
    PARTLY = "partly supported"
    UNSUPPORTED = "unsupported"
    NO_CLAIM = "not a claim"


class DoubtKind(StrEnum):
    """The kind of detail in a sentence that the citations do not support."""

    NUMBER = "number"
    DATE = "date"
    NAME = "name"
    NEGATION = "negation"
    OPPOSITE = "opposite"
    HEDGE = "hedge"
    WORDS = "words"
    LENGTH = "too long"
    UNCITED = "no citation"
    NOWHERE = "citation of nothing"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A detail that the citations do not support: its kind and the words of the sentence."""

    kind: DoubtKind
    words: str


@dataclass(frozen=True, slots=True)
class Entry:
    """The ledger's verdict on one sentence, with the most serious doubts first."""

    support: Support
    doubts: tuple[Doubt, ...] = ()
