"""Quantities: "all" where the evidence has only a part of the same."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.doubts.reading import Reading, alike

_WHOLE = frozenset("all every each everyone everybody entire whole always".split())
_PART = frozenset(
    "half some most many several few third thirds quarter quarters part parts majority minority "
    "sometimes often usually mostly partly percent".split()
)
_BEFORE, _BEHIND = 4, 2


def widened(sentence: Reading, evidence: Sequence[Reading]) -> Iterator[str]:
    """Yield "all" and what it counts, where the evidence has some or half of the same."""
    if any(_WHOLE & reading.folded for reading in evidence):
        return
    for number, word in enumerate(sentence.words):
        counted = sentence.near(number, 0, _BEHIND)
        if word.folded not in _WHOLE or not counted:
            continue
        for reading in evidence:
            for place, other in enumerate(reading.words):
                limited = {w.folded for w in reading.words[max(0, place - _BEFORE) : place]}
                if limited & _PART and any(alike(other.stem, w.stem) for w in counted[:1]):
                    yield sentence.text[word.start : counted[0].end]
                    return
