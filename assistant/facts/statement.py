"""Statements: findings on facts in words, for the page, the terminal and receipts."""

from __future__ import annotations

from collections import Counter

from assistant.facts.finding import FactCheck, FactDifference, FactFinding, FactVerdict
from assistant.wording import count

SIGNS = {
    FactVerdict.CONTRADICTED: "≠",
    FactVerdict.NOT_IN_RECORD: "∅",
    FactVerdict.BORNE_OUT: "✓",
    FactVerdict.NO_CLAIM: "–",
}
_SAID = {
    FactVerdict.CONTRADICTED: "The archive contradicts this.",
    FactVerdict.NOT_IN_RECORD: "No sentence was found that states this.",
    FactVerdict.BORNE_OUT: "The archive states this.",
    FactVerdict.NO_CLAIM: "It states no fact that could be checked.",
}


def fact_statement(finding: FactFinding) -> str:
    """Return what a verdict means, in a sentence."""
    return _SAID[finding.verdict]


def fact_difference(difference: FactDifference) -> str:
    """Return the kind of a difference and both sides of it."""
    has = "the archive corrected it to" if difference.corrected else "the archive has"
    recorded = " ".join(difference.recorded.words.split())
    return f"{difference.kind.value}: “{difference.claimed}” → {has} “{recorded}”"


def fact_tally(facts: FactCheck) -> str:
    """Return how many sentences were compared and the results, most serious first."""
    if not facts.findings:
        return "The draft has no sentence besides its quotations."
    counted = Counter(finding.verdict for finding in facts.findings)
    told = ", ".join(
        f"{counted[verdict]} {verdict.value}" for verdict in FactVerdict if counted[verdict]
    )
    return f"{count(len(facts.findings), 'sentence')} compared with the archive: {told}."
