"""Judgements: the verdict on a claim, from the places that have its words and the differences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.quotes.alignment import Alignment, nearest, within
from assistant.quotes.alignment_step import Step
from assistant.quotes.claimed_words import Claimed, Edit
from assistant.quotes.closest_passages import Near
from assistant.quotes.differences import compared
from assistant.quotes.objections import NO_READER, Turning, dispute_of, disputing, notes_on_attitude
from assistant.quotes.places import Spot
from assistant.quotes.recorded_words import Recorded
from assistant.quotes.resemblance import resembles
from assistant.quotes.reservations import reservations
from assistant.quotes.speaker_identity import Identity
from assistant.quotes.speaker_notes import by_speech, notes_on_speaker, speaker_of
from assistant.quotes.splices import spliced
from assistant.quotes.verdict import Check, Note, NoteKind, Piece, Verdict
from index.scope import Scope
from sources.people.names import Aliases

# Fewer content words can occur anywhere by chance, unless the claim has many words in all.
FEWEST_CONTENT_WORDS = 3
FEWEST_WORDS = 6
# A claim that is shorter still is an altered quotation if this many words, and this share, agree.
_FEWEST_SAME, _MOSTLY_SAME, _MOST_BESIDES = 4, 0.75, 2
_CLOSING = " \n\"'”’»」』)].…"
# The words that a splice must match beyond the best single place.
_SPLICE_GAIN = 3
# The speaker comparisons, best evidence for the claimed speaker first.
_IN_ORDER = tuple(Identity)


@dataclass(frozen=True)
class Judgement:
    """A claimed quotation, with everything needed to reach a verdict on it."""

    claimed: Claimed
    speaker: str | None
    scope: Scope
    aliases: Aliases
    turning: Turning = NO_READER

    @property
    def is_short(self) -> bool:
        """True if the claim has too few words to distinguish a quotation from chance."""
        few = self.claimed.content < FEWEST_CONTENT_WORDS
        return few and len(self.claimed.words) < FEWEST_WORDS

    def present(self, found: Sequence[Alignment]) -> Check:
        """Judge words that the archive has verbatim."""
        spots = sorted((Spot(alignment) for alignment in found), key=self._order)
        best = disputing(spots) or spots[0]
        own = self.speaker is not None and best.is_own_breath(self.speaker, self.aliases)
        if self.is_short and not (best.is_whole_quotation or own):
            return self.too_short(spots)
        if len(parts := by_speech(best.alignment)) > 1:
            return self._spliced(parts)
        pieces, notes = compared(best.alignment)
        # Brackets may contain something that the archive does not say.
        altered = any(piece.change for piece in pieces)
        verdict = Verdict.ALTERED if altered else self._verdict(best)
        notes = (*notes, *self._notes(verdict, best, spots))
        check = self._check(verdict, pieces, notes, [best], self._others(spots, [best]))
        return replace(check, dispute=dispute_of(best)) if verdict is Verdict.DISPUTED else check

    def too_short(self, spots: Sequence[Spot]) -> Check:
        """Judge a claim with too few words to identify a source."""
        pieces = compared(spots[0].alignment)[0] if spots else (self._unaligned(),)
        few = f"fewer than {FEWEST_WORDS} words and fewer than {FEWEST_CONTENT_WORDS} content words"
        told = "can occur anywhere by chance" if spots else "was searched for but not found"
        note = Note(NoteKind.PLACE, f"A quotation with {few} {told}.")
        return self._check(
            Verdict.TOO_SHORT, pieces, (note,), spots[:1], self._others(spots, spots[:1])
        )

    def shortened(self, candidates: Sequence[Recorded]) -> Check | None:
        """Judge a short claim that matches a quotation except for a word or house style."""
        words = len(self.claimed.words)
        least = max(_FEWEST_SAME, _MOSTLY_SAME * words)
        near: Alignment | None = None
        for recorded in candidates:
            for first, last in recorded.extents:
                if not last - first <= words + _MOST_BESIDES:
                    continue
                found = within(self.claimed, recorded, recorded.streams[0], first, last)
                if found is not None and found.exact:
                    return self.present([found])
                more = least if near is None else near.matched + 1
                if found is not None and found.matched >= more:
                    near = found
        return None if near is None else self._altered(near)

    def changed(self, candidates: Sequence[Recorded]) -> Check | None:
        """Judge words that the archive has in another form; return None if nothing is similar."""
        aligned = [a for r in candidates if (a := nearest(self.claimed, r)) is not None]
        if same := [a for a in aligned if a.exact]:
            return self.present(same)  # identical except for house style
        best = max(aligned, key=self._nearness_of, default=None)
        parts = spliced(self.claimed, candidates)
        held = sum(part.matched for part in parts)
        if parts and (best is None or held >= best.matched + _SPLICE_GAIN):
            return self._spliced(parts)
        if best is None or not resembles(best):
            return None
        return self._altered(best)

    def _altered(self, best: Alignment) -> Check | None:
        spot = Spot(best)
        pieces, notes = compared(best)
        if not any(piece.change for piece in pieces):
            return None
        notes = (*notes, *self._notes(Verdict.ALTERED, spot, [spot]))
        return self._check(Verdict.ALTERED, pieces, notes, [spot], ())

    def partly(
        self, pieces: Sequence[Piece], notes: Iterable[Note], spots: Sequence[Spot]
    ) -> Check:
        """Judge a quotation of which the archive has only some sentences; `spots` is where."""
        speaker = notes_on_speaker(Verdict.ALTERED, spots[0], spots, self.speaker, self.aliases)
        told = (*notes, *speaker)
        return self._check(Verdict.ALTERED, tuple(pieces), told, spots, ())

    def absent(self, near: Near, fragment: Claimed | None = None) -> Check:
        """Judge words that the archive does not have in any form, except perhaps for a fragment."""
        notes = (*near.reservations, *(Note(NoteKind.PLACE, text) for text in near.remarks))
        if fragment is not None:
            text = f"The archive has only these words of the quotation: “{fragment.text}”."
            notes = (Note(NoteKind.PART, text), *notes)
        return Check(
            words=self.claimed.text,
            speaker=self.speaker,
            verdict=near.verdict,
            pieces=(self._unaligned(),),
            notes=notes,
            places=(),
            carriers=(),
            nearest=near.citations,
            scope=self.scope,
        )

    def _spliced(self, parts: Sequence[Alignment]) -> Check:
        spots = [Spot(part) for part in parts]
        written = [compared(part) for part in parts]
        pieces = tuple(piece for part, _ in written for piece in part)
        notes = tuple(note for _, part in written for note in part)
        speakers = list(dict.fromkeys(speaker_of(spot) for spot in spots))
        who = " and ".join(speakers) if len(speakers) > 1 else f"all said by {speakers[0]}"
        where = len({spot.recorded.article.id for spot in spots})
        text = f"{len(parts)} parts from {where} {'articles' if where > 1 else 'article'}: {who}."
        return self._check(
            Verdict.SPLICED, pieces, (Note(NoteKind.SPEAKER, text), *notes), spots, ()
        )

    def _verdict(self, best: Spot) -> Verdict:
        if not best.quoted:
            return Verdict.UNQUOTED
        if dispute_of(best) is not None:
            return Verdict.DISPUTED
        if best.is_second_hand:
            return Verdict.UNCONFIRMED
        if self.speaker is not None:
            said = best.said_by(self.speaker, self.aliases)
            if said is Identity.UNTOLD:
                return Verdict.UNCONFIRMED
            if said is not Identity.SAME:
                sure = said is Identity.ANOTHER and best.attribution and best.attribution.sure
                return Verdict.MISATTRIBUTED if sure else Verdict.UNSURE
        if any(step.left_out for step in best.alignment.steps):
            return Verdict.FILLERS
        whole = best.is_whole and _unbroken(best) and not best.is_taken_back
        return Verdict.EXACT if whole and self._asks(best) is None else Verdict.PARTIAL

    def _asks(self, best: Spot) -> str | None:
        """Return a note if only one of claim and archive is a question, or None."""
        ours = self.claimed.text.rstrip(_CLOSING).endswith("?")
        if ours == best.is_question or not (ours or best.is_whole):
            return None
        return (
            "In the archive, the words are a question."
            if best.is_question
            else "In the archive, the words are not a question."
        )

    def _notes(self, verdict: Verdict, best: Spot, spots: Sequence[Spot]) -> Iterator[Note]:
        """Yield the notes that accompany the verdict."""
        if left_out := best.left_out:
            shown = ", ".join(f"“{words}”" for words in left_out)
            yield Note(NoteKind.FILLERS, f"Left out as fillers, repeats or false starts: {shown}.")
        whole = best.quoted and best.is_whole and not best.is_taken_back and _unbroken(best)
        if verdict is not Verdict.ALTERED and not whole:
            for words in best.cut or self.turning.left_out(best):
                yield Note(NoteKind.CUT, f"Left out, and it may change the meaning: “{words}”")
        if verdict is not Verdict.ALTERED and (asked := self._asks(best)):
            yield Note(NoteKind.CUT, asked)
        yield from notes_on_attitude(best, verdict)
        yield from notes_on_speaker(verdict, best, spots, self.speaker, self.aliases)
        if not best.quoted and best.quoted_words:
            shown = " and ".join(f"“{words}”" for words in best.quoted_stretches)
            yield Note(NoteKind.PLACE, f"Only {shown} is in quotation marks in the archive.")
        elif not best.quoted:
            yield Note(NoteKind.PLACE, "The words are not in quotation marks in the archive.")

    def _order(self, spot: Spot) -> tuple[object, ...]:
        """Return a sort key: best evidence for the claim first, then earliest."""
        speaker = self.speaker
        said = Identity.UNTOLD if speaker is None else spot.said_by(speaker, self.aliases)
        published = spot.recorded.article.metadata.published
        return (
            not spot.quoted,
            _IN_ORDER.index(said),
            spot.is_second_hand,
            not spot.recorded.article.metadata.is_citable,
            spot.omitted,
            not spot.is_whole,
            spot.attribution is None,
            published is None,
            str(published),
        )

    def _nearness_of(self, alignment: Alignment) -> tuple[float, ...]:
        spot = Spot(alignment)
        speaker = self.speaker
        said = speaker is not None and spot.said_by(speaker, self.aliases) is Identity.SAME
        differing = sum(not step.same for step in alignment.steps)
        return (
            alignment.matched_content,
            alignment.matched,
            -differing,
            len(spot.quoted_words) / len(spot.words),
            float(said),
            float(spot.recorded.article.metadata.is_citable),
        )

    def _others(self, spots: Iterable[Spot], shown: Sequence[Spot]) -> tuple[Spot, ...]:
        """Return one spot in each article that is not shown, earliest first."""
        seen = {spot.recorded.article.id for spot in shown}
        others: list[Spot] = []
        for spot in spots:
            if spot.recorded.article.id not in seen:
                seen.add(spot.recorded.article.id)
                others.append(spot)
        return tuple(
            sorted(others, key=lambda s: str(s.recorded.article.metadata.published or "undated"))
        )

    def _check(
        self,
        verdict: Verdict,
        pieces: tuple[Piece, ...],
        notes: tuple[Note, ...],
        spots: Sequence[Spot],
        others: Sequence[Spot],
    ) -> Check:
        return Check(
            words=self.claimed.text,
            speaker=self.speaker,
            verdict=verdict,
            pieces=pieces,
            notes=(*notes, *reservations(spot.recorded.article for spot in spots)),
            places=tuple(spot.place(n) for n, spot in enumerate(spots, 1)),
            carriers=tuple(spot.place(n) for n, spot in enumerate(others, 1 + len(spots))),
            nearest=(),
            scope=self.scope,
        )

    def _unaligned(self) -> Piece:
        return Piece(self.claimed.text, "", None)


def _unbroken(spot: Spot) -> bool:
    """Return True if no spoken words are left out between the claimed ones.

    An ellipsis may replace an attribution, which is not part of what was said.
    """
    claimed = spot.alignment.claimed
    return all(
        step.same
        or _is_attribution(spot, step)
        or all(mark.edit is Edit.INSERTED for mark in claimed.marks_at(step.start))
        for step in spot.alignment.steps
    )


def _is_attribution(spot: Spot, step: Step) -> bool:
    """Return True if a mark replaces only words outside the quotation marks."""
    recorded, numbers = spot.recorded, spot.alignment.stream.numbers[step.first : step.last]
    return (
        spot.quoted
        and spot.alignment.is_marked(step)
        and all(recorded.quotation_at(recorded.tokens[n]) is None for n in numbers)
    )
