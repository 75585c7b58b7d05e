"""Denials: whether the archive negates what a claim states, or a claim what the archive states."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.facts.contenders import LEAST, within
from assistant.facts.fact_evidence import Source
from assistant.log_odds import log_odds
from assistant.reading.reader import Bearing, Reader
from sources.language.analysis import Analysis, analysed

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


def nearest_clause(claim: Analysis, text: str) -> str:
    """Return the clause of a text with most of a claim's content words."""
    clauses = [c for c in _CLAUSE.split(text) if len(c.split()) >= _LEAST_WORDS] or [text]
    return max(clauses, key=lambda clause: _shared(claim, analysed(clause)))


@dataclass(frozen=True, slots=True)
class Polarity:
    """Whether only one of a claim and a sentence from the archive is negated.

    `whole` compares the sentences, `part` the clauses with most words in common. Both are False if
    only one sentence says "first", which denies that there was an earlier case.
    """

    whole: bool
    part: bool

    @classmethod
    def of(cls, claim: Analysis, record: Analysis) -> Polarity:
        """Compare the negations of a claim and of a sentence from the archive."""
        if bool(_FIRST.search(claim.text)) != bool(_FIRST.search(record.text)):
            return cls(whole=False, part=False)
        if _is_utmost(claim.text, record.text) or _is_utmost(record.text, claim.text):
            return cls(whole=False, part=False)
        clause = nearest_clause(record, claim.text)
        other = nearest_clause(analysed(clause), record.text)
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
    """Return True if one text has only "more" or the like and the other only "less"."""
    ours, theirs = (
        (bool(_MORE.search(text)), bool(_LESS.search(text))) for text in (claim, record)
    )
    return ours != theirs and sum(ours) == sum(theirs) == 1


def _shared(claim: Analysis, clause: Analysis) -> int:
    return sum(clause.holds(word) for word in claim.content)


_VERBS = r"is|are|was|were|has|have|had|will|would|can|could|may|might|should|must|does|do|did"
# Patterns with replacements: negations to remove, most explicit first, then verbs to negate.
_TURNS = tuple(
    (re.compile(rf"\b(?:{denied})\b", re.IGNORECASE), left)
    for denied, left in (
        (rf"({_VERBS}) not", r"\1"),
        (r"cannot|can['’]t", "can"),
        (r"won['’]t", "will"),
        (r"(\w+)n['’]t", r"\1"),
        ("no longer", "still"),
        ("never", "often"),
        ("unable", "able"),
        ("without", "with"),
        ("refuse[sd]", "agreed"),
        ("fail(?:ed|s) to", "managed to"),
        ("declined to", "agreed to"),
        ("nobody", "somebody"),
        ("nothing", "something"),
        ("none|neither", "all"),
        ("no", "some"),
        ("not ?", ""),
        ("still", "no longer"),
        ("already", "not yet"),
    )
)
_AUXILIARY = re.compile(rf"\b(?:{_VERBS})\b", re.IGNORECASE)
_PAST = re.compile(
    r"\b(?:[a-z]+ed|won|lost|beat|rose|fell|said|took|made|came|went|gave|got|found|held|paid|put|"
    r"left|led|kept|told|saw|met|ran|began|became|knew|grew|spent|sold|bought)\b"
)
_PRESENT = re.compile(r"(?<= )[a-z]{3,}s\b")


def turned(claim: str) -> str | None:
    """Return an English sentence negated, or None if no verb was found."""
    for denied, left in _TURNS:
        found, changes = denied.subn(left, claim, count=1)
        if changes:
            return found
    if match := _AUXILIARY.search(claim):
        return f"{claim[: match.end()]} not{claim[match.end() :]}"
    for verb, helper in ((_PAST, "did not "), (_PRESENT, "does not ")):
        if match := verb.search(claim):
            return claim[: match.start()] + helper + claim[match.start() :]
    return None


# Other sentences are compared too if they are at most this much less similar, up to this many.
_AS_NEAR, _MOST = 0.15, 4
_MOST_GAIN = 3.0


class Denials:
    """Compute features that indicate that only a claim or only the archive is negated."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def features(
        self, claim: Analysis, sources: Sequence[Source], bearings: Sequence[Bearing]
    ) -> Mapping[str, float]:
        """Return the regression's features; `bearings` are the reader's output on `sources`."""
        nearest = sources[0]
        polarity = Polarity.of(claim, nearest.told.reading)
        near = [s for s in sources[:_MOST] if s.nearness >= nearest.nearness - _AS_NEAR]
        anywhere = any(Polarity.of(claim, s.told.reading).whole for s in near)
        return {
            "net": self._net(claim.text, nearest, bearings[0]),
            "any differs": float(anywhere),
            "clause differs": float(polarity.part),
            "clause differs, near": polarity.part * (nearest.nearness - 1),
        }

    def _net(self, claim: str, nearest: Source, bearing: Bearing) -> float:
        """Return by how much the archive supports the negated claim rather than the claim."""
        other = turned(claim)
        if other is None:
            return 0.0
        [round_] = self._reader.bears(other, [nearest.text])
        gained = log_odds(round_.borne_out, LEAST) - log_odds(bearing.borne_out, LEAST)
        denied = log_odds(bearing.contradicted, LEAST) - log_odds(round_.contradicted, LEAST)
        return sum(within(each, -_MOST_GAIN, _MOST_GAIN) for each in (gained, denied))
