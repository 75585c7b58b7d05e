"""Fillers: find the sounds and set phrases of a speech that a quotation may leave out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.quotes.filler_words import HEDGES, LOOSE, NOT_AFTER, NOT_BEFORE, SET_OFF, SOUNDS
from assistant.quotes.meaning_words import is_number
from assistant.quotes.words import Token
from sources.language.currencies import SIGNS

MARK = re.compile(r"[,.;:?!—–…()\[\]]|--|-(?=\W)")
_LONGEST_PHRASE = max(map(len, SET_OFF))


def fillers(text: str, words: Sequence[Token], first: int, last: int) -> frozenset[int]:
    """Return the positions of the filler words from `first` up to `last`."""
    return _Passage(text, words, first, last).fillers()


@dataclass(frozen=True)
class _Passage:
    text: str
    words: Sequence[Token]
    first: int
    last: int

    def fillers(self) -> frozenset[int]:
        """Return the positions of all filler words."""
        places = range(self.first, self.last)
        found = {place for place in places if self.words[place].folded in SOUNDS}
        for place in places:
            for length in range(1, _LONGEST_PHRASE + 1):
                end = place + length
                if end <= self.last and self._is_phrase(place, end, found):
                    found.update(range(self._begun(place, end), end))
        return frozenset(found)

    def _begun(self, place: int, end: int) -> int:
        """Return where a phrase begins, including its own false start: "if I, if I can add"."""
        for length in range(end - place - 1, 0, -1):
            start = place - length
            again = [self.words[n].folded for n in range(start, place) if start >= self.first]
            phrase = [self.words[n].folded for n in range(place, place + length)]
            if again == phrase and self._gap(place):
                return start
        return place

    def _is_phrase(self, place: int, end: int, sounds: set[int]) -> bool:
        phrase = tuple(word.folded for word in self.words[place:end])
        if phrase in HEDGES and self._is_amount(end):
            return False
        if phrase in SET_OFF:
            opened = place == self.first or place - 1 in sounds or self._gap(place)
            closed = end == self.last or end in sounds or self._gap(end)
            if opened and closed:
                return True
        if phrase not in LOOSE:
            return False
        before = self.words[place - 1].folded if place > self.first else ""
        after = self.words[end].folded if end < self.last else ""
        return bool(before and after) and before not in NOT_BEFORE and after not in NOT_AFTER

    def _is_amount(self, place: int) -> bool:
        """Return True if the word at a position is a number, or a currency sign before one."""
        word = self.words[place].folded if place < self.last else ""
        return is_number(word) or word in tuple(SIGNS)

    def _gap(self, place: int) -> bool:
        """Return True if there is punctuation between a word and the one before it."""
        start, end = self.words[place - 1].end, self.words[place].start
        return MARK.search(self.text, start, end) is not None
