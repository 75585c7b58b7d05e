"""Alignment: claimed words laid against the words of an article, word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from assistant.changes import same_long_form
from assistant.claimed import Claimed, Edit
from assistant.recorded import Recorded, Stream, joined
from assistant.stretch import widened, window
from assistant.tokens import is_content
from assistant.vocabulary import negates

# Words that an ellipsis or a bracket may stand for.
_MOST_OMITTED = 100
_MOST_REPLACED = 8
# A "the" at the far end of a sentence is no reason to take in all that is between.
_FURTHER_PER_WORD = 6


@dataclass(frozen=True, slots=True)
class Step:
    """Claimed words `start` to `end`, and the words of the stream that stand for them.

    `left_out` says that the record's words are fillers, repeats or false starts, which a quotation
    may leave out.
    """

    start: int
    end: int
    first: int
    last: int
    equal: bool
    left_out: bool = False


@dataclass(frozen=True)
class Alignment:
    """How a claim lies against a stream of an article's words."""

    claimed: Claimed
    recorded: Recorded
    stream: Stream
    steps: tuple[Step, ...]

    @property
    def first(self) -> int:
        """The first word of the article that has a claimed one against it, or stands between."""
        return self.stream.numbers[self.steps[0].first]

    @property
    def last(self) -> int:
        """The last such word."""
        return self.stream.numbers[self.steps[-1].last - 1]

    @property
    def exact(self) -> bool:
        """Say whether all claimed words stand there, with nothing between them but what is marked.

        Words of the record that are left out count only where no mark shows it.
        """
        return all(
            step.equal or (step.start == step.end and bool(self.claimed.marks_at(step.start)))
            for step in self.steps
        )

    @property
    def matched(self) -> int:
        """How many claimed words stand in the record as they are."""
        return sum(step.end - step.start for step in self.steps if step.equal)

    @property
    def matched_content(self) -> int:
        """How many different content words do."""
        return len(
            {
                word.folded
                for step in self.steps
                if step.equal
                for word in self.claimed.words[step.start : step.end]
                if is_content(word.folded)
            }
        )


def occurrences(claimed: Claimed, recorded: Recorded) -> Iterator[Alignment]:
    """Yield every place of an article that has the claimed words, word for word.

    Ellipses may leave out words there, brackets may stand for some. Words that an attribution
    interrupts are found where the article as it reads does not have them.
    """
    if not claimed.words:
        return
    found = False
    wanted = [joined(chunk) for chunk in claimed.chunks]
    for stream in recorded.streams:
        for start in stream.every(wanted[0]):
            steps = _chained(claimed, wanted, stream, start)
            if steps and recorded.is_of_one_speech(stream.numbers[start], _last(stream, steps)):
                found = True
                yield Alignment(claimed, recorded, stream, steps)
        if found:
            return


def _last(stream: Stream, steps: Sequence[Step]) -> int:
    return stream.numbers[steps[-1].last - 1]


def _chained(
    claimed: Claimed, wanted: Sequence[str], stream: Stream, start: int
) -> tuple[Step, ...]:
    """Follow a claim from chunk to chunk; nothing where one of them does not stand near enough."""
    steps: list[Step] = []
    number, place = 0, start
    for chunk, words in zip(claimed.chunks, wanted, strict=True):
        if steps:
            omitted = any(mark.edit is Edit.OMITTED for mark in claimed.marks_at(number))
            last = place + (_MOST_OMITTED if omitted else _MOST_REPLACED)
            found = stream.find(words, place, last)
            if found is None:
                return ()
            if found > place:
                steps.append(Step(number, number, place, found, equal=False))
            place = found
        steps.append(Step(number, number + len(chunk), place, place + len(chunk), equal=True))
        number, place = number + len(chunk), place + len(chunk)
    return tuple(steps)


def nearest(claimed: Claimed, recorded: Recorded) -> Alignment | None:
    """Lay a claim where an article comes nearest to it; None where no word is the same.

    edlib finds the stretch with the fewest edits, Levenshtein's steps say which they are; neither
    number decides anything.
    """
    best: tuple[int, Stream, int, int] | None = None
    for stream in recorded.streams:
        distance, start, end = window(claimed, stream)
        if best is None or distance < best[0]:
            best = (distance, stream, start, end)
    if best is None:
        return None
    _, stream, start, end = best
    found = within(claimed, recorded, stream, start, end)
    wide = widened(claimed, recorded, stream, start, end)
    wider = within(claimed, recorded, stream, *wide) if wide != (start, end) else None
    further = wide[1] - wide[0] - (end - start)
    if found is None or (wider is not None and _is_worth(wider.matched - found.matched, further)):
        return wider
    return found


def _is_worth(gained: int, further: int) -> bool:
    """Say whether so many more words that agree are worth reaching so much further."""
    return gained > 0 and gained * _FURTHER_PER_WORD >= further


def within(
    claimed: Claimed, recorded: Recorded, stream: Stream, start: int, end: int
) -> Alignment | None:
    """Lay a claim against words `start` to `end` of a stream; None where no word is the same."""
    ours = [word.folded for word in claimed.words]
    theirs = stream.folded[start:end]
    steps = [
        Step(
            found.src_start,
            found.src_end,
            start + found.dest_start,
            start + found.dest_end,
            equal=found.tag == "equal",
        )
        for found in Levenshtein.opcodes(ours, theirs)
    ]
    steps = _without_islands(_merged(steps), ours)
    while steps and steps[0].start == steps[0].end:
        steps.pop(0)
    while steps and steps[-1].start == steps[-1].end:
        steps.pop()
    if not any(step.equal for step in steps):
        return None
    steps = _faced(claimed, _within_sentences(steps, recorded, stream), recorded, stream)
    return Alignment(claimed, recorded, stream, tuple(_split_at_marks(steps, claimed)))


def _merged(steps: Sequence[Step]) -> list[Step]:
    """Put differences that touch into one."""
    merged: list[Step] = []
    for step in steps:
        if merged and not step.equal and not merged[-1].equal:
            before = merged.pop()
            merged.append(Step(before.start, step.end, before.first, step.last, equal=False))
        else:
            merged.append(step)
    return merged


def _without_islands(steps: Sequence[Step], words: Sequence[str]) -> list[Step]:
    """Let an "of the" that happens to agree inside a long difference be part of it."""
    kept = list(steps)
    for number in range(1, len(steps) - 1):
        before, step, after = steps[number - 1 : number + 2]
        island = step.equal and not any(is_content(w) for w in words[step.start : step.end])
        long = min(_length(before), _length(after)) >= 2
        if island and long and step.end - step.start <= 2:
            kept[number] = replace(step, equal=False)
    return _merged(kept)


def _within_sentences(steps: Sequence[Step], recorded: Recorded, stream: Stream) -> list[Step]:
    """Keep differences at either end from reaching into what somebody else says.

    Words that were put in before or after a sentence stand against none of the record's.
    """
    inner = list(steps)
    first, last = inner[0], inner[-1]
    if not first.equal:
        start, _ = recorded.bounds(recorded.tokens[stream.numbers[first.last]])
        while first.first < first.last and _starts(recorded, stream, first.first) < start:
            first = replace(first, first=first.first + 1)
        inner[0] = first
    if not last.equal:
        _, end = recorded.bounds(recorded.tokens[stream.numbers[last.first - 1]])
        while last.first < last.last and _starts(recorded, stream, last.last - 1) >= end:
            last = replace(last, last=last.last - 1)
        inner[-1] = last
    return inner


def _faced(
    claimed: Claimed, steps: Sequence[Step], recorded: Recorded, stream: Stream
) -> list[Step]:
    """Set claimed words at either end against the words that the record has in their place.

    The cheapest stretch leaves those out: it takes a changed last word for one that was put in.
    """
    faced = list(steps)
    first, last = faced[0], faced[-1]
    words = [word.folded for word in claimed.words]
    if not first.equal and first.first and _shortens(words, first, stream, first.first - 1):
        faced[0] = replace(first, first=first.first - 1)
    elif not first.equal and first.first == first.last:
        start, _ = recorded.bounds(recorded.tokens[stream.numbers[first.last]])
        reach = first.first - (first.end - first.start)
        reach -= reach > 0 and negates(stream.folded[reach - 1])
        while first.first > max(reach, 0) and _starts(recorded, stream, first.first - 1) >= start:
            first = replace(first, first=first.first - 1)
        faced[0] = first
    if not last.equal and last.first == last.last:
        _, end = recorded.bounds(recorded.tokens[stream.numbers[last.first - 1]])
        reach = min(last.last + last.end - last.start, len(stream.folded))
        reach += reach < len(stream.folded) and negates(stream.folded[reach])
        while last.last < reach and _starts(recorded, stream, last.last) < end:
            last = replace(last, last=last.last + 1)
        faced[-1] = last
    return faced


def _shortens(words: Sequence[str], step: Step, stream: Stream, first: int) -> bool:
    """Say whether a claimed short form ("we'll") is the record's words from `first` on."""
    return same_long_form(words[step.start : step.end], stream.folded[first : step.last])


def _starts(recorded: Recorded, stream: Stream, place: int) -> int:
    return recorded.tokens[stream.numbers[place]].start


def _length(step: Step) -> int:
    return max(step.end - step.start, step.last - step.first)


def _split_at_marks(steps: Sequence[Step], claimed: Claimed) -> Iterator[Step]:
    """Cut a step where an editor's mark stands in it.

    Of words that differ, those before the first mark stand against the record's, and those behind
    it against none.
    """
    places = {mark.after for mark in claimed.marks}
    for step in steps:
        inside = [n for n in range(step.start + 1, step.end) if n in places]
        for one, other in pairwise([step.start, *inside, step.end]):
            if step.equal:
                shift = step.first - step.start
                yield Step(one, other, one + shift, other + shift, equal=True)
            else:
                first = step.first if one == step.start else step.last
                yield Step(one, other, first, step.last, equal=False)
