"""Turning cuts: whether a passage contradicts words that were cut out of it, by a reader.

The rules of `assistant.quotes.framing` decide first. The reader is asked about cuts that they let
pass; tests/benchmarks/cuts.py measures what it adds to them.
"""

from __future__ import annotations

from dataclasses import dataclass

from assistant.quotes.places import Spot
from assistant.reading.reader import Reader
from sources.language.scripts import holds_hangul

CONTRADICTED = 0.3
"""From this probability on a passage contradicts the words."""


@dataclass(frozen=True, slots=True)
class Turning:
    """Asks a reader, where there is one, whether a passage contradicts what was cut out of it."""

    reader: Reader | None = None

    def left_out(self, spot: Spot) -> tuple[str, ...]:
        """Return the passage that quoted words were cut out of if it contradicts them."""
        kept, passage = spot.alignment.claimed.text, spot.surroundings.passage
        if self.reader is None or not spot.quoted or holds_hangul(f"{kept} {passage}"):
            return ()  # a reader knows no Korean
        against = self.reader.bears(kept, [passage])[0].contradicted
        return (passage,) if against >= CONTRADICTED else ()


NO_READER = Turning()
