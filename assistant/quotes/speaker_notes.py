"""Speaker notes: the speeches that the words come from, and notes on their speakers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.quotes.alignment import Alignment
from assistant.quotes.places import Spot
from assistant.quotes.speaker_identity import Identity
from assistant.quotes.verdict import Note, NoteKind, Verdict
from assistant.wording import ended
from sources.language.words import Token
from sources.people.names import Aliases
from sources.quotations.quotation import Quotation


def notes_on_speaker(
    verdict: Verdict, best: Spot, spots: Sequence[Spot], speaker: str | None, aliases: Aliases
) -> Iterator[Note]:
    """Yield notes on uncertainty about the speaker, and on other speakers of the words."""
    given = best.attribution
    if given is None:
        yield Note(NoteKind.SPEAKER, "The article does not say who spoke.")
    elif given.name is None:
        yield Note(
            NoteKind.SPEAKER,
            f"The article attributes the words to “{given.mention.words}”, without a name.",
        )
    elif given.resolved:
        text = f"“{given.mention.words}” was taken to mean {given.name}"
        yield Note(NoteKind.SPEAKER, ended(text))
    if speaker is not None and given is not None:
        yield from _notes_on_claimed(verdict, best, speaker, aliases)
    named = speaker if given is None or given.name is None else given.name
    if named is not None:
        yield from _notes_on_others(best, spots, named, aliases)


def _notes_on_claimed(
    verdict: Verdict, best: Spot, speaker: str, aliases: Aliases
) -> Iterator[Note]:
    """Yield the reason for doubt, and another speaker if the verdict does not mention one."""
    said = best.said_by(speaker, aliases)
    if said in (Identity.SAME, Identity.UNTOLD):
        return
    sure = best.attribution is not None and best.attribution.sure
    if verdict not in (Verdict.MISATTRIBUTED, Verdict.UNSURE):
        attributes = "attributes" if sure and said is Identity.ANOTHER else "seems to attribute"
        text = f"The archive {attributes} the words to {speaker_of(best)}, not to {speaker}"
        yield Note(NoteKind.SPEAKER, ended(text))
    if not sure and best.spoken is not None:
        yield Note(NoteKind.SPEAKER, f"Why the speaker is unsure: {best.spoken.grounds}.")


def _notes_on_others(
    best: Spot, spots: Sequence[Spot], named: str, aliases: Aliases
) -> Iterator[Note]:
    """Yield notes on quotations of the same words that are attributed to someone else."""
    for spot in spots:
        other = spot.attribution.name if spot.quoted and spot.attribution else None
        if spot is best or other is None:
            continue
        if spot.said_by(named, aliases) is Identity.ANOTHER:
            headline = spot.recorded.article.headline
            yield Note(NoteKind.SPEAKER, f"“{headline}” attributes the words to {other}.")


def speaker_of(spot: Spot) -> str:
    """Return the name of the speaker, or the mention if the article has no name."""
    given = spot.attribution
    if given is None:
        return "an unnamed speaker"
    return given.name or f"“{given.mention.words}”"


def by_speech(alignment: Alignment) -> tuple[Alignment, ...]:
    """Split an alignment into the speeches that its words are taken from, in order.

    A quotation of another speaker begins a new speech. So does one that the article does not
    attribute to the same speaker. Words that are not all quoted are not split.
    """
    starts = [0]
    before: Quotation | None = None
    for number, word in _pairs(alignment):
        quotation = alignment.recorded.quotation_at(word)
        if quotation is None:
            return (alignment,)
        if before is not None and quotation != before:
            same = alignment.recorded.is_same_speech(before, quotation)
            starts += [] if same else [number]
        before = quotation
    ends = [*starts[1:], len(alignment.claimed.words)]
    return tuple(alignment.part(start, end) for start, end in zip(starts, ends, strict=True))


def _pairs(alignment: Alignment) -> Iterator[tuple[int, Token]]:
    """Yield the index of each claimed word that the article has, with the article's word."""
    numbers, words = alignment.stream.numbers, alignment.recorded.tokens
    for step in alignment.steps:
        if step.equal:
            for shift in range(step.end - step.start):
                yield step.start + shift, words[numbers[step.first + shift]]
