"""Overlap: the share of a sentence's content words found in its evidence."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.ledger.doubts.names import holds_people
from assistant.ledger.doubts.reading import Reading, Word
from assistant.quotes.meaning_words import is_date, is_number
from sources.language.scripts import HANGUL

# The paragraph and headline around the cited words show who is meant, but they are not themselves
# cited.
_IN_CONTEXT = 0.6
_TELLING = 1.5
_PLAIN = 1.0
_VAGUE = 0.4
_VAGUE_WORDS = frozenset(
    "say says said tell told state states stated report reported reports according note noted "
    "mention mentioned article articles record source also include includes including included "
    "make made take took get got give gave use used one two year time day way people thing "
    "number part place current currently new various several well".split()
)


# "did", "becomes", "thing": common endings of Korean sentences on any topic.
_LIGHT_KOREAN = re.compile(rf"(?:하|했|한|할|되|됐|된|될|있|것|수|등|및)[{HANGUL}]{{0,2}}")


def is_vague(word: Word) -> bool:
    """Return True if a word occurs in sentences on any topic."""
    return word.folded in _VAGUE_WORDS or bool(_LIGHT_KOREAN.fullmatch(word.folded))


def weight(word: Word) -> float:
    """Return the weight of a word: names and numbers distinguish statements, "said" does not."""
    if is_vague(word):
        return _VAGUE
    telling = word.capital or is_number(word.folded) or is_date(word.folded)
    return _TELLING if telling else _PLAIN


def coverage(sentence: Reading, evidence: Sequence[Reading], around: Sequence[Reading]) -> float:
    """Return the weighted share of a sentence's content words found in its evidence."""
    total = sum(weight(word) for word in sentence.content)
    if not total:
        return 1.0  # its content, such as numbers, is judged elsewhere
    return sum(_borne(w, evidence, around) * weight(w) for w in sentence.content) / total


def missing(
    sentence: Reading, evidence: Sequence[Reading], around: Sequence[Reading]
) -> tuple[Word, ...]:
    """Return the content words found neither in the evidence nor in its context."""
    return tuple(w for w in sentence.content if not _borne(w, evidence, around))


def _borne(word: Word, evidence: Sequence[Reading], around: Sequence[Reading]) -> float:
    if any(_holds(reading, word) for reading in evidence):
        return 1.0
    return _IN_CONTEXT if any(_holds(reading, word) for reading in around) else 0.0


def _holds(reading: Reading, word: Word) -> bool:
    if not word.capital or word.opens:
        return reading.holds(word)
    return word.stem in reading.stems or holds_people(word, reading)
