"""Denials: features that show whether the archive denies a claim, or the claim the archive.

Negating words are compared, and the reader is asked about the negated claim. If the archive
supports the negated claim more than the claim, it contradicts the claim.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from assistant.facts.contenders import log_odds
from assistant.facts.evidence import Source
from assistant.facts.polarity import Polarity
from assistant.facts.turned_claim import turned
from assistant.ledger.doubts.reading import Reading
from assistant.reading.reader import Bearing, Reader

# Sentences at most this much further than the closest one are compared too, up to this many.
_AS_NEAR, _MOST = 0.15, 4
_MOST_GAIN = 3.0


class Denials:
    """Compute the evidence that only one side is negated."""

    def __init__(self, reader: Reader) -> None:
        self._reader = reader

    def features(
        self, claim: Reading, sources: Sequence[Source], bearings: Sequence[Bearing]
    ) -> Mapping[str, float]:
        """Return features; `bearings` are the reader's judgements of the `sources`."""
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
        """Return how much more the archive supports the negated claim and contradicts the claim."""
        other = turned(claim)
        if other is None:
            return 0.0
        [round_] = self._reader.bears(other, [nearest.text])
        gained = log_odds(round_.borne_out) - log_odds(bearing.borne_out)
        denied = log_odds(bearing.contradicted) - log_odds(round_.contradicted)
        return _within(gained) + _within(denied)


def _within(number: float) -> float:
    return min(max(number, -_MOST_GAIN), _MOST_GAIN)
