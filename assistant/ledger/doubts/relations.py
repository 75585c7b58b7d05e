"""Relations: names that swapped roles, and prepositions with another direction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice, takewhile

from sources.language.analysis import Analysis
from sources.language.proper_names import Name
from sources.language.stems import stem
from sources.language.words import Word

_WAYS = {
    "from": "source",
    "to": "goal",
    "for": "goal",
    "into": "goal",
    "onto": "goal",
    "towards": "goal",
    "toward": "goal",
    "by": "agent",
    "against": "adversary",
    "over": "above",
    "under": "below",
}
# "An offer from somebody" means the same as "offered by somebody".
_NEAR_ANOTHER = frozenset({"source", "agent"})
_LEADING, _OBJECTS = 3, 2


@dataclass(frozen=True, slots=True)
class _Turn:
    """A directional preposition, the words before it, and its object."""

    way: str
    heads: tuple[Word, ...]
    objects: tuple[Word, ...]
    text: str

    def leads_as(self, other: _Turn) -> bool:
        """Return True if two prepositions have the same object and the same words before them."""
        if not self.objects[0].is_among(other.objects):
            return False
        head = self.heads[-1]
        if {self.way, other.way} == _NEAR_ANOTHER:
            return any(head.folded == word.folded for word in other.heads[-1:])
        return head.is_among(other.heads)


def exchanged(sentence: Analysis, evidence: Sequence[Analysis]) -> Iterator[str]:
    """Yield prepositions, with their objects, that the evidence has only in another direction.

    "Bought from Leeds" is not supported by "bought for Leeds". If the evidence has neither before
    "Leeds", or has it for something else, nothing is reported.
    """
    known = [turn for reading in evidence for turn in _turns(reading)]
    for ours in _turns(sentence):
        same = {other.way for other in known if ours.leads_as(other)}
        if same and ours.way not in same:
            yield ours.text


def _turns(reading: Analysis) -> Iterator[_Turn]:
    for number, word in enumerate(reading.words):
        way = _WAYS.get(word.folded)
        if way is None:
            continue
        heads = reading.near(number, _LEADING, 0)
        objects = _objects(reading, number)
        if heads and objects:
            yield _Turn(way, heads, objects, reading.text[word.start : objects[0].end])


def _objects(reading: Analysis, number: int) -> tuple[Word, ...]:
    """Return the first objects of a preposition, up to the next preposition."""
    ahead = takewhile(lambda word: word.folded not in _WAYS, reading.ahead(number))
    return tuple(islice((word for word in ahead if word.is_content), _OBJECTS))


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


def swapped(sentence: Analysis, evidence: Sequence[Analysis]) -> Iterator[str]:
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


def _pairs(reading: Analysis) -> Iterator[_Pair]:
    """Yield consecutive names of a sentence with the words between them."""
    found = reading.names[:_MOST_NAMES]
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
    return all(word.is_among(other.said) for word in ours.said)


def _in_order(ours: _Pair, other: _Pair) -> bool:
    if ours.passive != other.passive:
        other = other.turned
    return _is_one(ours.first, other.first) and _is_one(ours.second, other.second)


def _is_one(one: Name, other: Name) -> bool:
    return any(word.is_among(other.bare) for word in one.bare)
