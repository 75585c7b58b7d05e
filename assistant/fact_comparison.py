"""Comparison of facts: what a draft's sentence states that the record states otherwise.

The record is the article that the sentence seems to restate. A value (number, date, name) that the
article does not have is contradicted by one of the same kind that it has in a sentence about the
same; so is one that it has only in sentences about something else. Which value stands in its place
is told by the words around both, and by the reader: how much likelier the claim gets with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import log

from assistant.doubts.figures import Figure
from assistant.doubts.reading import Reading, Word
from assistant.fact_corrections import corrected
from assistant.fact_evidence import FactSearch, Source
from assistant.fact_polarity import Polarity
from assistant.fact_rivals import Extent, Told, Value, absent, beside, instead, values
from assistant.ledger import DoubtKind
from assistant.reading.reader import Bearing, Reader
from sources.scripts import holds_hangul

# Sentences so much further from a claim than the nearest one may be of the article it restates.
_CLOSE = 0.25
# What is further away is about something else; in an article that the sentences beside a claim
# restate as well, a sentence may be further away.
_LEAST_NEAR, _LEAST_NEAR_ALONE = 0.6, 0.9
# The share of a claim that a sentence has to cover, for a value that the article does not have.
_LEAST_COVERED = 0.1
# A value that it has elsewhere: how much less of the claim the sentences cover where it is.
_LESS, _MUCH_LESS, _FAR_LESS = 0.18, 0.3, 0.4
_LEAST_GAIN, _LARGE_GAIN = 0.3, 1.0
_ABOUT, _MOSTLY = 0.3, 0.4
# Other sentences so near must not agree with a claim where the nearest denies it.
_AS_NEAR, _LIKELIER = 0.06, 0.1
_MOST_READ = 5
# How well a value fits: what its sentence covers, what is beside it, and how much likelier it is.
_COVERS, _BESIDE, _GAIN = 2.0, 0.15, 0.25
# Small numbers are often worked out by who writes: three days of "29, 30 and 31 May".
_SMALL, _SMALL_COVERED = 10, 0.25
_LEAST = 1e-4


@dataclass(frozen=True, slots=True)
class Contradiction:
    """Characters of a claim, and those of a sentence of the record that contradict them.

    `margin` is how far that is from no contradiction, 0 to 1.
    """

    kind: DoubtKind
    claimed: Extent
    source: Source
    recorded: Extent
    corrected: bool = False
    margin: float = 1.0


@dataclass(frozen=True, slots=True)
class _Rival:
    """A value of a claim, and one of the record that may be in its place.

    `lost` is by how much less the record covers the claim where it has the value itself; None where
    it does not have it at all.
    """

    value: Value
    source: Source
    recorded: Extent
    beside: int
    lost: float | None
    gain: float = 0.0

    @property
    def contradicts(self) -> bool:
        """Return True if the record's value is in the place of the claim's."""
        covered = self.source.covered
        if self.lost is None:
            if isinstance(self.value.of, Word):
                return covered >= _LEAST_COVERED and self.beside > 0
            small = isinstance(self.value.of, Figure) and self.value.of.value <= _SMALL
            return covered >= (_SMALL_COVERED if small else _LEAST_COVERED)
        if isinstance(self.value.of, Word):
            return False
        return (
            (
                (self.lost >= _LESS and covered >= _ABOUT and self.beside > 0)
                and self.gain > _LEAST_GAIN
            )
            or (self.lost >= _FAR_LESS and self.beside > 1)
            or (self.lost >= _MUCH_LESS and covered >= _MOSTLY and self.gain >= _LARGE_GAIN)
        )

    @property
    def fit(self) -> float:
        """How well it fits into the place."""
        about = _COVERS * (self.source.covered if self.lost is None else self.lost)
        return about + _BESIDE * self.beside + _GAIN * self.gain


class FactComparison:
    """Find what of a claim the record contradicts."""

    def __init__(self, search: FactSearch, reader: Reader) -> None:
        self._search = search
        self._reader = reader

    def contradiction(
        self,
        claim: str,
        sources: Sequence[Source],
        bearings: Sequence[Bearing],
        *,
        read: bool = True,
    ) -> Contradiction | None:
        """Return what contradicts a claim; `sources` come nearest to it, the nearest first.

        `bearings` are what the reader says of them. Without `read` it is not asked further.
        """
        taken = Reading.of(claim)
        if sources[0].nearness < (_LEAST_NEAR if sources[0].shared else _LEAST_NEAR_ALONE):
            return None
        close = [s for s in sources if s.nearness >= sources[0].nearness - _CLOSE]
        if (found := self._corrected(taken, close)) is not None:
            return found
        rivals = [r for r in self._rivals(taken, close, read=read) if r.contradicts]
        if rivals:
            best = max(rivals, key=lambda rival: rival.fit)
            return Contradiction(
                best.value.kind,
                best.value.extent,
                best.source,
                best.recorded,
                margin=min(1.0, abs(best.gain - _LEAST_GAIN)) if best.lost is not None else 1.0,
            )
        return self._denied(taken, sources, bearings) if read else None

    @staticmethod
    def lacks(claim: str, source: Source) -> bool:
        """Return True if the article of a sentence lacks a value of a claim."""
        return bool(absent(Reading.of(claim), source.whole))

    def _corrected(self, claim: Reading, close: Sequence[Source]) -> Contradiction | None:
        """Return what a correction of the record says of a claim."""
        for source in self._search.corrections(claim.text, close):
            for value, recorded in corrected(claim, source.told):
                return Contradiction(value.kind, value.extent, source, recorded, corrected=True)
        return None

    def _rivals(self, claim: Reading, close: Sequence[Source], *, read: bool) -> list[_Rival]:
        articles = {source.article.id: source for source in close}
        record = [told for source in articles.values() for told in source.whole]
        missing = {value.extent for value in absent(claim, record)}
        found = [
            rival
            for value in values(claim)
            for rival in self._of_value(
                claim, value, list(articles.values()), known=value.extent not in missing
            )
        ]
        if not read or not found:
            return found
        pairs = [(claim.text, rival.source.text) for rival in found]
        pairs += [(_replaced(claim.text, rival), rival.source.text) for rival in found]
        likely = [log_odds(bearing.borne_out) for bearing in self._reader.bearings(pairs)]
        return [
            _Rival(r.value, r.source, r.recorded, r.beside, r.lost, after - before)
            for r, before, after in zip(
                found, likely[: len(found)], likely[len(found) :], strict=True
            )
        ]

    def _of_value(
        self, claim: Reading, value: Value, articles: Sequence[Source], *, known: bool
    ) -> list[_Rival]:
        """Return the rivals of a value that fit best; `known` ones are in an article somewhere."""
        there = [
            source
            for each in articles
            for source in self._search.all_of(claim.text, value.within(claim.text), each.article)
        ]
        stated = [n for n, s in enumerate(there) if known and _has(claim, value, s.told)]
        around = {place for n in stated for place in (n - 1, n, n + 1)}
        most = max((there[n].nearness for n in stated), default=0.0)
        found = [
            _Rival(
                value,
                source,
                recorded,
                beside(claim, value.extent, source.told.reading, recorded),
                source.nearness - most if known else None,
            )
            for n, source in enumerate(there)
            if n not in around and (not known or source.nearness >= most + _LESS)
            for recorded in instead(value, claim, source.told)
        ]
        return sorted(found, key=lambda r: -(r.source.covered + 0.1 * r.beside))[:_MOST_READ]

    def _denied(
        self, claim: Reading, sources: Sequence[Source], bearings: Sequence[Bearing]
    ) -> Contradiction | None:
        """Return the nearest sentence if only one of it and the claim denies something."""
        nearest, bearing = sources[0], bearings[0]
        if holds_hangul(nearest.text):
            return None
        polarity = Polarity.of(claim, nearest.told.reading)
        likelier = bearing.contradicted - bearing.borne_out
        if not polarity.whole or not (polarity.part or likelier > _LIKELIER):
            return None
        others = [s for s in sources[1:3] if s.nearness >= nearest.nearness - _AS_NEAR]
        if not all(Polarity.of(claim, s.told.reading).whole for s in others):
            return None
        return Contradiction(
            DoubtKind.NEGATION,
            (0, len(claim.text)),
            nearest,
            (0, len(nearest.text)),
            margin=1.0 if polarity.part else abs(likelier - _LIKELIER),
        )


def _has(claim: Reading, value: Value, told: Told) -> bool:
    return all(each.extent != value.extent for each in absent(claim, [told]))


def _replaced(claim: str, rival: _Rival) -> str:
    """Return a claim with the record's value in the place of its own."""
    start, end = rival.value.extent
    return claim[:start] + rival.source.text[slice(*rival.recorded)] + claim[end:]


def log_odds(probability: float) -> float:
    """Return the log-odds of a probability."""
    kept = min(max(probability, _LEAST), 1 - _LEAST)
    return log(kept / (1 - kept))
