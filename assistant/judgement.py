"""Judgement: the verdict on a claim, from where its words stand and what differs there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.alignment import Alignment, nearest, within
from assistant.changes import same_long_form
from assistant.claimed import Claimed
from assistant.comparison import compared
from assistant.nearness import Near
from assistant.places import Spot
from assistant.recorded import Recorded
from assistant.splicing import spliced
from assistant.verdict import Check, Note, NoteKind, Piece, Verdict
from index.scope import Scope
from sources.names import Aliases

# Fewer content words may stand anywhere, unless they are many words in all.
FEWEST_CONTENT_WORDS = 3
FEWEST_WORDS = 6
# Fewer still are a changed form of what an outlet quoted where so many, and so much of it, agree.
_FEWEST_SAME, _MOSTLY_SAME, _MOST_BESIDES = 4, 0.75, 2
_CLOSING = " \n\"'”’»」』)].…"
# From this share on, of words and of content words, a claim is a changed form of the record's; most
# of the words are enough without the content words, as they stand in the record's order.
_LEAST_SHARED = 0.5
_MOSTLY_SHARED = 0.7
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
        own = self.speaker is not None and best.is_own_breath(self.speaker, self.aliases)
        if self.is_short and not (best.is_whole_quotation or own):
            return self.too_short(spots)
        pieces, notes = compared(best.alignment)
        # Brackets may hold what the record does not say.
        altered = any(piece.change for piece in pieces)
        verdict = Verdict.ALTERED if altered else self._verdict(best)
        notes = (*notes, *self._notes(verdict, best, spots))
        return self._check(verdict, pieces, notes, [best], self._others(spots, [best]))

    def too_short(self, spots: Sequence[Spot]) -> Check:
        """Say that so few words may stand anywhere, and where they do."""
        pieces = compared(spots[0].alignment)[0] if spots else (self._unaligned(),)
        note = Note(
            NoteKind.PLACE,
            f"So few words (under {FEWEST_WORDS}, and under {FEWEST_CONTENT_WORDS} content words) "
            "stand in many places by chance.",
        )
        return self._check(
            Verdict.TOO_SHORT, pieces, (note,), spots[:1], self._others(spots, spots[:1])
        )

    def shortened(self, candidates: Sequence[Recorded]) -> Check | None:
        """Judge few words that are a quotation of the record but for a word or a short form."""
        ours = [word.folded for word in self.claimed.words]
        least = max(_FEWEST_SAME, _MOSTLY_SAME * len(ours))
        near: Alignment | None = None
        for recorded in candidates:
            for first, last in recorded.extents:
                if not last - first <= len(ours) + _MOST_BESIDES:
                    continue
                found = within(self.claimed, recorded, recorded.streams[0], first, last)
                if found is None:
                    continue
                theirs = [word.folded for word in recorded.tokens[first:last]]
                if same_long_form(ours, theirs):
                    return self._altered(found)
                if found.matched >= least and (near is None or found.matched > near.matched):
                    near = found
        return None if near is None else self._altered(near)

    def changed(self, candidates: Sequence[Recorded]) -> Check | None:
        """Judge words that the record has in another form; None where it has nothing like them."""
        aligned = [a for r in candidates if (a := nearest(self.claimed, r)) is not None]
        best = max(aligned, key=self._nearness_of, default=None)
        parts = spliced(self.claimed, candidates)
        held = sum(part.matched for part in parts)
        if parts and (best is None or held >= best.matched + _SPLICE_GAIN):
            return self._spliced(parts)
        if best is None or not self._is_near(best):
            return None
        return self._altered(best)

    def _altered(self, best: Alignment) -> Check | None:
        spot = Spot(best)
        pieces, notes = compared(best)
        if not any(piece.change for piece in pieces):
            return None
        notes = (*notes, *self._notes(Verdict.ALTERED, spot, [spot]))
        return self._check(Verdict.ALTERED, pieces, notes, [spot], ())

    def absent(self, near: Near) -> Check:
        """Judge words that the record does not have in any form."""
        notes = tuple(Note(NoteKind.PLACE, text) for text in near.remarks)
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
        who = " and ".join(speakers) if len(speakers) > 1 else f"all of them from {speakers[0]}"
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
        if any(step.left_out for step in best.alignment.steps):
            return Verdict.FILLERS
        whole = best.is_whole and _unbroken(best) and not best.is_taken_back
        return Verdict.EXACT if whole and self._asks(best) is None else Verdict.PARTIAL

    def _asks(self, best: Spot) -> str | None:
        """Say where a statement became a question, or the other way round."""
        ours = self.claimed.text.rstrip(_CLOSING).endswith("?")
        if ours == best.is_question or not (ours or best.is_whole):
            return None
        return (
            "The record has it as a question." if best.is_question else "The record asks nothing."
        )

    def _notes(self, verdict: Verdict, best: Spot, spots: Sequence[Spot]) -> Iterator[Note]:
        """Say what a reader of the verdict must know besides."""
        if left_out := best.left_out:
            shown = ", ".join(f"“{words}”" for words in left_out)
            yield Note(NoteKind.FILLERS, f"Left out as fillers, repeats or false starts: {shown}.")
        whole = best.quoted and best.is_whole and not best.is_taken_back
        if verdict is not Verdict.ALTERED and not whole:
            for words in best.cut:
                yield Note(NoteKind.CUT, f"Left out, and it may change the meaning: “{words}”")
        if verdict is not Verdict.ALTERED and (asked := self._asks(best)):
            yield Note(NoteKind.CUT, asked)
        yield from self._notes_on_speaker(verdict, best, spots)
        if not best.quoted and best.quoted_words:
            shown = " and ".join(f"“{words}”" for words in best.quoted_stretches)
            yield Note(NoteKind.PLACE, f"Between quotation marks stands only {shown}.")
        elif not best.quoted:
            yield Note(NoteKind.PLACE, "The record does not have it between quotation marks.")

    def _notes_on_speaker(
        self, verdict: Verdict, best: Spot, spots: Sequence[Spot]
    ) -> Iterator[Note]:
        given = best.attribution
        if given is None:
            yield Note(NoteKind.SPEAKER, "The record does not say who spoke.")
        elif given.name is None:
            yield Note(
                NoteKind.SPEAKER,
                f"The record gives it to “{given.mention.words}”, whom it does not name.",
            )
        elif given.resolved:
            yield Note(
                NoteKind.SPEAKER, f"“{given.mention.words}” was taken to stand for {given.name}."
            )
        wrong = self.speaker is not None and best.said_by(self.speaker, self.aliases) is False
        if wrong and verdict is not Verdict.MISATTRIBUTED:  # which says just that
            yield Note(
                NoteKind.SPEAKER,
                f"The record gives it to {_speaker_of(best)}, not to {self.speaker}.",
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
                yield Note(NoteKind.SPEAKER, f"“{headline}” gives it to {other}.")

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
        differing = sum(not step.equal for step in alignment.steps)
        return (
            alignment.matched_content,
            alignment.matched,
            -differing,
            len(spot.quoted_words) / len(spot.words),
            float(bool(said)),
        )

    def _is_near(self, best: Alignment) -> bool:
        shared = (best.matched + _shortened(best)) / len(self.claimed.words)
        content = best.matched_content / max(1, self.claimed.content)
        return shared >= _LEAST_SHARED and (content >= _LEAST_SHARED or shared >= _MOSTLY_SHARED)

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


def _shortened(alignment: Alignment) -> int:
    """Count the claimed words that the record has in another form of the same: "don't"."""
    words, folded = alignment.claimed.words, alignment.stream.folded
    return sum(
        step.end - step.start
        for step in alignment.steps
        if not step.equal
        and same_long_form(
            [word.folded for word in words[step.start : step.end]], folded[step.first : step.last]
        )
    )


def _unbroken(spot: Spot) -> bool:
    """Say whether nothing of the record is left out between the words."""
    return all(step.equal for step in spot.alignment.steps)


def _speaker_of(spot: Spot) -> str:
    given = spot.attribution
    if given is None:
        return "a speaker who is not named"
    return given.name or f"“{given.mention.words}”"
