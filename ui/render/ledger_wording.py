"""The wording of the ledger, which checks whether citations support a chat model's sentences.

Each verdict has a sign and a word, so that it can be read without colours.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from assistant.answer import Answer, Claim
from assistant.ledger.ledger import DoubtKind, Support
from assistant.ledger.support import LONGEST
from assistant.wording import count

UNJUDGED = "… being checked"
QUOTED = "“” quoted from the archive"
SIGNS = {
    Support.SUPPORTED: "✓",
    Support.PARTLY: "◐",
    Support.UNSUPPORTED: "✗",
    Support.NO_CLAIM: "–",
}
# For each kind of doubt, the wording for one and for several. The words are filled in, in quotes.
_TOLD = {
    DoubtKind.NUMBER: (
        "the cited words do not give the number {}",
        "the cited words do not give the numbers {}",
    ),
    DoubtKind.DATE: (
        "the cited words do not give the date {}",
        "the cited words do not give the dates {}",
    ),
    DoubtKind.NAME: ("the cited words do not have the name {} in this form",) * 2,
    DoubtKind.NEGATION: ("a negation differs between the answer and its source: {}",) * 2,
    DoubtKind.OPPOSITE: ("the source says the opposite (answer / source): {}",) * 2,
    DoubtKind.HEDGE: ("the cited words are less certain than the answer: {}",) * 2,
    DoubtKind.WORDS: ("not in the cited words: {}",) * 2,
    DoubtKind.LENGTH: (f"the sentence has {{}} characters, and only {LONGEST:,} can be checked",)
    * 2,
    DoubtKind.UNCITED: ("the sentence has no citation",) * 2,
    DoubtKind.NOWHERE: (
        "there is no source for the citation {}",
        "there are no sources for the citations {}",
    ),
}


def verdict(claim: Claim) -> str:
    """Return the ledger's verdict on a sentence as a sign and a word: ✓ supported."""
    if claim.entry is None:
        return QUOTED if claim.quoted else UNJUDGED
    support = claim.entry.support
    return f"{SIGNS[support]} {support.value}"


def doubts(claim: Claim) -> str:
    """Return a sentence on what the citations do not support, or '' if they support it all."""
    by_kind: dict[DoubtKind, list[str]] = {}
    for doubt in claim.entry.doubts if claim.entry else ():
        by_kind.setdefault(doubt.kind, []).append(" ".join(doubt.words.split()))
    told = [said for kind, words in by_kind.items() if (said := _told(kind, words, by_kind))]
    if not told:
        return ""
    said = "; ".join(told)
    return f"{said[0].upper()}{said[1:]}."


def _told(kind: DoubtKind, words: Sequence[str], all_words: Mapping[DoubtKind, list[str]]) -> str:
    if kind is DoubtKind.WORDS:
        others = {word for other in all_words if other is not kind for word in all_words[other]}
        words = [w for text in words for w in text.split(", ") if w not in others]
    if not words:
        return ""
    if kind in (DoubtKind.NOWHERE, DoubtKind.LENGTH):
        shown = ", ".join(words)
    else:
        shown = ", ".join(f"“{word}”" for word in words)
    one, several = _TOLD[kind]
    return (one if len(words) == 1 else several).format(shown)


def tally(claims: Sequence[Claim]) -> str:
    """Return the counts of the verdicts: "2 sentences: 1 supported, 1 unsupported"."""
    found = Counter(claim.entry.support for claim in claims if claim.entry)
    parts = [f"{found[support]} {support.value}" for support in Support if found[support]]
    quoted = sum(claim.quoted for claim in claims)
    parts += [f"{quoted} quoted"] if quoted else []
    return f"{count(len(claims), 'sentence')}: {', '.join(parts)}"


def heading(answer: Answer) -> str:
    """Return who wrote an answer and how it was checked, or '' for quotations."""
    if not answer.writer or not answer.found:
        return ""
    return f"Written by {answer.writer}; every sentence is checked against the words it cites."
