"""Splices: detect words from several places in the archive joined into one quotation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.quotes.alignment import Alignment, within
from assistant.quotes.claimed_words import Claimed
from assistant.quotes.recorded_words import Recorded, Stream
from sources.language.words import Token, content_count

# Shorter sequences occur together by chance.
_SHORTEST_FRAGMENT = 3
_Words = tuple[str, str, str]
# A sequence of three words with more positions than this in an article is ignored.
_MOST_PLACES = 50
_SHORTEST_PART = 4
_LEAST_CONTENT = 2
# The cost of each further fragment, in words. It favours few long fragments.
_COST_OF_FRAGMENT = 1.5
_LEAST_COVERED = 0.75
# Two fragments within this distance, across the end of a sentence, are one place.
_NEAR = 6


@dataclass(frozen=True)
class _Fragment:
    """A run of `length` claimed words from `start` on, found at `place` of a stream."""

    recorded: Recorded
    stream: Stream
    start: int
    place: int
    length: int

    @property
    def end(self) -> int:
        return self.start + self.length

    def sentence(self, word: int) -> int:
        """Return the index of the sentence that contains a word of the fragment."""
        number = self.stream.numbers[self.place + word]
        return self.recorded.sentence_number(self.recorded.tokens[number].start)


def spliced(claimed: Claimed, candidates: Sequence[Recorded]) -> tuple[Alignment, ...]:
    """Return the parts that a spliced quotation is joined from, in order; () if it is not spliced.

    The archive has the words of each part, at places that are not adjacent.
    """
    parts = [p for p in _parts(_cover(claimed, candidates)) if _is_part(claimed, p)]
    covered = sum(fragment.length for part in parts for fragment in part)
    if len(parts) < 2 or covered < _LEAST_COVERED * len(claimed.words):
        return ()
    starts = [0, *(part[0].start for part in parts[1:]), len(claimed.words)]
    aligned = [
        _aligned(claimed.part(start, end), part)
        for part, start, end in zip(parts, starts, starts[1:], strict=False)
    ]
    found = tuple(alignment for alignment in aligned if alignment is not None)
    # If a part were missing, the claim would be shown without some of its words.
    return found if len(found) == len(parts) else ()


def fragment(claimed: Claimed, candidates: Sequence[Recorded]) -> Claimed | None:
    """Return the longest run of claimed words in the archive; None if it is too short."""
    runs = _longest(claimed, candidates).values()
    best = max(runs, key=lambda run: (run.length, -run.start), default=None)
    if best is None:
        return None
    words = claimed.words[best.start : best.end]
    found = Claimed(claimed.text[words[0].start : words[-1].end], words, ())
    return found if telling(words) else None


def telling(words: Sequence[Token]) -> bool:
    """Return True if words are too many to occur together by chance."""
    return len(words) >= _SHORTEST_PART and content_count(words) >= _LEAST_CONTENT


def _aligned(claimed: Claimed, part: Sequence[_Fragment]) -> Alignment | None:
    """Align a part with the text around all its fragments or, failing that, with the longest one.

    The first may fail if the fragments are in another order, where replacing every word can be the
    shortest edit.
    """
    first = min(fragment.place for fragment in part)
    last = max(fragment.place + fragment.length for fragment in part)
    longest = max(part, key=lambda fragment: fragment.length)
    recorded, stream = longest.recorded, longest.stream
    return within(claimed, recorded, stream, first, last) or within(
        claimed, recorded, stream, longest.place, longest.place + longest.length
    )


def _is_part(claimed: Claimed, part: Sequence[_Fragment]) -> bool:
    return telling(claimed.words[part[0].start : part[-1].end])


def _cover(claimed: Claimed, candidates: Sequence[Recorded]) -> list[_Fragment]:
    """Choose as few fragments as possible that cover most of the claimed words."""
    longest = _longest(claimed, candidates)
    best: list[tuple[float, int]] = [(0.0, 0)] * (len(claimed.words) + 1)
    for start in range(len(claimed.words) - 1, -1, -1):
        best[start] = (best[start + 1][0], start + 1)
        fragment = longest.get(start)
        if fragment is not None:
            gain = fragment.length - _COST_OF_FRAGMENT + best[fragment.end][0]
            best[start] = max(best[start], (gain, fragment.end))
    chosen: list[_Fragment] = []
    place = 0
    while place < len(claimed.words):
        end = best[place][1]
        if end > place + 1:
            chosen.append(longest[place])
        place = end
    return chosen


def _longest(claimed: Claimed, candidates: Sequence[Recorded]) -> dict[int, _Fragment]:
    """Return for each claimed word the longest run of the archive that begins with it."""
    words = [word.folded for word in claimed.words]
    longest: dict[int, _Fragment] = {}
    for recorded in candidates:
        for stream in recorded.streams:
            for start, place, length in _runs(words, stream):
                known = longest.get(start)
                if known is None or length > known.length:
                    longest[start] = _Fragment(recorded, stream, start, place, length)
    return longest


def _runs(words: Sequence[str], stream: Stream) -> Iterator[tuple[int, int, int]]:
    """Yield for each word the longest run from it: its position, and the number of words.

    Runs shorter than a fragment are left out.
    """
    wanted = set(_fragments(words))
    places: dict[_Words, list[int]] = defaultdict(list)
    for place, few in enumerate(_fragments(stream.folded)):
        if few in wanted and len(places[few]) < _MOST_PLACES:
            places[few].append(place)
    after: dict[int, int] = {}
    for start, few in reversed([*enumerate(_fragments(words))]):
        after = {
            place: after.get(place + 1, _SHORTEST_FRAGMENT - 1) + 1 for place in places.get(few, ())
        }
        if after:
            place = max(after, key=lambda p: (after[p], -p))
            yield start, place, after[place]


def _fragments(words: Sequence[str]) -> Iterator[_Words]:
    return zip(words, words[1:], words[2:], strict=False)


def _parts(fragments: Sequence[_Fragment]) -> list[list[_Fragment]]:
    """Group consecutive fragments that come from the same place."""
    parts: list[list[_Fragment]] = []
    for fragment in fragments:
        if parts and _is_near(parts[-1][-1], fragment):
            parts[-1].append(fragment)
        else:
            parts.append([fragment])
    return parts


def _is_near(before: _Fragment, after: _Fragment) -> bool:
    if before.recorded is not after.recorded or before.stream is not after.stream:
        return False
    between = after.place - (before.place + before.length)
    if between < 0:
        return before.sentence(0) == after.sentence(after.length - 1)
    same = before.sentence(before.length - 1) == after.sentence(0)
    return same or between <= _NEAR
