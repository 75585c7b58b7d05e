"""Findings on the facts of a draft, and their wording for readers."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from assistant.answer import Citation
from assistant.ledger.ledger import DoubtKind
from assistant.quotes.verdict import Excerpt
from assistant.wording import count
from index.scope import Scope


class FactVerdict(StrEnum):
    """What the archive says about a sentence, most serious first."""

    CONTRADICTED = "contradicted"
    """The archive has another number, name, date or negation in the same statement."""
    NOT_IN_RECORD = "not in the record"
    """Nothing was found that supports or contradicts the sentence."""
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

    `line` is its line in the draft, from 1. `before` is the sentence before it, which was used in
    the search. `evidence` are the archive's sentences that the verdict is based on, or the closest
    ones if nothing was found. `margin` is the distance from another verdict as a difference of
    probabilities, because results differ slightly between processors. `remark` says what keeps the
    archive from supporting the sentence, if that is known.
    """

    words: str
    line: int
    verdict: FactVerdict
    differences: tuple[FactDifference, ...] = ()
    evidence: tuple[Citation, ...] = ()
    margin: float = 1.0
    before: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class FactCheck:
    """The facts of a draft: a finding for each sentence that is not a quotation, in order.

    `scope` is what was searched for them.
    """

    findings: tuple[FactFinding, ...]
    scope: Scope


SIGNS = {
    FactVerdict.CONTRADICTED: "≠",
    FactVerdict.NOT_IN_RECORD: "∅",
    FactVerdict.BORNE_OUT: "✓",
    FactVerdict.NO_CLAIM: "–",
}
_SAID = {
    FactVerdict.CONTRADICTED: "The archive contradicts this.",
    FactVerdict.NOT_IN_RECORD: "No sentence that states this was found in the archive.",
    FactVerdict.BORNE_OUT: "The archive states this.",
    FactVerdict.NO_CLAIM: "The sentence states no fact that can be checked.",
}


def fact_statement(finding: FactFinding) -> str:
    """Return what a verdict means, in a sentence."""
    return " ".join(filter(None, (_SAID[finding.verdict], finding.remark)))


def fact_difference(difference: FactDifference) -> str:
    """Return the kind of a difference and both sides of it."""
    has = "the archive corrected it to" if difference.corrected else "the archive has"
    recorded = " ".join(difference.recorded.words.split())
    return f"{difference.kind.value}: “{difference.claimed}” → {has} “{recorded}”"


def fact_tally(facts: FactCheck) -> str:
    """Return how many sentences were compared and the results, most serious first."""
    if not facts.findings:
        return "The draft has no sentences other than its quotations."
    counted = Counter(finding.verdict for finding in facts.findings)
    told = ", ".join(
        f"{counted[verdict]} {verdict.value}" for verdict in FactVerdict if counted[verdict]
    )
    return f"{count(len(facts.findings), 'sentence')} compared with the archive: {told}."
