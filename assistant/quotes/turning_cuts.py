"""Turning cuts: ask a reader whether a passage contradicts words that were cut out of it.

The rules in `assistant.quotes.framing` decide first. The reader is asked about the cuts that they
accept. tests/benchmarks/cuts.py measures what it adds.
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
    """Asks the reader, if there is one, whether a passage contradicts words cut out of it."""

    reader: Reader | None = None

    def left_out(self, spot: Spot) -> tuple[str, ...]:
        """Return the passage that quoted words were cut out of if it contradicts them."""
        kept, passage = spot.alignment.claimed.text, spot.surroundings.passage
        if self.reader is None or not spot.quoted or holds_hangul(f"{kept} {passage}"):
            return ()  # the reader does not know Korean
        against = self.reader.bears(kept, [passage])[0].contradicted
        return (passage,) if against >= CONTRADICTED else ()


NO_READER = Turning()
