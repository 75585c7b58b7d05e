"""Contenders: values from the archive that may replace a claim's values.

A value of a claim is checked with the reader if the closest sentence lacks it, or if the archive
has it only far from the rest of the claim, where a wrong name may have led the search. The value
that the reader finds in its place is a contender.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import chain

from assistant.facts.claim_questions import Answer, Answers, answers
from assistant.facts.conflicting_values import Extent, Value, absent, instead, values
from assistant.facts.fact_evidence import FactSearch, Source
from assistant.ledger.ledger import DoubtKind
from assistant.log_odds import log_odds
from assistant.reading.reader import Reader
from sources.language.analysis import Analysis

# The bonus for sentences that came closest to the claim, and the weight of their own coverage.
_NEAR, _OWN = 0.5, 0.5
_LOWEST, _HIGHEST, _LEAST_AHEAD = -12.0, 8.0, -3.0
_MOST_GAIN = 3.0
_NOWHERE = -1.0
# A value is doubtful if another place covers this much more of the rest of the claim.
_ELSEWHERE = 0.1
LEAST = 1e-4
"""Probabilities closer to 0 or 1 than this carry no further information."""
_PLACE = re.compile(r"\b(?:in|at|near|from|to|outside|across|of)\s+(?:the\s+)?\Z", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Contender:
    """A claim's value, the archive's value in its place, and the features that weigh the two."""

    value: Value
    answer: Answer
    features: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class _Stated:
    """The extents of a claim's values that the archive lacks, by where they were looked for.

    `anywhere` covers the whole articles, `near` the closest sentences, `nearest` the closest one.
    """

    anywhere: frozenset[Extent]
    near: frozenset[Extent]
    nearest: frozenset[Extent]

    @classmethod
    def of(cls, claim: Analysis, close: Sequence[Source]) -> _Stated:
        articles = {source.article.id: source for source in close}
        whole = [told for source in articles.values() for told in source.whole]
        there = (whole, [source.told for source in close], [close[0].told])
        return cls(*(frozenset(v.extent for v in absent(claim, told)) for told in there))


class Contenders:
    """Find the contenders for a claim's values."""

    def __init__(self, search: FactSearch, reader: Reader) -> None:
        self._search = search
        self._reader = reader

    def of(self, claim: Analysis, close: Sequence[Source]) -> list[Contender]:
        """Return the contenders; `close` are the sentences closest to a claim, best first."""
        if not close:
            return []
        lacked = _Stated.of(claim, close)
        found = []
        for value in values(claim):
            there = self._ranked(claim, value, close)
            known = value.extent not in lacked.anywhere
            most = _most(claim, value, there) if known else _NOWHERE
            elsewhere = max(source.nearness for source in there) > most + _ELSEWHERE
            near = value.extent not in lacked.nearest
            if near and not elsewhere and not _is_doubtful(claim, value, close[0]):
                continue
            answered = answers(claim, value, there, self._reader)
            if (rival := answered.rival) is not None:
                features = _features(claim, value, answered, rival)
                features |= {
                    "lacked anywhere": float(not known),
                    "lacked near": float(value.extent in lacked.near),
                    "lacked nearest": float(not near),
                    "covered where stated": most,
                }
                found.append(Contender(value, rival, features))
        return self._weighed(claim, found)

    def _ranked(self, claim: Analysis, value: Value, close: Sequence[Source]) -> list[Source]:
        """Return the articles' sentences, those that cover most of the rest of the claim first."""
        articles = {source.article.id: source.article for source in close}
        own = {source.span for source in close}
        without = value.within(claim.text)
        every = chain.from_iterable(
            self._search.all_of(claim.text, without, article) for article in articles.values()
        )
        return sorted(
            every, key=lambda s: -(s.nearness + _OWN * s.covered + _NEAR * (s.span in own))
        )

    def _weighed(self, claim: Analysis, found: Sequence[Contender]) -> list[Contender]:
        """Add a feature: how much likelier the claim is with the archive's value in it."""
        pairs = [(claim.text, each.answer.source.text) for each in found]
        pairs += [(_replaced(claim.text, each), each.answer.source.text) for each in found]
        bearings = self._reader.bearings(pairs) if found else []
        likely = [log_odds(bearing.borne_out, LEAST) for bearing in bearings]
        before, after = likely[: len(found)], likely[len(found) :]
        return [
            Contender(
                each.value,
                each.answer,
                {**each.features, "gain": within(b - a, -_MOST_GAIN, _MOST_GAIN)},
            )
            for each, a, b in zip(found, before, after, strict=True)
        ]


def _features(claim: Analysis, value: Value, answered: Answers, rival: Answer) -> dict[str, float]:
    score = within(rival.score, _LOWEST, _HIGHEST)
    named = value.kind is DoubtKind.NAME
    own, other = value.within(claim.text), rival.source.text[slice(*rival.extent)]
    placed = [
        bool(_PLACE.search(text[:start]))
        for text, start in ((claim.text, value.extent[0]), (rival.source.text, rival.extent[0]))
    ]
    return {
        "answers": score,
        "ahead": max(score - within(answered.agreeing, _LOWEST, _HIGHEST), _LEAST_AHEAD),
        "name": float(named),
        "date": float(value.kind is DoubtKind.DATE),
        "covered": rival.source.covered,
        "covered around": rival.source.nearness,
        "name in another place": float(named and placed[0] != placed[1]),
        "name of other length": float(named and (" " in own) != (" " in other)),
    }


def _is_doubtful(claim: Analysis, value: Value, nearest: Source) -> bool:
    """Return True if a sentence with a claim's number or date has others of that kind too."""
    if value.kind is DoubtKind.NAME:
        return False
    return next(instead(value, claim, nearest.told), None) is not None


def _most(claim: Analysis, value: Value, there: Sequence[Source]) -> float:
    """Return the share of the rest of a claim covered by the best sentence with its value."""
    nearest = sorted(there, key=lambda source: -source.nearness)
    return next((s.nearness for s in nearest if _has(claim, value, s)), _NOWHERE)


def _has(claim: Analysis, value: Value, source: Source) -> bool:
    """Return True if a sentence from the archive states a value of a claim."""
    return all(each.extent != value.extent for each in absent(claim, [source.told]))


def _replaced(claim: str, contender: Contender) -> str:
    """Return a claim with the archive's value in place of its own."""
    start, end = contender.value.extent
    other = contender.answer.source.text[slice(*contender.answer.extent)]
    return claim[:start] + other + claim[end:]


def within(number: float, least: float, most: float) -> float:
    """Return the number, or the closer of two limits beyond it."""
    return min(max(number, least), most)
