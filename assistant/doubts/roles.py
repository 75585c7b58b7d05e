"""Roles: names that have changed places, so that who did it is whom it was done to."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.doubts.names import Name, names
from assistant.doubts.reading import Reading, Word, alike

_BEING = frozenset("is are was were be been being gets got".split())


def swapped(sentence: Reading, evidence: Sequence[Reading]) -> Iterator[str]:
    """Yield two names of a sentence with the word between them, where the evidence turns them.

    "A beat B" is turned by "B beat A" and by "A was beaten by B", and not by "B was beaten by A".
    """
    for first, word, second, passive in _triples(sentence):
        turned = agreed = False
        for reading in evidence:
            for one, other_word, two, other_passive in _triples(reading):
                if not alike(word.stem, other_word.stem):
                    continue
                same = _is_one(first, one) and _is_one(second, two)
                opposite = _is_one(first, two) and _is_one(second, one)
                agreed |= same if passive == other_passive else opposite
                turned |= opposite if passive == other_passive else same
        if turned and not agreed:
            yield sentence.text[first.words[0].start : second.words[-1].end]


def _triples(reading: Reading) -> Iterator[tuple[Name, Word, Name, bool]]:
    """Yield two names in one clause and each small-lettered content word between them."""
    found = names(reading)
    for number, first in enumerate(found):
        for second in found[number + 1 : number + 2]:
            between = [
                w
                for w in reading.words
                if first.words[-1].end <= w.start and w.end <= second.words[0].start
            ]
            folded = {w.folded for w in between}
            passive = "by" in folded and bool(folded & _BEING)
            for word in between:
                if word.is_content and not word.capital and word.folded.isalpha():
                    yield first, word, second, passive


def _is_one(one: Name, other: Name) -> bool:
    return any(alike(a.stem, b.stem) for a in one.bare for b in other.bare)
