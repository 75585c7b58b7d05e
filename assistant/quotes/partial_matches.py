"""Partial matches: quotations of which the archive has only some sentences."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from assistant.quotes.alignment import Alignment, nearest, occurrences
from assistant.quotes.claimed_words import Claimed
from assistant.quotes.differences import compared
from assistant.quotes.judgement import Judgement
from assistant.quotes.places import Spot
from assistant.quotes.recorded_words import Recorded
from assistant.quotes.resemblance import resembles
from assistant.quotes.splices import telling
from assistant.quotes.verdict import Change, Check, Note, NoteKind, Piece
from sources.language.sentences import boundaries


@dataclass(frozen=True, slots=True)
class Partly:
    """Judges a quotation by searching for each of its sentences separately."""

    judgement: Judgement

    def found(self, candidates: Sequence[Recorded]) -> Check | None:
        """Return a check of which sentences the archive has; None unless it has only some.

        If the archive has a sentence in another form, return None too, so that the quotation is
        judged as a whole.
        """
        parts = list(self._parts())
        if len(parts) < 2:
            return None
        places = [_place(part, candidates) for part in parts]
        absent = [part for part, place in zip(parts, places, strict=True) if place is None]
        changed = (near for part in absent for r in candidates if (near := nearest(part, r)))
        has = any(place and telling(part.words) for part, place in zip(parts, places, strict=True))
        if not absent or not has or any(map(resembles, changed)):
            return None
        return self._check(parts, places)

    def _parts(self) -> Iterator[Claimed]:
        claimed = self.judgement.claimed
        starts = [word.start for word in claimed.words]
        cuts = {bisect_left(starts, start) for start, _ in boundaries(claimed.text)}
        for start, end in pairwise(sorted({0, len(starts), *cuts})):
            yield claimed.part(start, end)

    def _check(self, parts: Sequence[Claimed], places: Sequence[Alignment | None]) -> Check:
        pieces: list[Piece] = []
        notes: list[Note] = []
        for part, place in zip(parts, places, strict=True):
            if place is None:
                pieces.append(Piece(part.text, "", None, Change.ADDED, grave=True))
                text = f"Searched for and not found: “{part.text.strip()}”"
                notes.append(Note(NoteKind.PART, text))
            else:
                pieces += compared(place)[0]
                text = f"In the archive: “{part.text.strip()}”"
                notes.append(Note(NoteKind.PART, text))
        spots = [Spot(place) for place in places if place is not None]
        return self.judgement.partly(pieces, notes, spots)


def _place(part: Claimed, candidates: Sequence[Recorded]) -> Alignment | None:
    """Return the first place of a sentence, preferring one in quotation marks."""
    if not part.words:
        return None
    found = [place for recorded in candidates for place in occurrences(part, recorded)]
    return min(found, key=lambda place: not Spot(place).quoted, default=None)
