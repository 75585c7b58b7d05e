"""Alignment: match claimed words with the words of an article, word by word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from rapidfuzz.distance import Levenshtein

from assistant.quotes.alignment_step import Step
from assistant.quotes.claimed_words import Claimed, Edit
from assistant.quotes.facing_words import Facing
from assistant.quotes.recorded_words import Recorded, Stream, joined
from assistant.quotes.stretch import widened, window
from sources.language.words import is_content

# The most words that an ellipsis or a bracket may replace.
_MOST_OMITTED = 100
_MOST_REPLACED = 8
# How many words a window may grow for each further match. A lone "the" at the far end of a sentence
# does not justify including everything in between.
_FURTHER_PER_WORD = 6
# The most words of a claim that an article with the same words may have as parts of numbers.
_MOST_NOTATED = 8


@dataclass(frozen=True)
class Alignment:
    """The alignment of a claimed quotation with a stream of an article's words."""

    claimed: Claimed
    recorded: Recorded
    stream: Stream
    steps: tuple[Step, ...]

    @property
    def first(self) -> int:
        """The index, among the article's words, of the first aligned word."""
        return self.stream.numbers[self.steps[0].first]

    @property
    def last(self) -> int:
        """The index, among the article's words, of the last aligned word."""
        return self.stream.numbers[self.steps[-1].last - 1]

    @property
    def exact(self) -> bool:
        """True if the article has all claimed words, and every omission is permitted.

        An omission is permitted if an ellipsis or a bracket shows it, or if it is only fillers.
        """
        return all(step.same or self.is_marked(step) for step in self.steps)

    def is_marked(self, step: Step) -> bool:
        """Return True if a step has only words that an ellipsis or a bracket replaces."""
        return step.start == step.end and bool(self.claimed.marks_at(step.start))

    def part(self, start: int, end: int) -> Alignment:
        """Return the alignment of claimed words `start` to `end`, as a separate claim."""
        steps = []
        for step in self.steps:
            first, last = max(step.start, start), min(step.end, end)
            if first < last:
                place = step.first + first - step.start if step.equal else step.first
                until = place + last - first if step.equal else step.last
                steps.append(Step(first - start, last - start, place, until, equal=step.equal))
        return replace(self, claimed=self.claimed.part(start, end), steps=tuple(steps))

    @property
    def matched(self) -> int:
        """The number of claimed words that the article has verbatim."""
        return sum(step.end - step.start for step in self.steps if step.same)

    @property
    def matched_content(self) -> int:
        """The number of different content words that the article has verbatim."""
        return len(
            {
                word.folded
                for step in self.steps
                if step.same
                for word in self.claimed.words[step.start : step.end]
                if word.is_content
            }
        )

    @property
    def shared_content(self) -> int:
        """The number of different content words of the claim in the aligned text, in any order."""
        there = self.stream.folded[self.steps[0].first : self.steps[-1].last]
        ours = {word.folded for word in self.claimed.words}
        return sum(is_content(word) for word in ours.intersection(there))


def occurrences(claimed: Claimed, recorded: Recorded) -> Iterator[Alignment]:
    """Yield every place in an article that has the claimed words verbatim.

    Ellipses may omit words there, and brackets may replace some. Text without the attributions
    that interrupt it is searched only if the article does not have the words in reading order.
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


def written_occurrences(claimed: Claimed, recorded: Recorded) -> Iterator[Alignment]:
    """Yield every place in an article that has the claimed words as they are written.

    A claim that ends with "one" lacks the noun that makes it a number in the article. A place that
    has only part of a number is left out: "30" is not "30 million".
    """
    missing = {word.folded for word in claimed.as_written.words} - recorded.vocabulary
    if len(missing) > _MOST_NOTATED:
        return
    for found in occurrences(claimed.as_written, recorded.as_written):
        words, numbers = found.recorded.tokens, found.stream.numbers
        chunks = [step for step in found.steps if step.equal]
        gaps = [n for step in chunks for n in (numbers[step.first], numbers[step.last - 1] + 1)]
        if not any(recorded.is_inside_word(words[n].start) for n in gaps if n < len(words)):
            yield found


def _last(stream: Stream, steps: Sequence[Step]) -> int:
    return stream.numbers[steps[-1].last - 1]


def _chained(
    claimed: Claimed, wanted: Sequence[str], stream: Stream, start: int
) -> tuple[Step, ...]:
    """Match a claim chunk by chunk; return () if one is missing or too far from the one before."""
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
    """Align a claim with the closest part of an article; return None if no word is the same.

    edlib finds the window with the fewest edits, and Levenshtein's opcodes list the edits. Neither
    number affects the verdict.
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
    """Return True if the extra matching words justify the longer window."""
    return gained > 0 and gained * _FURTHER_PER_WORD >= further


def within(
    claimed: Claimed, recorded: Recorded, stream: Stream, start: int, end: int
) -> Alignment | None:
    """Align a claim with words `start` to `end` of a stream; return None if no word is the same."""
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
    steps = Facing(claimed, recorded, stream).settled(steps)
    return Alignment(claimed, recorded, stream, tuple(_split_at_marks(steps, claimed)))


def _merged(steps: Sequence[Step]) -> list[Step]:
    """Merge adjacent differences."""
    merged: list[Step] = []
    for step in steps:
        if merged and not step.equal and not merged[-1].equal:
            before = merged.pop()
            merged.append(Step(before.start, step.end, before.first, step.last, equal=False))
        else:
            merged.append(step)
    return merged


def _without_islands(steps: Sequence[Step], words: Sequence[str]) -> list[Step]:
    """Merge a chance match, such as "of the", into the long difference around it."""
    kept = list(steps)
    for number in range(1, len(steps) - 1):
        before, step, after = steps[number - 1 : number + 2]
        island = step.equal and not any(is_content(w) for w in words[step.start : step.end])
        long = min(_length(before), _length(after)) >= 2
        if island and long and step.end - step.start <= 2:
            kept[number] = replace(step, equal=False)
    return _merged(kept)


def _length(step: Step) -> int:
    return max(step.end - step.start, step.last - step.first)


def _split_at_marks(steps: Sequence[Step], claimed: Claimed) -> Iterator[Step]:
    """Split a step at each editor's mark inside it.

    If the words differ, those before the first mark are compared with the article's words, and
    those after it count as insertions.
    """
    places = {mark.after for mark in claimed.marks}
    for step in steps:
        inside = [n for n in range(step.start + 1, step.end) if n in places]
        for one, other in pairwise([step.start, *inside, step.end]):
            if step.equal:
                shift = step.first - step.start
                yield Step(one, other, one + shift, other + shift, equal=True)
            elif step.alike and not inside:
                yield step
            else:
                first = step.first if one == step.start else step.last
                yield Step(one, other, first, step.last, equal=False)
