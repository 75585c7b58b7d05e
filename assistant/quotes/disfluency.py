"""Disfluency: fillers, repeats and false starts, which a quotation may leave out.

A quotation may leave out fillers ("uh", "you know"), repeats ("I, I"), false starts ("we were, we
are") and slips that the speaker corrects at once ("forty, no, sorry, fourteen"). It may not lose a
negation, number or content word unless the speaker took it back.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from assistant.quotes.fillers import CORRECTING, CORRECTIONS, MARK, RETRACTING, fillers
from sources.language.meaning_words import AUXILIARIES, is_number, negates
from sources.language.words import Token, is_content

_FILLED = "~"
_RESUMING = frozenset("he she it they we i you that".split())
_LONGEST_START, _FURTHEST_ECHO = 8, 8
_REACH = 40
_BEYOND = 3
_LONGEST_SLIP = 4
_DASHES = ("-", "‐", "–", "—")
_CUT_OFF = re.compile(r"[—–…]|--|\.\.|-(?=\W)")
_STOP = re.compile(r"[.?!](?!\.)(?<!\.\.)")


@dataclass(frozen=True, slots=True)
class Skip:
    """A run of words that may be left out, which ends before position `end`.

    `taken_back` is True if the speaker dropped or corrected them. Then they need not occur again
    among the words that stay.
    """

    end: int
    taken_back: bool = False


class Speech:
    """The words `first` to `last` of an article, which are one speech; finds omissible ones."""

    def __init__(self, text: str, words: Sequence[Token], first: int, last: int) -> None:
        self._text = text
        self._words = words
        self.first, self.last = first, last

    @cached_property
    def vocabulary(self) -> frozenset[str]:
        """All words of the speech, in the form used for comparison."""
        return frozenset(word.folded for word in self._words[self.first : self.last])

    @cached_property
    def is_punctuated(self) -> bool:
        """False for machine-made captions without punctuation."""
        words = self._words[self.first : self.last]
        return MARK.search(self._text, words[0].start, words[-1].start) is not None

    @cached_property
    def fillers(self) -> frozenset[int]:
        """The positions of all words that are fillers."""
        return fillers(self._text, self._words, self.first, self.last)

    @cached_property
    def _fluent(self) -> list[int]:
        """The positions of all words that are not fillers."""
        return [n for n in range(self.first, self.last) if n not in self.fillers]

    @cached_property
    def _folded(self) -> list[str]:
        return [self._words[n].folded for n in self._fluent]

    @cached_property
    def _edges(self) -> list[str]:
        """The punctuation, and a sign for fillers, before each fluent word except the first."""
        text, words, edges = self._text, self._words, [""]
        for before, place in pairwise(self._fluent):
            between = [
                text[words[n - 1].end : words[n].start] for n in range(before + 1, place + 1)
            ]
            edges.append((_FILLED if len(between) > 1 else "") + "".join(between))
        return edges

    @cached_property
    def _marked(self) -> list[bool]:
        return [edge.startswith(_FILLED) or MARK.search(edge) is not None for edge in self._edges]

    @cached_property
    def _cut_off(self) -> list[bool]:
        return [_CUT_OFF.search(edge) is not None for edge in self._edges]

    @cached_property
    def _stopped(self) -> list[bool]:
        return [_STOP.search(edge) is not None for edge in self._edges]

    @cached_property
    def _corrections(self) -> list[int]:
        return [self._found_correction(number) for number in range(len(self._fluent))]

    @cached_property
    def skips(self) -> Mapping[int, tuple[Skip, ...]]:
        """The runs of words that may be left out, by the position at which they start."""
        found: dict[int, list[Skip]] = {place: [Skip(place + 1)] for place in self.fillers}
        for number, place in enumerate(self._fluent):
            for length, taken_back in self._lengths(number):
                end = self._place(number + length)
                found.setdefault(place, []).append(Skip(end, taken_back))
        return {place: tuple(skips) for place, skips in found.items()}

    def start_of(self, place: int) -> int:
        """Return where an utterance begins, including the false starts before it."""
        start, reached = place, {place}
        for before in range(place - 1, max(self.first, place - _REACH) - 1, -1):
            if _STOP.search(self._text, self._words[before].end, self._words[before + 1].start):
                break
            if any(skip.end in reached for skip in self.skips.get(before, ())):
                reached.add(before)
                start = before
        return start

    def takes_back(self, place: int) -> bool:
        """Return True if the speaker immediately corrects what precedes a position."""
        number = bisect_left(self._fluent, place)
        if any(self._is_put_right(number - n, n) for n in range(2, min(number, _LONGEST_SLIP) + 1)):
            return True
        for ahead in range(number, min(number + _BEYOND + 1, len(self._fluent))):
            marker = self._folded[ahead : ahead + self._correction(ahead)]
            if marker == ["in", "fact"]:
                slips = range(1, min(ahead, _LONGEST_SLIP) + 1)
                return any(self._is_corrected(ahead - n, n, len(marker)) for n in slips)
            if self._is_stop(ahead):  # "Not a thing. No, no minutes either." corrects nothing
                return not RETRACTING.isdisjoint(marker) or self._denies(ahead)
            if marker and (marker[0] == "no" or not RETRACTING.isdisjoint(marker)):
                return True
        return False

    def _lengths(self, number: int) -> Iterator[tuple[int, bool]]:
        """Yield how many fluent words from here may be left out, and if they are taken back."""
        most = min(_LONGEST_START, len(self._folded) - number - 1)
        for length in range(1, most + 1):
            said_again = (self._is_repeat, self._is_resumed, self._is_echo)
            if any(again(number, length) for again in said_again):
                yield length, False
            elif (taken_back := self._is_false_start(number, length)) is not None:
                yield length, taken_back
            elif self._is_put_right(number, length) or self._is_broken_off(number, length):
                yield length, True
            corrected = self._correction(number + length)
            if corrected and self._is_corrected(number, length, corrected):
                yield length + corrected, True

    def _is_repeat(self, number: int, length: int) -> bool:
        """Return True if the same words follow: "I, I", "we are, we are"."""
        words = self._folded[number : number + length]
        if words != self._folded[number + length : number + 2 * length] or words == ["had"]:
            return False
        return self._is_marked(number + length) or not any(map(is_number, words))

    def _is_resumed(self, number: int, length: int) -> bool:
        """Return True for a pronoun that repeats the words before it: "it lost, they lost"."""
        if self._folded[number] not in _RESUMING or not self._is_marked(number):
            return False
        again = self._folded[number + 1 : number + length]
        if not again:  # "My grandfather, he, uh, he built"
            before = self._before_starts(number)
            stands_for = before >= 0 and is_content(self._folded[before])
            return stands_for and self._folded[number] in ("he", "she", "it", "they")
        return again == self._folded[max(0, number - len(again)) : number]

    def _before_starts(self, number: int) -> int:
        """Return the index of the last word before that is no repeat or false start, or -1."""
        before = number - 1
        while before > 0:
            starts = (
                length
                for length in range(1, min(before, _LONGEST_SLIP) + 1)
                if self._is_repeat(before + 1 - length, length)
                or self._is_false_start(before + 1 - length, length) is not None
            )
            length = next(starts, 0)
            if not length:
                return before
            before -= length
        return before

    def _is_echo(self, number: int, length: int) -> bool:
        """Return True for words repeated as a separate sentence: "nineteen shots. Nineteen."."""
        if not (self._is_marked(number) and self._is_marked(number + length)):
            return False
        words = self._folded[number : number + length]
        before = self._folded[max(0, number - _FURTHEST_ECHO) : number]
        return any(before[n : n + length] == words for n in range(len(before)))

    def _is_false_start(self, number: int, length: int) -> bool | None:
        """Return whether a false start is taken back; None if it is not a false start."""
        again = number + length
        cut_off = self._is_cut_off(again)
        if not self._is_marked(again) or (self._is_stop(again) and not cut_off):
            return None
        if any(map(self._is_stop, range(number + 1, again))):
            return None
        start = self._folded[number:again]
        anew = self._folded[again : again + length + _BEYOND]
        # "Have you, did you ring the council?"
        asks = start[0] in AUXILIARIES and anew[0] in AUXILIARIES and start[1:] == anew[1:2]
        same = _stem(start[0]) == _stem(anew[0]) or asks
        function = not any(map(is_content, start))
        if any(negates(word) and not any(map(negates, anew)) for word in start):
            return None
        if not same and not (cut_off and function):
            return None
        lost = [word for word in start if is_content(word) and word not in anew]
        parallel = all(
            is_number(word) and start.index(word) < len(anew) and is_number(anew[start.index(word)])
            for word in lost
        )
        if not lost:
            return False
        return True if cut_off or (parallel and len(start) > 1) else None

    def _is_put_right(self, number: int, length: int) -> bool:
        """Return True for words corrected by "I mean": "in March, I mean, in April"."""
        again = number + length
        if not 1 < length <= _LONGEST_SLIP or again >= len(self._fluent):
            return False
        start, end = self._fluent[again - 1] + 1, self._fluent[again]
        slip = self._folded[number:again]
        return (
            [self._words[n].folded for n in range(start, end)][-2:] == ["i", "mean"]
            and self._is_marked(again)
            and not self._is_stop(again)
            and slip[0] == self._folded[again]
            and not any(map(negates, slip))
        )

    def _is_broken_off(self, number: int, length: int) -> bool:
        """Return True if a word is broken off and the speaker starts again: "two hun-, two"."""
        again = number + length
        first, last, anew = (self._words[self._fluent[n]] for n in (number, again - 1, again))
        if self._text[last.end : last.end + 1] not in _DASHES or self._is_stop(again):
            return False
        begun = self._text[first.start : last.end].lower()
        return self._text[anew.start : anew.start + len(begun)].lower() == begun

    def _is_corrected(self, number: int, length: int, marker: int) -> bool:
        """Return True if the words after a marker such as "sorry" correct a slip of this length."""
        middle, again = number + length, number + length + marker
        if again >= len(self._folded) or self._is_stop(middle) or not self._is_marked(middle):
            return False
        slip, right = self._folded[number], self._folded[again]
        if slip in _RESUMING and self._folded[middle] == "in":
            return False  # "It rained, in fact it poured."
        written = [self._text[self._words[self._fluent[n]].start] for n in (number, again)]
        alike = _stem(slip) == _stem(right) or (is_number(slip) and is_number(right))
        return alike or all(letter.isupper() for letter in written)

    def _correction(self, number: int) -> int:
        """Return the length of a correction marker here, such as "no, sorry", or 0."""
        return self._corrections[number] if number < len(self._fluent) else 0

    def _found_correction(self, number: int) -> int:
        if self._folded[number] not in CORRECTING:
            return 0
        for phrase in CORRECTIONS:
            end = number + len(phrase)
            if tuple(self._folded[number:end]) != phrase or not self._is_marked(end):
                continue
            if phrase == ("well",) and not self._is_cut_off(number):
                continue
            # "By Hallmark, no, not Hallmark, by Haldane."
            denied = self._folded[end : end + 2]
            earlier = self._folded[max(0, number - _LONGEST_START) : number]
            is_denied = denied[:1] == ["not"] and denied[1:] and denied[1] in earlier
            return len(phrase) + (2 if is_denied and self._is_marked(end + 2) else 0)
        return 0

    def _denies(self, number: int) -> bool:
        """Return True for a denial: "No, not every one." after "it cut every one of them"."""
        following = self._folded[number : number + 3]
        earlier = self._folded[max(0, number - _LONGEST_START) : number]
        return following[:2] == ["no", "not"] and following[-1] in earlier

    def _place(self, number: int) -> int:
        return self._fluent[number] if number < len(self._fluent) else self.last

    def _is_marked(self, number: int) -> bool:
        if not self.is_punctuated:
            return True
        return not 0 < number < len(self._fluent) or self._marked[number]

    def _is_cut_off(self, number: int) -> bool:
        return 0 < number < len(self._fluent) and self._cut_off[number]

    def _is_stop(self, number: int) -> bool:
        return 0 < number < len(self._fluent) and self._stopped[number]


def _stem(word: str) -> str:
    return word.partition("'")[0]
