"""Swapped names: the agent and the object of an action exchanged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.ledger.doubts.names import Name, names
from assistant.ledger.doubts.reading import Reading, Word, alike, stem

# Agreement is mutual: if A agrees with B, B agrees with A.
_EITHER_WAY = frozenset("with and or between".split())
# If A meets B, B meets A.
_MUTUAL = frozenset(
    stem(verb) for verb in "meet marry wed divorce fight resemble equal border adjoin rival".split()
)
# The order of names in a list carries no meaning, and this many names give too many pairs.
_MOST_NAMES = 24
_BEING = frozenset("is are was were be been being gets got".split())


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two names, the content words between them, and whether the verb is passive."""

    first: Name
    second: Name
    said: tuple[Word, ...]
    passive: bool

    @property
    def turned(self) -> _Pair:
        """The same pair with the names swapped."""
        return replace(self, first=self.second, second=self.first)


def swapped(sentence: Reading, evidence: Sequence[Reading]) -> Iterator[str]:
    """Yield two names of a sentence and the words between, if the evidence swaps the names.

    "A beat B" is swapped in "B beat A" and "A was beaten by B", but not in "B was beaten by A".
    """
    known = [pair for reading in evidence for pair in _pairs(reading)]
    for ours in _pairs(sentence):
        same = [other for other in known if _says_the_same(ours, other)]
        kept = any(_in_order(ours, other) for other in same)
        turned = any(_in_order(ours, other.turned) for other in same)
        if turned and not kept:
            yield sentence.text[ours.first.words[0].start : ours.second.words[-1].end]


def _pairs(reading: Reading) -> Iterator[_Pair]:
    """Yield consecutive names of a sentence with the words between them."""
    found = names(reading)[:_MOST_NAMES]
    for number, first in enumerate(found):
        for second in found[number + 1 :]:
            between = [
                w
                for w in reading.words
                if first.words[-1].end <= w.start and w.end <= second.words[0].start
            ]
            said = tuple(w for w in between if w.is_content and not w.capital)
            folded = {w.folded for w in between}
            if not any(w.folded.isalpha() for w in said) or between[-1].folded in _EITHER_WAY:
                continue
            if said[0].stem not in _MUTUAL:
                yield _Pair(first, second, said, "by" in folded and bool(folded & _BEING))


def _says_the_same(ours: _Pair, other: _Pair) -> bool:
    """Return True if all words between two names are also between the other two."""
    return all(any(alike(a.stem, b.stem) for b in other.said) for a in ours.said)


def _in_order(ours: _Pair, other: _Pair) -> bool:
    if ours.passive != other.passive:
        other = other.turned
    return _is_one(ours.first, other.first) and _is_one(ours.second, other.second)


def _is_one(one: Name, other: Name) -> bool:
    return any(alike(a.stem, b.stem) for a in one.bare for b in other.bare)
