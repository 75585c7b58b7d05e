"""Words of a sentence whose opposite is in the evidence."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.ledger.doubts.kin import apart, stands, substitutes
from assistant.ledger.doubts.opposites import is_way, opposites
from assistant.ledger.doubts.polarity import is_negation
from assistant.ledger.doubts.reading import Reading, Word
from assistant.quotes.meaning_words import RELATIONS

# "Less" is seldom paraphrased: "half as much" is rare.
_LESS = frozenset("less fewer least".split())
_LOST = frozenset("lose loses losing lost".split())
_TURNED = 4


def opposed(sentence: Reading, evidence: Sequence[Reading]) -> Iterator[tuple[str, bool]]:
    """Yield "longer / shorter", the sentence's word first, and whether it is serious alone."""
    known = {word.folded for reading in evidence for word in reading.words}
    stems = {word.stem for reading in evidence for word in reading.words}
    for number, word in enumerate(sentence.words):
        if not (word.is_content or is_way(word.folded)):
            continue
        if word.folded in known or word.stem in stems:
            continue
        # A double negation cancels out: "unpublished" for "not published".
        turns = _is_turned(sentence, number)
        places = _places(opposites(word.folded, word.stem), evidence)
        there = [place for place in places if turns == _is_turned(*place)]
        if there and not _is_reworded(word, evidence):
            reading, place = there[0]
            # A person who is homeless now may have had a home.
            grave = word.folded not in _LESS and not word.folded.endswith("less")
            yield f"{word.written} / {reading.words[place].written}", grave


def unlike(sentence: Reading, evidence: Sequence[Reading]) -> Iterator[str]:
    """Yield "less" and similar words if no evidence has the word or its opposite."""
    known = {word.folded for reading in evidence for word in reading.words}
    for word in sentence.words:
        if word.folded in _LESS - known and known.isdisjoint(opposites(word.folded, word.stem)):
            yield word.written


def _is_reworded(word: Word, evidence: Sequence[Reading]) -> bool:
    """Return True if the evidence has a synonym of the word besides its opposite.

    Prepositions may both occur: "before" and, about something else, "next".
    """
    return word.folded not in RELATIONS and any(
        stands(phrase, reading)
        for phrase in substitutes(word.stem)
        if not any(apart(word.folded, word.stem, part, part) for part in phrase)
        for reading in evidence
    )


def _places(words: frozenset[str], evidence: Sequence[Reading]) -> Iterator[tuple[Reading, int]]:
    for reading in evidence:
        for number, word in enumerate(reading.words):
            if word.folded in words or word.stem in words:
                yield reading, number


def _is_turned(reading: Reading, number: int) -> bool:
    """Return True if a word is negated, or said to be lost, by a word before it."""
    word = reading.words[number]
    before = [
        w for w in reading.words[max(0, number - _TURNED) : number] if w.clause == word.clause
    ]
    return any(is_negation(w) or w.folded in _LOST for w in before)
