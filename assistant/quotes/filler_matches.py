"""Filler matches: find where a speech has the claimed words with fillers among them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from assistant.quotes.alignment import Alignment
from assistant.quotes.alignment_step import Step
from assistant.quotes.claimed_words import Claimed, Edit
from assistant.quotes.disfluency import Skip, Speech
from assistant.quotes.recorded_words import Recorded
from sources.language.meaning_words import is_number, negates
from sources.language.words import Token, is_content

_MOST_OMITTED = 100
# The search is abandoned after this many steps, in speech with too many words that may be left out.
_MOST_STATES = 20_000
# Words that are left out must occur within this distance among those that stay.
_NEAR = 16


def fluent_occurrences(claimed: Claimed, recorded: Recorded) -> Iterator[Alignment]:
    """Yield places where a speech has the claimed words with fillers or repeats among them."""
    if not claimed.words or any(mark.edit is Edit.INSERTED for mark in claimed.marks):
        return
    wanted = [word.folded for word in claimed.words]
    needed = frozenset(wanted)
    if not needed <= recorded.vocabulary:
        return
    for speech in recorded.speeches:
        if not needed <= speech.vocabulary:
            continue
        steps = _Search(claimed, wanted, recorded.tokens, speech).steps()
        if steps:
            yield Alignment(claimed, recorded, recorded.streams[0], steps)


class _Search:
    """Searches one speech for claimed words."""

    def __init__(
        self, claimed: Claimed, wanted: Sequence[str], words: Sequence[Token], speech: Speech
    ) -> None:
        self._claimed = claimed
        self._wanted = wanted
        self._words = words
        self._speech = speech
        self._failed: set[tuple[int, int]] = set()
        self._skips: Mapping[int, tuple[Skip, ...]] = speech.skips

    def steps(self) -> tuple[Step, ...]:
        """Return the steps of the first place that has the words, or nothing."""
        first, last = self._speech.first, self._speech.last
        for start in range(first, last):
            if self._words[start].folded == self._wanted[0]:
                path = self._path(start)
                if path is not None and self._keeps(path):
                    return self._as_steps(path)
        return ()

    def _path(self, start: int) -> list[tuple[int, int, bool]] | None:
        """Return the runs left out between claimed words, as (start, end, taken back).

        The search is depth first and tries the next word before leaving anything out.
        """
        path: list[tuple[int, int, bool]] = []
        waiting = [(0, start, 0, (start, start, False))]
        while waiting and len(self._failed) < _MOST_STATES:
            number, place, depth, left_out = waiting.pop()
            del path[depth:]
            path.append(left_out)
            if (number, place) in self._failed:
                continue
            self._failed.add((number, place))
            if number == len(self._wanted):
                return path
            if place >= self._speech.last:
                continue
            waiting += [
                (number, skip.end, len(path), (place, skip.end, skip.taken_back))
                for skip in self._ways(number, place)
            ]
            if self._words[place].folded == self._wanted[number]:
                waiting.append((number + 1, place + 1, len(path), (place + 1, place + 1, False)))
        return None

    def _ways(self, number: int, place: int) -> Iterator[Skip]:
        """Yield the runs that may be left out before a claimed word, longest first."""
        if number and any(m.edit is Edit.OMITTED for m in self._claimed.marks_at(number)):
            end = min(place + _MOST_OMITTED, self._speech.last)
            wanted = self._wanted[number]
            yield from (
                Skip(at, True)
                for at in range(end - 1, place, -1)
                if self._words[at].folded == wanted
            )
        if number:
            yield from sorted(self._skips.get(place, ()), key=lambda skip: -skip.end)

    def _keeps(self, path: Sequence[tuple[int, int, bool]]) -> bool:
        """Return True if every important word left out also occurs among those that stay."""
        left_out = {n for start, end, _ in path for n in range(start, end)}
        stays = {n for n in range(path[0][0], path[-1][1]) if n not in left_out}
        for start, end, taken_back in path:
            for place in range(start, end):
                word = self._words[place].folded
                grave = is_content(word) or negates(word) or is_number(word)
                if taken_back or not grave or place in self._speech.fillers:
                    continue
                around = range(place - _NEAR, place + _NEAR + 1)
                if not any(n in stays and self._words[n].folded == word for n in around):
                    return False
        return True

    def _as_steps(self, path: Sequence[tuple[int, int, bool]]) -> tuple[Step, ...]:
        steps: list[Step] = []
        number = 0
        for start, end, _ in path[1:]:
            if start == end:
                number += 1
                before = steps[-1] if steps else None
                if before is not None and before.equal:
                    steps[-1] = Step(before.start, number, before.first, end, equal=True)
                else:
                    steps.append(Step(number - 1, number, end - 1, end, equal=True))
            elif steps and steps[-1].left_out:
                steps[-1] = Step(number, number, steps[-1].first, end, equal=False, left_out=True)
            else:
                marked = bool(self._claimed.marks_at(number))
                steps.append(Step(number, number, start, end, equal=False, left_out=not marked))
        return tuple(steps)
