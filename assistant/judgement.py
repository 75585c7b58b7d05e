"""Judgement: the verdict on a claim, from where its words stand and what differs there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.alignment import Alignment, nearest, within
from assistant.claimed import Claimed
from assistant.comparison import compared
from assistant.nearness import Near
from assistant.places import Spot
from assistant.recorded import Recorded
from assistant.resemblance import resembles
from assistant.splicing import spliced
from assistant.step import Step
from assistant.verdict import Check, Note, NoteKind, Piece, Verdict
from index.scope import Scope
from sources.names import Aliases

# Fewer content words may stand anywhere, unless they are many words in all.
FEWEST_CONTENT_WORDS = 3
FEWEST_WORDS = 6
# Fewer still are a changed form of what an outlet quoted where so many, and so much of it, agree.
_FEWEST_SAME, _MOSTLY_SAME, _MOST_BESIDES = 4, 0.75, 2
_CLOSING = " \n\"'”’»」』)].…"
# What parts from several places must hold beyond the best single place, in words.
_SPLICE_GAIN = 3


@dataclass(frozen=True)
class Judgement:
    """A claim, and what is needed to judge it."""

    claimed: Claimed
    speaker: str | None
    scope: Scope
    aliases: Aliases

    @property
    def is_short(self) -> bool:
        """Whether there are too few words to tell a quotation from chance."""
        few = self.claimed.content < FEWEST_CONTENT_WORDS
        return few and len(self.claimed.words) < FEWEST_WORDS

    def present(self, found: Sequence[Alignment]) -> Check:
        """Judge words that the record has as they are."""
        spots = sorted((Spot(alignment) for alignment in found), key=self._order)
        best = spots[0]
        if self.is_short and not best.is_whole_quotation:
            return self.too_short(spots)
        pieces, notes = compared(best.alignment)
        # Brackets may hold what the record does not say.
        altered = any(piece.change for piece in pieces)
        verdict = Verdict.ALTERED if altered else self._verdict(best)
        notes = (*notes, *self._notes(verdict, best, spots))
        return self._check(verdict, pieces, notes, [best], self._others(spots, [best]))

    def too_short(self, spots: Sequence[Spot]) -> Check:
        """Judge words that are too few to tell where they come from."""
        pieces = compared(spots[0].alignment)[0] if spots else (self._unaligned(),)
        few = f"So few words (under {FEWEST_WORDS}, and under {FEWEST_CONTENT_WORDS} content words)"
        told = (
            "can occur anywhere by chance" if spots else "were searched for and not found as such"
        )
        note = Note(NoteKind.PLACE, f"{few} {told}.")
        return self._check(
            Verdict.TOO_SHORT, pieces, (note,), spots[:1], self._others(spots, spots[:1])
        )

    def shortened(self, candidates: Sequence[Recorded]) -> Check | None:
        """Judge few words that are a quotation of the record but for a word or house style."""
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
        """Judge words that the record has in another form; None where it has nothing like them."""
        aligned = [a for r in candidates if (a := nearest(self.claimed, r)) is not None]
        if same := [a for a in aligned if a.exact]:
            return self.present(same)  # but for house style
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
        """Judge words of which the record has only some sentences, at these spots."""
        told = (*notes, *self._notes_on_speaker(Verdict.ALTERED, spots[0], spots))
        return self._check(Verdict.ALTERED, tuple(pieces), told, spots, ())

    def absent(self, near: Near, fragment: Claimed | None = None) -> Check:
        """Judge words that the record does not have in any form, but for a fragment of them."""
        notes = tuple(Note(NoteKind.PLACE, text) for text in near.remarks)
        if fragment is not None:
            text = f"Only these of the words are in the archive: “{fragment.text}”."
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
        speakers = list(dict.fromkeys(_speaker_of(spot) for spot in spots))
        who = " and ".join(speakers) if len(speakers) > 1 else f"all said by {speakers[0]}"
        where = len({spot.recorded.article.id for spot in spots})
        text = f"{len(parts)} parts from {where} {'articles' if where > 1 else 'article'}: {who}."
        return self._check(
            Verdict.SPLICED, pieces, (Note(NoteKind.SPEAKER, text), *notes), spots, ()
        )

    def _verdict(self, best: Spot) -> Verdict:
        if not best.quoted:
            return Verdict.UNQUOTED
        if self.speaker is not None:
            said = best.said_by(self.speaker, self.aliases)
            if said is None:
                return Verdict.UNCONFIRMED
            if not said:
                return Verdict.MISATTRIBUTED
        whole = best.is_whole and _unbroken(best) and not best.is_taken_back
        return Verdict.EXACT if whole and self._asks(best) is None else Verdict.PARTIAL

    def _asks(self, best: Spot) -> str | None:
        """Say where a statement became a question, or the other way round."""
        ours = self.claimed.text.rstrip(_CLOSING).endswith("?")
        if ours == best.is_question or not (ours or best.is_whole):
            return None
        return (
            "It is a question in the archive."
            if best.is_question
            else "It is not a question in the archive."
        )

    def _notes(self, verdict: Verdict, best: Spot, spots: Sequence[Spot]) -> Iterator[Note]:
        """Say what a reader of the verdict must know besides."""
        whole = best.quoted and best.is_whole and not best.is_taken_back and _unbroken(best)
        if verdict is not Verdict.ALTERED and not whole:
            for words in best.cut:
                yield Note(NoteKind.CUT, f"Left out, and it may change the meaning: “{words}”")
        if verdict is not Verdict.ALTERED and (asked := self._asks(best)):
            yield Note(NoteKind.CUT, asked)
        yield from self._notes_on_speaker(verdict, best, spots)
        if not best.quoted and best.quoted_words:
            shown = " and ".join(f"“{words}”" for words in best.quoted_stretches)
            yield Note(NoteKind.PLACE, f"Only {shown} is in quotation marks in the archive.")
        elif not best.quoted:
            yield Note(NoteKind.PLACE, "The words are not in quotation marks in the archive.")

    def _notes_on_speaker(
        self, verdict: Verdict, best: Spot, spots: Sequence[Spot]
    ) -> Iterator[Note]:
        given = best.attribution
        if given is None:
            yield Note(NoteKind.SPEAKER, "The article does not say who spoke.")
        elif given.name is None:
            yield Note(
                NoteKind.SPEAKER,
                f"The article gives the words to “{given.mention.words}”, without a name.",
            )
        elif given.resolved:
            yield Note(NoteKind.SPEAKER, f"“{given.mention.words}” was taken to mean {given.name}.")
        wrong = self.speaker is not None and best.said_by(self.speaker, self.aliases) is False
        if wrong and verdict is not Verdict.MISATTRIBUTED:  # which says just that
            yield Note(
                NoteKind.SPEAKER,
                f"The archive gives the words to {_speaker_of(best)}, not to {self.speaker}.",
            )
        yield from self._notes_on_others(best, spots)

    def _notes_on_others(self, best: Spot, spots: Sequence[Spot]) -> Iterator[Note]:
        """Say where quotations of the same words are given to somebody else."""
        if best.attribution is None or best.attribution.name is None:
            return
        for spot in spots:
            other = spot.attribution.name if spot.quoted and spot.attribution else None
            if other is not None and best.said_by(other, self.aliases) is False:
                headline = spot.recorded.article.headline
                yield Note(NoteKind.SPEAKER, f"“{headline}” gives the words to {other}.")

    def _order(self, spot: Spot) -> tuple[object, ...]:
        """Put first what says most for the claim, of equals the earliest."""
        said = None if self.speaker is None else spot.said_by(self.speaker, self.aliases)
        published = spot.recorded.article.metadata.published
        return (
            not spot.quoted,
            {True: 0, None: 1, False: 2}[said],
            not spot.is_whole,
            spot.attribution is None,
            published is None,
            str(published),
        )

    def _nearness_of(self, alignment: Alignment) -> tuple[float, ...]:
        spot = Spot(alignment)
        said = self.speaker is not None and spot.said_by(self.speaker, self.aliases)
        differing = sum(not step.same for step in alignment.steps)
        return (
            alignment.matched_content,
            alignment.matched,
            -differing,
            len(spot.quoted_words) / len(spot.words),
            float(bool(said)),
        )

    def _others(self, spots: Iterable[Spot], shown: Sequence[Spot]) -> tuple[Spot, ...]:
        """Return one spot for each other article, the earliest first."""
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
            notes=notes,
            places=tuple(spot.place(n) for n, spot in enumerate(spots, 1)),
            carriers=tuple(spot.place(n) for n, spot in enumerate(others, 1 + len(spots))),
            nearest=(),
            scope=self.scope,
        )

    def _unaligned(self) -> Piece:
        return Piece(self.claimed.text, "", None)


def _unbroken(spot: Spot) -> bool:
    """Return True if nothing that was said is left out between the words.

    An ellipsis may stand for an attribution: nobody said that.
    """
    return all(step.same or _is_attribution(spot, step) for step in spot.alignment.steps)


def _is_attribution(spot: Spot, step: Step) -> bool:
    """Return True if a mark stands for words outside the quotation marks, and nothing else."""
    recorded, numbers = spot.recorded, spot.alignment.stream.numbers[step.first : step.last]
    return (
        spot.quoted
        and spot.alignment.is_marked(step)
        and all(recorded.quotation_at(recorded.tokens[n]) is None for n in numbers)
    )


def _speaker_of(spot: Spot) -> str:
    given = spot.attribution
    if given is None:
        return "an unnamed speaker"
    return given.name or f"“{given.mention.words}”"
