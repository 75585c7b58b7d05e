"""Content words of a sentence that its evidence supports, and those that it does not."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.ledger.doubts.changed_names import holds_people
from assistant.ledger.doubts.news_synonyms import apart, stands, substitutes
from sources.language.analysis import Analysis
from sources.language.currency_names import currency_nouns
from sources.language.meaning_words import (
    CONNECTIVES,
    RELATIONS,
    SAYING,
    hedges,
    is_date,
    is_number,
    negates,
)
from sources.language.scripts import HANGUL
from sources.language.stems import stem
from sources.language.units import UNITS
from sources.language.words import Word

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


# Korean words at the ends of sentences on any topic: "did", "becomes", "thing".
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


def coverage(sentence: Analysis, evidence: Sequence[Analysis], around: Sequence[Analysis]) -> float:
    """Return the weighted share of a sentence's content words found in its evidence."""
    total = sum(weight(word) for word in sentence.content)
    if not total:
        return 1.0  # its content, such as numbers, is judged elsewhere
    return sum(_borne(w, evidence, around) * weight(w) for w in sentence.content) / total


def missing(
    sentence: Analysis, evidence: Sequence[Analysis], around: Sequence[Analysis]
) -> tuple[Word, ...]:
    """Return the content words found neither in the evidence nor in its context."""
    return tuple(w for w in sentence.content if not _borne(w, evidence, around))


def _borne(word: Word, evidence: Sequence[Analysis], around: Sequence[Analysis]) -> float:
    if any(_holds(reading, word) for reading in evidence):
        return 1.0
    return _IN_CONTEXT if any(_holds(reading, word) for reading in around) else 0.0


def _holds(reading: Analysis, word: Word) -> bool:
    if not word.capital or word.opens:
        return reading.holds(word)
    return word.stem in reading.stems or holds_people(word, reading)


# The similarity of word vectors: a row for each of the first words, a column for each of the
# second.
Likeness = Callable[[Sequence[str], Sequence[str]], NDArray[np.float32]]
# Three in a hundred pairs of unrelated words are this similar.
_ALIKE = 0.4
_LEAST_CLAUSE = 2
# Words without content of their own, with only the meaning of "said" or "found", or with content
# only next to another word.
_LIGHT = frozenset(
    """
    become call come go let make put set turn see know known
    begin start try find found continue base concern regard relate involve feature own
    announce report state reveal show indicate find add explain describe mention declare learn hear
    well much more far away
    there here itself himself herself themselves ourselves someone somebody something anyone anybody
    anything everyone everybody everything
    already recent recently later earlier previously afterwards ever again once
    now currently eventually subsequently upcoming prior respectively approximately simply
    year month week day hour minute time old total kind type sort way thing person people aspect
    case fact item example
    """.split()
)
_LIGHT_STEMS = frozenset(stem(word) for word in _LIGHT | (RELATIONS - {"until"}))
# They weigh little, but "took the money" is not "counted the money".
_DONE = frozenset("take took give gave use used".split())
_UNITS = frozenset(word for unit in UNITS.values() for word in unit)
_JOINING = (CONNECTIVES | SAYING) - {"first"}
_DETERMINERS = frozenset("a the its his her their our my this that".split())
_UNLIKE_A_HEDGE = frozenset("only".split())


def strays(
    sentence: Analysis,
    evidence: Sequence[Analysis],
    around: Sequence[Analysis],
    likeness: Likeness,
) -> tuple[Word, ...]:
    """Return the content words that are neither in the evidence nor a paraphrase of it."""
    known = [*evidence, *around]
    unheld = [
        word
        for word in missing(sentence, evidence, around)
        if _is_telling(word)
        and not _has_kin(word, sentence, known)
        and not _is_idle(sentence, word)
    ]
    free = [
        word
        for reading in evidence
        for word in reading.content
        if _is_telling(word) and not sentence.holds(word)
    ]
    found = list(_left(unheld, list({w.folded: w for w in free}.values()), likeness))
    # In a clause without a word of the evidence, similarity alone is not enough.
    strange = {word.clause for word in found if set(_told(sentence, word.clause)).issubset(unheld)}
    return tuple(word for word in unheld if word in found or word.clause in strange)


def of_nothing(sentence: Analysis, found: Sequence[Word]) -> Iterator[str]:
    """Yield clauses with no supported content word."""
    for clause in sorted({word.clause for word in found}):
        told = _told(sentence, clause)
        if len(told) >= _LEAST_CLAUSE and set(told).issubset(found):
            words = [w for w in sentence.words if w.clause == clause]
            yield sentence.text[words[0].start : words[-1].end]


def _alike(some: Sequence[Word], others: Sequence[Word], likeness: Likeness) -> NDArray[np.float32]:
    """Return the similarity of words, which is 0 if they cannot replace one another."""
    found = likeness([w.written.lower() for w in some], [w.written.lower() for w in others]).copy()
    for row, word in enumerate(some):
        for column, other in enumerate(others):
            if apart(word.folded, word.stem, other.folded, other.stem):
                found[row, column] = 0.0
    return found


def _told(sentence: Analysis, clause: int) -> list[Word]:
    """Return the content words of a clause, including names and numbers."""
    return [
        w
        for w in sentence.content
        if w.clause == clause and not _is_light(w) and not negates(w.folded)
    ]


def _left(unheld: Sequence[Word], free: Sequence[Word], likeness: Likeness) -> Iterator[Word]:
    """Yield the words that cannot be paired with a similar word of the evidence."""
    if not unheld:
        return
    if not free:
        yield from unheld
        return
    alike = _alike(unheld, free, likeness)
    borne: set[int] = set()
    while len(borne) < len(unheld) and alike.max() >= _ALIKE:
        row, column = np.unravel_index(int(alike.argmax()), alike.shape)
        borne.add(int(row))
        alike[row, :] = 0.0
        alike[:, column] = 0.0
    yield from (word for row, word in enumerate(unheld) if row not in borne)


def _is_telling(word: Word) -> bool:
    """Return True if a word is a content word other than a name or a number."""
    folded = word.folded
    if word.korean or (word.capital and not word.opens) or _is_light(word):
        return False
    if (is_number(folded) and folded != "first") or is_date(folded) or not folded.isalpha():
        return False
    if hedges(folded) and folded not in _UNLIKE_A_HEDGE:
        return False
    return len(folded) > 2 and not negates(folded) and folded not in _JOINING


def _is_idle(sentence: Analysis, word: Word) -> bool:
    """Return True if a word only marks time: "they first repaired it", "used to work there"."""
    before = [w.folded for w in sentence.words if w.end <= word.start][-1:]
    behind = [w.folded for w in sentence.words if w.start >= word.end][:1]
    if word.folded == "used":
        return behind == ["to"]
    return word.folded == "first" and _DETERMINERS.isdisjoint(before)


def _is_light(word: Word) -> bool:
    vague = is_vague(word) and word.folded not in _DONE
    return (
        vague
        or word.stem in _LIGHT_STEMS
        or word.folded in _UNITS
        or word.folded in currency_nouns()
    )


def _has_kin(word: Word, sentence: Analysis, known: Sequence[Analysis]) -> bool:
    return any(
        not any(apart(word.folded, word.stem, part, part) for part in phrase)
        for phrase in substitutes(word.stem, sentence)
        for reading in known
        if stands(phrase, reading)
    )
