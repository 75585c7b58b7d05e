"""Findings on the facts of a draft: what the record says to one of its sentences."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from assistant.answer import Citation
from assistant.ledger.ledger import DoubtKind
from assistant.quotes.verdict import Excerpt
from index.scope import Scope


class FactVerdict(StrEnum):
    """What the record says to a sentence, most serious first."""

    CONTRADICTED = "contradicted"
    """The record states something else in the place of a number, a name, a date or a negation."""
    NOT_IN_RECORD = "not in the record"
    """Nothing that was found bears the sentence out, and nothing contradicts it."""
    BORNE_OUT = "borne out"
    NO_CLAIM = "no claim"
    """A question, an opinion without a fact, or a fragment."""


@dataclass(frozen=True, slots=True)
class FactDifference:
    """Words of a sentence, and the words of the record that contradict them.

    `corrected` is True if the record itself took back what the sentence says.
    """

    kind: DoubtKind
    claimed: str
    recorded: Excerpt
    corrected: bool = False


@dataclass(frozen=True, slots=True)
class FactFinding:
    """A sentence of a draft set against the record.

    `line` is its line in the draft, from 1, and `before` the sentence before it, which was searched
    with it. `evidence` are the sentences of the record that the verdict rests on or, where nothing
    was found, those that came closest. `margin` is how far the verdict is from another one, as a
    difference of probabilities: another processor computes a little differently.
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
    """The facts of a draft: a finding for each sentence that is no quotation, in order.

    `scope` is what was searched for them.
    """

    findings: tuple[FactFinding, ...]
    scope: Scope
