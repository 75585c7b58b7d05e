"""Quantifiers: "all" or "most" where the evidence has only a part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.ledger.doubts.reading import Reading, Word, alike

_WHOLE = frozenset("all every each everyone everybody entire whole always".split())
_MOST = frozenset("most mostly majority".split())
_PART = frozenset(
    "half some many several few third thirds quarter quarters part parts minority "
    "sometimes often usually partly percent".split()
)
# "More than half" may be most.
_OVER = frozenset("more over above two three".split())
_BEFORE, _BEHIND = 4, 2


def widened(sentence: Reading, evidence: Sequence[Reading]) -> Iterator[str]:
    """Yield "all" and the noun it counts if the evidence has only some or half of them."""
    for number, word in enumerate(sentence.words):
        counted = sentence.near(number, 0, _BEHIND)
        if counted and _is_less(word, counted[0], evidence):
            yield sentence.text[word.start : counted[0].end]


def _is_less(word: Word, counted: Word, evidence: Sequence[Reading]) -> bool:
    """Return True if the evidence has only a smaller quantifier than this for the same noun."""
    if word.folded in _WHOLE:
        enough, fewer = _WHOLE, _PART | _MOST
    elif word.folded in _MOST:
        enough, fewer = _WHOLE | _MOST | _OVER, _PART
    else:
        return False
    if any(enough & reading.folded for reading in evidence):
        return False
    return any(
        alike(other.stem, counted.stem)
        and fewer & {w.folded for w in reading.words[max(0, place - _BEFORE) : place]}
        for reading in evidence
        for place, other in enumerate(reading.words)
    )
