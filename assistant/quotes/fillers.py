"""Fillers: find the sounds and set phrases of a speech that a quotation may leave out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sources.language.currencies import SIGNS
from sources.language.meaning_words import is_number
from sources.language.words import Token

SOUNDS = frozenset("uh um uhm umm uhh er erm ehm ah eh hm hmm mm mhm".split())
# Phrases that are fillers if punctuation sets them off on both sides.
SET_OFF = frozenset(
    tuple(phrase.split())
    for phrase in (
        *("you know", "i mean", "you see", "i repeat", "i say again", "i stress", "like", "well"),
        *(
            "i want to stress",
            "i must stress",
            "let me be clear",
            "let me be careful",
            "look",
            "if i may",
        ),
        *("let me rephrase", "let me rephrase that", "let me repeat", "let me repeat that", "so"),
        *("let me start again", "how shall i put it", "how do i put this", "okay", "ok", "now"),
        *("i want to say", "i have to say", "i must say", "if i may say so", "if i can add"),
        *("oh", "yeah", "right", "what", "see", "laughter", "laughs", "applause", "crosstalk"),
        *("pause", "chuckles", "coughs", "sighs", "cheers", "gosh", "anyway"),
        *("sir", "ma'am", "madam", "mr speaker", "madam speaker", "madam deputy speaker"),
        *("mr deputy speaker", "mr chairman", "madam chairman", "mr chair", "madam chair"),
        *("what d'you call it", "what do you call it", "what's the word", "what's it called"),
        *("your honor", "your honour", "my lord", "my lords", "my lady"),
        *("sort of", "kind of", "i dunno", "you know what i mean"),
    )
)
# Words that make a following number approximate, and so are not fillers there.
HEDGES = frozenset({("like",), ("sort", "of"), ("kind", "of"), ("i", "dunno")})
# Fillers even without punctuation, as in machine transcripts, except beside the words below.
LOOSE = frozenset({("you", "know"), ("i", "mean")})
NOT_BEFORE = frozenset(
    "do did don't didn't if what as let to would could should can will want makes how not "
    "that's when whatever".split()
)
NOT_AFTER = frozenset("that what how why who it him her them the if when where this about".split())
_CORRECTIONS = (
    *("no no sorry", "no sorry", "no wait", "sorry no", "no no", "no", "sorry", "or rather"),
    *("rather", "i mean", "make that", "correction", "excuse me", "pardon", "well"),
    *("no strike that", "strike that", "no scratch that", "scratch that", "no i'm sorry"),
    *("in fact", "i'm sorry", "i misspoke", "i beg your pardon", "let me correct that"),
)
# Longest first, because "no" is part of others.
CORRECTIONS = tuple(sorted((tuple(one.split()) for one in _CORRECTIONS), key=len, reverse=True))
# A separate sentence that begins like this takes back the one before.
RETRACTING = frozenset("sorry correction strike scratch misspoke i'm pardon".split())
CORRECTING = frozenset(phrase[0] for phrase in CORRECTIONS)


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
        """Return where a phrase begins, including a false start of it: "if I, if I can add"."""
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
