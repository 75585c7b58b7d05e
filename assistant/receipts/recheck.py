"""Rechecks: compare a check in a receipt with the same check made today."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from assistant.quotes.pasted_text import pasted_note
from assistant.quotes.verdict import Check, Note, NoteKind, Place
from assistant.receipts.former_notes import in_present_words
from assistant.receipts.receipt_finding import Finding, FindingKind, short
from assistant.wording import count, searched
from sources.span import Span


@dataclass(frozen=True, slots=True)
class Recheck:
    """A check in a receipt and the same check today; `unmoved` means an unchanged archive."""

    number: int
    then: Check
    today: Check
    unmoved: bool

    def findings(self) -> Iterator[Finding]:
        """Yield the differences, verdict first. With a new verdict, the others are left out."""
        yield from self._joined()
        verdict = list(self._verdict())
        yield from verdict
        if not verdict:
            yield from self._places()
            yield from self._carriers()
            yield from self._notes()
            yield from self._nearest()
        yield from self._searched()

    def _finding(self, kind: FindingKind, text: str, *, breaks: bool = True) -> Finding:
        return Finding(kind, self.number, text, breaks)

    def _joined(self) -> Iterator[Finding]:
        """Yield a finding if the pieces do not add up to the words of the check."""
        if "".join(piece.claimed for piece in self.then.pieces) != self.then.words:
            text = "The pieces of the comparison do not add up to the words that were checked."
            yield self._finding(FindingKind.CHANGED, text)

    def _verdict(self) -> Iterator[Finding]:
        then, today = self.then, self.today
        if today.verdict is not then.verdict:
            text = f"The verdict was “{then.verdict}” and is “{today.verdict}” today."
            yield self._finding(FindingKind.VERDICT, text)
        elif today.dispute != then.dispute:
            told = [short(c.dispute.words) if c.dispute else "none" for c in (then, today)]
            text = f"The disputing sentence was “{told[0]}” and is “{told[1]}” today."
            yield self._finding(FindingKind.VERDICT, text)
        elif _differing(today) != _differing(then):
            text = f"The verdict is still “{then.verdict}”, but the differences have changed."
            yield self._finding(FindingKind.VERDICT, text)
        elif _speakers(today) != _speakers(then):
            before, now = (" and ".join(_speakers(c)) or "nobody" for c in (then, today))
            text = f"The words were attributed to {short(before)}, but today to {short(now)}."
            yield self._finding(FindingKind.VERDICT, text)

    def _places(self) -> Iterator[Finding]:
        """Yield findings on the places, which must be identical if the archive is unchanged."""
        known = self._known
        for place in self.then.places:
            same = known.get(place.citation.span)
            if same is not None and not self._agree(same, place):
                text = "The receipt is wrong about the context of the words or about their speaker."
                yield self._finding(FindingKind.PLACES, text)
            elif same is None and self._stands(place):
                text = f"“{short(place.citation.headline)}” does not have the words at that place."
                yield self._finding(FindingKind.PLACES, text)
        spans = [[p.citation.span for p in check.places] for check in (self.then, self.today)]
        if spans[0] == spans[1] and self.then.pieces != self.today.pieces:
            text = "The word-by-word comparison gives a different result today."
            yield self._finding(FindingKind.VERDICT, text)
        elif self.unmoved and spans[0] != spans[1]:
            text = "The verdict is based on other places than the receipt says."
            yield self._finding(FindingKind.PLACES, text)

    def _carriers(self) -> Iterator[Finding]:
        known = self._known
        for place in self.then.carriers:
            same = known.get(place.citation.span)
            if same is None and self._stands(place):
                text = f"“{short(place.citation.headline)}” does not have the words."
                yield self._finding(FindingKind.PLACES, text)
            elif same is not None and not self._agree(same, place):
                text = f"The receipt is wrong about “{short(place.citation.headline)}”."
                yield self._finding(FindingKind.PLACES, text)
        new = known.keys() - {p.citation.span for p in (*self.then.places, *self.then.carriers)}
        if new:
            text = f"{count(len(new), 'place')} not in the receipt {_has(len(new))} the words."
            yield self._finding(FindingKind.PLACES, text, breaks=self.unmoved)

    def _notes(self) -> Iterator[Finding]:
        then = {in_present_words(note) for note in self.then.notes}
        then.discard(pasted_note(self.then.speaker))
        # Earlier versions had no notes of these kinds.
        new = {n for n in self.today.notes if n.kind in (NoteKind.STYLE, NoteKind.PART)}
        differing = (then ^ set(self.today.notes)) - (new - then)
        if differing:
            # Remarks on the archive's languages may change once more languages are added.
            grave = any(note.kind is not NoteKind.PLACE for note in differing)
            text = f"The notes are different today: {short(_listed(differing))}"
            yield self._finding(FindingKind.NOTES, text, breaks=self.unmoved or grave)

    def _nearest(self) -> Iterator[Finding]:
        spans = [{c.span for c in check.nearest} for check in (self.then, self.today)]
        if spans[0] != spans[1]:
            text = "Other passages are closest to the words today."
            yield self._finding(FindingKind.NEAREST, text, breaks=False)

    def _searched(self) -> Iterator[Finding]:
        then, today = self.then.scope, self.today.scope
        if self.unmoved and then != today:
            told = f"The receipt says: {searched(then)} The archive says: {searched(today)}"
            yield self._finding(FindingKind.SEARCHED, told)

    @property
    def _known(self) -> dict[Span, Place]:
        return {p.citation.span: p for p in (*self.today.places, *self.today.carriers)}

    def _agree(self, today: Place, then: Place) -> bool:
        """Return True if two places agree; older receipts have no `sure` field."""
        now, before = today.attribution, then.attribution
        if now is not None and before is not None and before.sure is None:
            today = replace(today, attribution=replace(now, sure=None))
        return self._plain(today) == self._plain(then)

    def _plain(self, place: Place) -> Place:
        """Return a place without its number, which depends on the other places found today."""
        number = place.citation.number if self.unmoved else 0
        return replace(place, citation=replace(place.citation, number=number, times=()))

    def _stands(self, place: Place) -> bool:
        """Return True if today's check searched the version that a place belongs to.

        A version that is no longer current is reported elsewhere, so it is not reported again.
        """
        span = place.citation.span
        return self.unmoved or any(
            (other.article_id, other.content_hash) == (span.article_id, span.content_hash)
            for other in self._known
        )


def _differing(check: Check) -> list[tuple[object, ...]]:
    return [(p.change, p.claimed, p.recorded, p.grave) for p in check.differences]


def _speakers(check: Check) -> list[str]:
    """Return the names of the speakers at the places that the verdict is based on."""
    given = [place.attribution for place in check.places]
    return [one.name for one in given if one is not None and one.name is not None]


def _listed(notes: set[Note]) -> str:
    return " ".join(sorted(note.text for note in notes))


def _has(number: int) -> str:
    return "has" if number == 1 else "have"
