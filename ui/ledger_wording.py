"""Ledger wording: what the ledger says of a sentence, as a reader is told of it.

Each verdict is a sign and a word, so that it can be read without colours.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from assistant.answer import Answer, Claim
from assistant.ledger import Doubt, DoubtKind, Support
from assistant.wording import count

UNJUDGED = "… being checked"
SIGNS = {
    Support.SUPPORTED: "✓",
    Support.PARTLY: "◐",
    Support.UNSUPPORTED: "✗",
    Support.NO_CLAIM: "–",
}
_TOLD = {
    DoubtKind.NUMBER: "the cited words do not give the number “{}”",
    DoubtKind.DATE: "the cited words do not give the date “{}”",
    DoubtKind.NAME: "the cited words do not have “{}” like this",
    DoubtKind.NEGATION: "“{}” is denied on one side only",
    DoubtKind.HEDGE: "the cited words say it with a reservation: “{}”",
    DoubtKind.WORDS: "the cited words do not have: {}",
    DoubtKind.ENTAILMENT: "it does not follow from the cited words",
    DoubtKind.UNCITED: "it cites nothing",
    DoubtKind.NOWHERE: "the citation {} points at nothing",
}


def verdict(claim: Claim) -> str:
    """Return the sign and the word for what the ledger says of a written sentence."""
    if claim.entry is None:
        return UNJUDGED
    support = claim.entry.support
    return f"{SIGNS[support]} {support.value}"


def doubts(claim: Claim) -> str:
    """Say in one sentence what the citations do not bear out; '' where there is nothing."""
    told = [_told(doubt) for doubt in claim.entry.doubts] if claim.entry else []
    if not told:
        return ""
    said = "; ".join(told)
    return f"{said[0].upper()}{said[1:]}."


def _told(doubt: Doubt) -> str:
    return _TOLD[doubt.kind].format(" ".join(doubt.words.split()))


def tally(claims: Sequence[Claim]) -> str:
    """Count the verdicts on an answer: "2 sentences: 1 supported, 1 unsupported"."""
    found = Counter(claim.entry.support for claim in claims if claim.entry)
    parts = [f"{found[support]} {support.value}" for support in Support if found[support]]
    return f"{count(len(claims), 'sentence')}: {', '.join(parts)}"


def heading(answer: Answer) -> str:
    """Say who wrote an answer and what was done with it; '' for quotations."""
    if not answer.writer or not answer.found:
        return ""
    return f"Written by {answer.writer}; every sentence is checked against the words that it cites."
