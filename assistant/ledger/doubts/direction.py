"""Direction: prepositions that the evidence has in the opposite direction."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.ledger.doubts.reading import Reading, Word, alike

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
        """Return True if both have the same object and the same words before them."""
        if not any(alike(self.objects[0].stem, word.stem) for word in other.objects):
            return False
        head = self.heads[-1]
        if {self.way, other.way} == _NEAR_ANOTHER:
            return any(head.folded == word.folded for word in other.heads[-1:])
        return any(alike(head.stem, word.stem) for word in other.heads)


def exchanged(sentence: Reading, evidence: Sequence[Reading]) -> Iterator[str]:
    """Yield prepositions, with their objects, that the evidence has only in another direction.

    "Bought from Leeds" is not supported by "bought for Leeds". If the evidence has neither before
    "Leeds", or has it for something else, nothing is reported.
    """
    known = [turn for reading in evidence for turn in _turns(reading)]
    for ours in _turns(sentence):
        same = {other.way for other in known if ours.leads_as(other)}
        if same and ours.way not in same:
            yield ours.text


def _turns(reading: Reading) -> Iterator[_Turn]:
    for number, word in enumerate(reading.words):
        way = _WAYS.get(word.folded)
        if way is None:
            continue
        heads = reading.near(number, _LEADING, 0)
        objects = _objects(reading, number)
        if heads and objects:
            yield _Turn(way, heads, objects, reading.text[word.start : objects[0].end])


def _objects(reading: Reading, number: int) -> tuple[Word, ...]:
    """Return the first objects of a preposition, up to the next preposition."""
    found: list[Word] = []
    for place in range(number + 1, len(reading.words)):
        word = reading.words[place]
        ends = word.clause != reading.words[number].clause or word.folded in _WAYS
        if ends or len(found) == _OBJECTS:
            break
        if word.is_content:
            found.append(word)
    return tuple(found)
