"""Comparison of facts: find where the archive contradicts a sentence of a draft."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, partial
from math import tanh
from pathlib import Path

from assistant.facts.amount_spelling import is_same_amount
from assistant.facts.conflicting_values import Extent, Value, absent, instead
from assistant.facts.contenders import Contenders
from assistant.facts.corrections import corrected
from assistant.facts.denials import Denials
from assistant.facts.fact_evidence import FactSearch, Source
from assistant.facts.home_currency import home_currency
from assistant.ledger.doubts.relations import swapped
from assistant.ledger.ledger import DoubtKind
from assistant.reading.reader import Bearing, Reader
from sources.language.analysis import Analysis, analysed
from sources.language.currencies import is_borne_out_by
from sources.language.quantities import Figure
from sources.language.scripts import holds_hangul

SHIPPED = Path(__file__).with_name("weights.json")


@dataclass(frozen=True)
class Likelihood:
    """The feature weights and the intercept of a logistic regression."""

    weights: Mapping[str, float]
    constant: float

    def of(self, features: Mapping[str, float]) -> float:
        """Return the probability, 0 to 1, that the regression gives to features."""
        log_odds = self.constant + sum(
            weight * features[name] for name, weight in self.weights.items()
        )
        return 0.5 * (1 + tanh(log_odds / 2))


@cache
def shipped_likelihoods() -> Mapping[str, Likelihood]:
    """Return the shipped regressions, one for "values" and one for "denials"."""
    kept = json.loads(SHIPPED.read_text(encoding="utf-8"))
    return {name: Likelihood(each["weights"], each["constant"]) for name, each in kept.items()}


_RELATIVE = (
    "brother|sister|son|daughter|wife|husband|widow|widower|father|mother|cousin|uncle|aunt|nephew|"
    "niece|grandson|granddaughter|grandfather|grandmother|lawyer|attorney|spokesman|spokeswoman|"
    "spokesperson|aide|assistant|deputy|agent|coach|predecessor|successor"
)
# "Erik Lund's brother", "Lund's younger brother", "a spokesman for Erik Lund".
_OF_NAME = re.compile(
    rf"\b(?P<owner>[A-Z][\w-]+)['’]s? (?:\w+ ){{0,2}}?(?P<his>{_RELATIVE})\b|"
    rf"\b(?P<their>{_RELATIVE}) (?:of|for|to) (?:[A-Z][\w-]+ )*(?P<name>[A-Z][\w-]+)"
)
_ANY = re.compile(rf"\b(?:{_RELATIVE})\b", re.IGNORECASE)


def roles_differ(claim: Analysis, nearest: Analysis, article: Sequence[Analysis]) -> bool:
    """Return True if a claim attributes something to a different person than the archive.

    "Lund resigned" for "Lund's brother resigned", the reverse, or "A beat B" for "B beat A".
    """
    there = {word for reading in article for word in reading.folded}
    if any(word.lower() not in there for word in _ANY.findall(claim.text)):
        return True
    for match in _OF_NAME.finditer(nearest.text):
        person = (match["owner"] or match["name"]).lower()
        relative = match["his"] or match["their"]
        if person in claim.unowned and relative not in claim.folded:
            return True
    return any(swapped(claim, [nearest]))


def _lacked(claim: Analysis, source: Source) -> list[Value]:
    """Return the values of a claim that an article lacks, or states in an unclear currency."""
    home = home_currency(source.article.metadata)
    return absent(claim, source.whole, partial(is_borne_out_by, home=home))


# Sentences at most this much less similar than the closest one may be from the restated article.
_CLOSE = 0.25
# Sentences that are less similar are about something else. The limit is lower in an article that
# the sentences beside the claim restate too.
_LEAST_NEAR, _LEAST_NEAR_ALONE = 0.6, 0.9
# The likelihoods from which the archive contradicts a value, or denies a claim.
_LIKELY, _DENIED = 0.5, 0.5
# The share of a Korean claim that a sentence must cover. The reader does not support Korean.
_COVERED = 0.25


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Characters of a claim, and the archive's characters that contradict them.

    `margin` is how far above the threshold the likelihood is, 0 to 1.
    """

    kind: DoubtKind
    claimed: Extent
    source: Source
    recorded: Extent
    corrected: bool = False
    margin: float = 1.0


class FactComparison:
    """Find contradictions between a claim and the archive."""

    def __init__(self, search: FactSearch, reader: Reader) -> None:
        self._search = search
        self._contenders = Contenders(search, reader)
        self._denials = Denials(reader)

    def contradiction(
        self, claim: str, sources: Sequence[Source], bearings: Sequence[Bearing]
    ) -> Contradiction | None:
        """Return what contradicts a claim; `sources` are the closest sentences, best first.

        Return None if nothing does. `bearings` are the reader's judgements of the sources, empty if
        it cannot read the claim.
        """
        taken = analysed(claim)
        if (close := close_to(sources)) is None:
            return None
        if (found := self._corrected(taken, close)) is not None:
            return found
        if not bearings:
            return self._plain(taken, close)
        return self._contended(taken, close) or self._denied(taken, sources, bearings)

    @staticmethod
    def departs(claim: str, source: Source) -> bool:
        """Return True if an article lacks a value of a claim, or states it of someone else."""
        taken, whole = analysed(claim), source.whole
        readings = [told.reading for told in whole]
        return bool(_lacked(taken, source)) or roles_differ(taken, source.told.reading, readings)

    @staticmethod
    def unclear_currency(claim: str, source: Source) -> str:
        """Return a remark if an article only writes a sign that may mean a claim's currency."""
        taken, whole = analysed(claim), source.whole
        amounts = [value.of for value in _lacked(taken, source) if isinstance(value.of, Figure)]
        written = (figure for told in (source.told, *whole) for figure in told.reading.figures)
        pairs = ((one, own) for one in written for own in amounts if is_same_amount(own, one))
        if (pair := next(pairs, None)) is None or absent(taken, whole):
            return ""
        return (
            f"The closest article writes “{pair[0].words}”, which may mean “{pair[1].words}”, but "
            "does not say which currency it is."
        )

    def _corrected(self, claim: Analysis, close: Sequence[Source]) -> Contradiction | None:
        """Return a contradiction from a published correction, or None."""
        for source in self._search.corrections(claim.text, close):
            for value, recorded in corrected(claim, source.told):
                return Contradiction(value.kind, value.extent, source, recorded, corrected=True)
        return None

    def _contended(self, claim: Analysis, close: Sequence[Source]) -> Contradiction | None:
        """Return the likeliest value in the archive that replaces one of the claim's, or None."""
        likelihood = shipped_likelihoods()["values"]
        found = [(likelihood.of(c.features), c) for c in self._contenders.of(claim, close)]
        likely, best = max(found, key=lambda each: each[0], default=(0.0, None))
        if best is None or likely < _LIKELY:
            return None
        value, answer = best.value, best.answer
        margin = likely - _LIKELY
        return Contradiction(value.kind, value.extent, answer.source, answer.extent, margin=margin)

    @staticmethod
    def _plain(claim: Analysis, close: Sequence[Source]) -> Contradiction | None:
        """Return the first value that the archive lacks, with its rival there, or None."""
        if close[0].covered < _COVERED:
            return None
        for value in absent(claim, [told for source in close for told in source.whole]):
            for source in close:
                for extent in instead(value, claim, source.told):
                    return Contradiction(value.kind, value.extent, source, extent)
        return None

    def _denied(
        self, claim: Analysis, sources: Sequence[Source], bearings: Sequence[Bearing]
    ) -> Contradiction | None:
        """Return the closest sentence if only one of it and the claim is negated."""
        nearest = sources[0]
        if holds_hangul(nearest.text):
            return None
        likely = shipped_likelihoods()["denials"].of(
            self._denials.features(claim, sources, bearings)
        )
        if likely < _DENIED:
            return None
        return Contradiction(
            DoubtKind.NEGATION,
            (0, len(claim.text)),
            nearest,
            (0, len(nearest.text)),
            margin=likely - _DENIED,
        )


def close_to(sources: Sequence[Source]) -> list[Source] | None:
    """Return the sentences about as similar as the closest one, or None if none is similar."""
    if sources[0].nearness < (_LEAST_NEAR if sources[0].shared else _LEAST_NEAR_ALONE):
        return None
    return [s for s in sources if s.nearness >= sources[0].nearness - _CLOSE]
