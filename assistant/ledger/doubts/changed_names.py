"""Names in a sentence that are missing from the evidence, or replace another name there."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence

from sources.language.analysis import Analysis
from sources.language.proper_names import JOINS, Name
from sources.language.scripts import HANGUL_LETTER, holds_hangul
from sources.language.stems import unowned
from sources.language.words import Word
from sources.people.names import same_person

# Suffixes that separate a people from its country: Korea and Korean, Uzbekistan and Uzbek.
_ENDINGS = frozenset("n an ian ese ish i istan stan a y ia ey e s ns ans ians land".split()) | {""}
_LEAST_SHARED = 4
_PEOPLES = (
    frozenset("french france".split()),
    frozenset("british britain uk english england".split()),
    frozenset("spanish spain".split()),
    frozenset("dutch netherlands holland".split()),
    frozenset("swiss switzerland".split()),
    frozenset("greek greece greeks".split()),
    frozenset("danish denmark danes".split()),
    frozenset("welsh wales".split()),
    frozenset("irish ireland".split()),
    frozenset("polish poland poles".split()),
    frozenset("thai thailand".split()),
    frozenset("chinese china".split()),
    frozenset("american americans america us usa".split()),
    frozenset("turkish turkey turks turkiye".split()),
    frozenset("korean korea korean koreans rok".split()),
)
_SHORT_FORMS = {
    "us": "united states",
    "usa": "united states of america",
    "uk": "united kingdom",
    "un": "united nations",
    "eu": "european union",
}
_INITIALS = re.compile(r"\b(?:[A-Z]\.){2,}")


Beside = tuple[Word | None, Word | None]
"""The content words directly before and after a name."""


def unknown(sentence: Analysis, known: Sequence[Analysis]) -> Iterator[Name]:
    """Yield the names missing from the known texts, reduced to the words that are missing."""
    theirs = [name for reading in known for name in reading.names]
    for name in sentence.names:
        missing = [word for word in name.bare if not _is_known(word, known)]
        if not missing or _is_spelling(name, theirs, known):
            continue
        start, end = missing[0].start, missing[-1].end
        yield Name(tuple(missing), sentence.text[start:end], name.opens)


def mixed(sentence: Analysis, known: Sequence[Analysis]) -> Iterator[Name]:
    """Yield names that combine the given name of one person and the family name of another."""
    theirs = [name for reading in known for name in reading.names]
    for name in sentence.names:
        bare = [word for word in name.bare if word.written[:1].isupper()]
        if len(bare) != 2 or not all(_is_known(word, known) for word in bare):
            continue
        holders = [
            {n for n, other in enumerate(theirs) if word.is_among(other.words)} for word in bare
        ]
        whole = " ".join(word.written for word in bare)
        if not all(holders) or holders[0] & holders[1]:
            continue
        if not any(same_person(whole, other.text) for other in theirs):
            yield name


def others(sentence: Analysis, evidence: Sequence[Analysis]) -> tuple[Beside, ...]:
    """Return the words beside each name of the evidence that the sentence does not have."""
    return tuple(
        _beside(other, reading)
        for reading in evidence
        for other in reading.names
        if not any(sentence.holds(word) for word in other.bare)
    )


def replaced(name: Name, sentence: Analysis, there: Sequence[Beside]) -> bool:
    """Return True if a name takes the place of one of the `others` in the evidence.

    It does if the word before or after both names is the same.
    """
    before, behind = _beside(name, sentence)
    return any(
        ours is not None and theirs is not None and ours.is_form_of(theirs)
        for beside in there
        for ours, theirs in zip((before, behind), beside, strict=True)
    )


def _beside(name: Name, reading: Analysis) -> Beside:
    places, words = reading.content_places, reading.words
    first = bisect_right(reading.ends, name.words[0].start)
    last = bisect_left(reading.starts, name.words[-1].end)
    left, right = bisect_left(places, first) - 1, bisect_left(places, last)
    return (
        words[places[left]] if left >= 0 else None,
        words[places[right]] if right < len(places) else None,
    )


def _is_known(word: Word, known: Sequence[Analysis]) -> bool:
    return any(word.stem in reading.stems or holds_people(word, reading) for reading in known)


def holds_people(word: Word, reading: Analysis) -> bool:
    """Return True if a text has a word or another word for its country: Korea, Korean."""
    own = unowned(word.folded)
    listed = (people for people in _PEOPLES if own in people)
    if any(not people.isdisjoint(reading.unowned) for people in listed):
        return True
    return any(of_one_people(own, other) for other in reading.beginning_as(own))


def of_one_people(one: str, other: str) -> bool:
    """Return True if two words refer to one country or its people: Korea, Korean."""
    one, other = unowned(one), unowned(other)
    if one == other or any(one in people and other in people for people in _PEOPLES):
        return True
    shared = 0
    for a, b in zip(one, other, strict=False):
        if a != b:
            break
        shared += 1
    return shared >= _LEAST_SHARED and one[shared:] in _ENDINGS and other[shared:] in _ENDINGS


def _is_spelling(name: Name, theirs: Sequence[Name], known: Sequence[Analysis]) -> bool:
    """Return True if a name is a variant spelling or the short form of a known name."""
    if _is_short_form(name, known):
        return True
    bare = name.bare
    own = name.text[bare[0].start - name.words[0].start : bare[-1].end - name.words[0].start]
    own = own.removesuffix("'s").removesuffix("’s")
    if any(holds_hangul(reading.text) for reading in known):
        found = {
            w.written for reading in known for w in reading.words if HANGUL_LETTER.match(w.written)
        }
        if any(same_person(own, each) for each in found if len(each) >= 2):
            return True
    # A name that adds a part to a known one is more than a variant spelling.
    return any(
        len(name.bare) <= len(other.bare) and same_person(own, other.text)
        for other in theirs
        if other.bare
    )


def _is_short_form(name: Name, known: Sequence[Analysis]) -> bool:
    letters = "".join(word.folded for word in name.words).replace(".", "")
    texts = [reading.text.lower() for reading in known]
    if any(_SHORT_FORMS.get(letters, "\0") in text for text in texts):
        return True
    full = " ".join(word.folded for word in name.words if word.folded != "the")
    short = {short for short, long in _SHORT_FORMS.items() if long == full}
    short |= {f"{'.'.join(each.upper())}." for each in short}
    initials = "".join(w.folded[0] for w in name.words if w.folded not in JOINS)
    for reading in known:
        if short and (short & reading.folded or short & set(_INITIALS.findall(reading.text))):
            return True
        if len(initials) >= 3 and any(w.written == initials.upper() for w in reading.words):
            return True
        if name.text.isupper() and len(letters) >= 2 and _spells(letters, reading):
            return True
    return False


def _spells(letters: str, reading: Analysis) -> bool:
    """Return True if letters are initials of words: "nsa" of "National Security Agency"."""
    capitals = [word.folded[0] for word in reading.words if word.capital]
    return letters in "".join(capitals)
