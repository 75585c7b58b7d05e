"""Findings on the facts of a draft: what the archive says about a sentence."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.answer import Citation
from assistant.ledger.ledger import DoubtKind
from assistant.quotes.verdict import Excerpt
from index.scope import Scope


class FactVerdict(StrEnum):
    """What the archive says about a sentence, most serious first."""

    CONTRADICTED = "contradicted"
    """The record states something else in the place of a number, a name, a date or a negation."""
    NOT_IN_RECORD = "not in the record"
    """Nothing that was found bears the sentence out, and nothing contradicts it."""
    BORNE_OUT = "borne out"
    NO_CLAIM = "no claim"
    """A question, an opinion without a fact, or a fragment."""


@dataclass(frozen=True, slots=True)
class FactDifference:
    """Words of a sentence, and the words from the archive that contradict them.

    `corrected` is True if the archive itself retracted what the sentence says.
    """

    kind: DoubtKind
    claimed: str
    recorded: Excerpt
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class FactFinding:
    """A sentence of a draft checked against the archive.

    `line` is its line in the draft, from 1. `before` is the sentence before it, which was searched
    with it. `evidence` are the archive's sentences that the verdict rests on, or the closest ones
    if nothing was found. `margin` is the distance from another verdict as a difference of
    probabilities, because results differ slightly between processors.
    """

    words: str
    line: int
    verdict: FactVerdict
    differences: tuple[FactDifference, ...] = ()
    evidence: tuple[Citation, ...] = ()
    margin: float = 1.0
    before: str = ""


@dataclass(frozen=True, slots=True)
class FactCheck:
    """The facts of a draft: a finding for each sentence that is not a quotation, in order.

    `scope` is what was searched for them.
    """

    findings: tuple[FactFinding, ...]
    scope: Scope
