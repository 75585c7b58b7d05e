"""Objections: articles that dispute the words, and cuts that reverse their meaning."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.quotes.places import Spot
from assistant.quotes.verdict import Excerpt, Note, NoteKind, Verdict
from assistant.reading.reader import Reader
from sources.language.scripts import holds_hangul


def disputing(spots: Sequence[Spot]) -> Spot | None:
    """Return the first place whose article disputes the words, even if others do not.

    A dispute about another speaker does not count.
    """
    for spot in spots:
        if dispute_of(spot) is not None and not _is_of_another(spot, spots[0]):
            return spot
    return None


def dispute_of(spot: Spot) -> Excerpt | None:
    """Return the sentence that disputes that the words were said, or None."""
    return spot.attitude.dispute if spot.attitude else None


def notes_on_attitude(spot: Spot, verdict: Verdict) -> Iterator[Note]:
    """Yield a note if an article has words only second-hand, without disputing them."""
    told = spot.attitude.second_hand if spot.attitude else None
    if told is not None and verdict is not Verdict.DISPUTED:
        text = f"The article only reports that someone says the words were said: “{told.words}”"
        yield Note(NoteKind.SECOND_HAND, text)


def _is_of_another(spot: Spot, best: Spot) -> bool:
    names = [one.attribution.name for one in (spot, best) if one.attribution]
    return (
        dispute_of(best) is None and len(names) == 2 and None not in names and names[0] != names[1]
    )


CONTRADICTED = 0.3
"""The probability from which a passage is taken to contradict the words."""


@dataclass(frozen=True, slots=True)
class Turning:
    """Asks the reader, if there is one, whether a passage contradicts words cut out of it."""

    reader: Reader | None = None

    def left_out(self, spot: Spot) -> tuple[str, ...]:
        """Return the passage around the quoted words if it contradicts them, otherwise ()."""
        kept, passage = spot.alignment.claimed.text, spot.surroundings.passage
        if self.reader is None or not spot.quoted or holds_hangul(f"{kept} {passage}"):
            return ()  # the reader does not know Korean
        against = self.reader.bears(kept, [passage])[0].contradicted
        return (passage,) if against >= CONTRADICTED else ()


NO_READER = Turning()
