"""Polarity of facts: whether only one of a claim and a sentence from the archive is negated.

Both may say the same in different words, so negations are counted, not compared: "received no
subsidy" and "public money had not helped" are both negated.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.ledger.doubts.reading import Reading

_DENIES = re.compile(
    r"\b(?:not|no|never|none|nobody|nothing|nowhere|neither|nor|without|cannot|hardly|scarcely|"
    r"barely|yet to|unable|refus(?:e|es|ed|ing)|declin(?:e|es|ed|ing) to|den(?:y|ies|ied|ying)|"
    r"fail(?:s|ed|ing)?|reject(?:s|ed|ing)?|dismiss(?:es|ed)?|ruled? out|miss(?:es|ed)|"
    r"lack(?:s|ed|ing)?|avoid(?:s|ed)?|kept silent|free of|spared|uncrewed|undisclosed|"
    r"ban(?:s|ned)?|block(?:s|ed)?|shut out|wrong(?:ly)?|incorrect(?:ly)?|last resort|"
    r"prevent(?:s|ing)?|(?<!been )prevented|bar(?:s|red)|halt(?:s|ed)?|suspend(?:s|ed)?|"
    r"forbid(?:s|den)?)\b"
    r"|\w+n['’]t\b|않|못|없|아니|안 ",
    re.IGNORECASE,
)
# "Not only", "no doubt" and "no more than" are not negations. "No. 110" is a number.
_HARMLESS = re.compile(
    r"\b(?:not (?:\w+ )?(?:only|just)|no doubt|no (?:more|less|fewer) than)\b|"
    r"\bno\. ?\d|\bnon-\w+|\bwhether or not\b",
    re.IGNORECASE,
)
_FIRST = re.compile(r"\bfirst\b|\bnever before\b", re.IGNORECASE)
_MORE, _LESS = (
    re.compile(rf"\b(?:{words})\b", re.IGNORECASE)
    for words in ("more than|over|at least", "less than|fewer than|under|at most")
)
# "Never been longer" means the longest ever.
_COMPARED = re.compile(
    r"\b(?:never|no|none|nowhere|nothing|nobody)\b.{0,40}?\b(?:\w+er|more|less)\b", re.I
)
_UTMOST = re.compile(r"\b(?:\w{2,}est|most|least|record)\b", re.IGNORECASE)
# Words that affirm something that might have been false.
_AFFIRMS = re.compile(r"\b(?:already|still|able to|several|some|often|long had|named one)\b", re.I)
_CLAUSE = re.compile(
    r"[,;:—–“”\"()]|\b(?:but|although|though|while|and|which|who|because|after|before)\b",
    re.IGNORECASE,
)
_LEAST_WORDS = 3


def denials(text: str) -> int:
    """Return the number of negations in a text."""
    return len(_DENIES.findall(_HARMLESS.sub(" ", text)))


def nearest_clause(claim: Reading, text: str) -> str:
    """Return the clause of a text with most of a claim's content words."""
    clauses = [c for c in _CLAUSE.split(text) if len(c.split()) >= _LEAST_WORDS] or [text]
    return max(clauses, key=lambda clause: _shared(claim, Reading.of(clause)))


@dataclass(frozen=True, slots=True)
class Polarity:
    """Whether only one of a claim and a sentence from the archive is negated.

    `whole` compares the sentences, `part` the clauses with most words in common. A claim that
    something is the first of its kind denies an earlier one, so "first" settles nothing.
    """

    whole: bool
    part: bool

    @classmethod
    def of(cls, claim: Reading, record: Reading) -> Polarity:
        """Compare a claim with a sentence."""
        if bool(_FIRST.search(claim.text)) != bool(_FIRST.search(record.text)):
            return cls(whole=False, part=False)
        if _is_utmost(claim.text, record.text) or _is_utmost(record.text, claim.text):
            return cls(whole=False, part=False)
        clause = nearest_clause(record, claim.text)
        other = nearest_clause(Reading.of(clause), record.text)
        if _is_other_way(claim.text, record.text):
            return cls(whole=True, part=True)
        return cls(
            bool(denials(claim.text)) != bool(denials(record.text)),
            bool(denials(clause)) != bool(denials(other)) or bool(_AFFIRMS.search(claim.text)),
        )


def _is_utmost(one: str, other: str) -> bool:
    """Return True if one text says "never more" and the other uses a superlative."""
    return bool(_COMPARED.search(one) and _UTMOST.search(other))


def _is_other_way(claim: str, record: str) -> bool:
    """Return True if one has only "more" where the other has only "less"."""
    ours, theirs = (
        (bool(_MORE.search(text)), bool(_LESS.search(text))) for text in (claim, record)
    )
    return ours != theirs and sum(ours) == sum(theirs) == 1


def _shared(claim: Reading, clause: Reading) -> int:
    return sum(clause.holds(word) for word in claim.content)
