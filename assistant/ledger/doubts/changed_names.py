"""Names in a sentence that are missing from the evidence, or replace another name there."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sources.language.analysis import Analysis
from sources.language.meaning_words import (
    CONNECTIVES,
    DAYS,
    MONTHS,
    PRONOUNS,
    RELATIONS,
    SAYING,
    hedges,
    is_number,
)
from sources.language.scripts import HANGUL_LETTER, holds_hangul
from sources.language.stems import alike, unowned
from sources.language.words import Word, is_content
from sources.people.names import same_person
from sources.people.titles import ABBREVIATED, BODIES, HONORIFICS, ROLES

_JOINS = frozenset("de da del der di van von bin ibn al el la le &".split())
_TITLES = ROLES | HONORIFICS | ABBREVIATED | BODIES | frozenset("prime vice deputy former".split())
_NO_NAMES = _TITLES | _JOINS
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
_OPENS = frozenset("“\"‘'([:.!?")
# "However, the bridge fell", "Reportedly, it fell", "Asked about it, she …".
_LEADS_IN = re.compile(r"(?:[a-z]+ly\b|[a-z]+(?:ing|ed)\b)")


Beside = tuple[Word | None, Word | None]
"""The content words before and behind a name."""


@dataclass(frozen=True, slots=True)
class Name:
    """A capitalised name in a text; `opens` is True for a single word that begins a sentence."""

    words: tuple[Word, ...]
    text: str
    opens: bool = False

    @property
    def bare(self) -> tuple[Word, ...]:
        """The words without titles and function words."""
        return tuple(w for w in self.words if w.folded not in _NO_NAMES)


def names(reading: Analysis) -> tuple[Name, ...]:
    """Return the runs of capitalised words of a text."""
    found: list[Name] = []
    run: list[Word] = []
    for word in (*reading.words, None):
        if word is not None and _continues(reading.text, run, word):
            run.append(word)
            continue
        while run and run[-1].folded in _JOINS:
            run.pop()
        if name := _named(reading.text, run):
            found.append(name)
        run = [word] if word is not None and _may_begin(word) else []
    return tuple(found)


def unknown(sentence: Analysis, known: Sequence[Analysis]) -> Iterator[Name]:
    """Yield the names missing from the known texts, reduced to the words that are missing."""
    theirs = [name for reading in known for name in names(reading)]
    for name in names(sentence):
        missing = [word for word in name.bare if not _is_known(word, known)]
        if not missing or _is_spelling(name, theirs, known):
            continue
        start, end = missing[0].start, missing[-1].end
        yield Name(tuple(missing), sentence.text[start:end], name.opens)


def mixed(sentence: Analysis, known: Sequence[Analysis]) -> Iterator[Name]:
    """Yield names that combine the given name of one person and the family name of another."""
    theirs = [name for reading in known for name in names(reading)]
    for name in names(sentence):
        bare = [word for word in name.bare if word.written[:1].isupper()]
        if len(bare) != 2 or not all(_is_known(word, known) for word in bare):
            continue
        holders = [{n for n, other in enumerate(theirs) if _holds(other, word)} for word in bare]
        whole = " ".join(word.written for word in bare)
        if not all(holders) or holders[0] & holders[1]:
            continue
        if not any(same_person(whole, other.text) for other in theirs):
            yield name


def others(sentence: Analysis, evidence: Sequence[Analysis]) -> tuple[Beside, ...]:
    """Return the neighbouring words of each evidence name that the sentence does not have."""
    return tuple(
        _beside(other, reading)
        for reading in evidence
        for other in names(reading)
        if not any(sentence.holds(word) for word in other.bare)
    )


def replaced(name: Name, sentence: Analysis, there: Sequence[Beside]) -> bool:
    """Return True if a name takes the place of one of the `others` in the evidence.

    The word before or after it is the same there.
    """
    before, behind = _beside(name, sentence)
    return any(_alike_words(before, left) or _alike_words(behind, right) for left, right in there)


def _beside(name: Name, reading: Analysis) -> Beside:
    places, words = reading.content_places, reading.words
    first = bisect_right(reading.ends, name.words[0].start)
    last = bisect_left(reading.starts, name.words[-1].end)
    left, right = bisect_left(places, first) - 1, bisect_left(places, last)
    return (
        words[places[left]] if left >= 0 else None,
        words[places[right]] if right < len(places) else None,
    )


def _alike_words(one: Word | None, other: Word | None) -> bool:
    return one is not None and other is not None and alike(one.stem, other.stem)


def _may_begin(word: Word) -> bool:
    if word.folded in PRONOUNS or word.folded in MONTHS | DAYS or word.written[:1].isdigit():
        return False
    return word.capital and word.folded not in _JOINS


def _continues(text: str, run: Sequence[Word], word: Word) -> bool:
    if not run or text[run[-1].end : word.start].strip(" .&-") or word.folded in MONTHS | DAYS:
        return False
    if "." in text[run[-1].end : word.start] and len(run[-1].written) > 3:
        return False
    if text[run[-1].end : word.start] == "-" and word.folded.isalpha():
        return True  # Tae-yul
    return (word.capital and word.folded not in PRONOUNS) or word.folded in _JOINS


def _named(text: str, run: Sequence[Word]) -> Name | None:
    words = list(run)
    opens = bool(words) and _begins(text, words[0].start)
    first = words[0].folded if words else ""
    counts = is_number(first) or hedges(first)
    if opens and (counts or not is_content(first) or leads_in(text, words[0])):
        words = words[1:]
        opens = False
    while words and words[0].folded in _JOINS:
        words = words[1:]
    if not any(word.is_content for word in words):
        return None
    alone = opens and len(words) == 1 and not words[0].written[1:].isupper()
    return Name(tuple(words), text[words[0].start : words[-1].end], alone)


def leads_in(text: str, word: Word) -> bool:
    """Return True if a word at the beginning is a connective: "However,", "According to"."""
    if word.folded in CONNECTIVES | RELATIONS | SAYING:
        return True
    return text[word.end : word.end + 1] == "," and bool(_LEADS_IN.fullmatch(word.folded))


def _begins(text: str, place: int) -> bool:
    while place and text[place - 1].isspace():
        place -= 1
    return not place or text[place - 1] in _OPENS


def _is_known(word: Word, known: Sequence[Analysis]) -> bool:
    return any(word.stem in reading.stems or holds_people(word, reading) for reading in known)


def holds_people(word: Word, reading: Analysis) -> bool:
    """Return True if a text has the word, its people, or the adjective of its country."""
    own = unowned(word.folded)
    listed = (people for people in _PEOPLES if own in people)
    if any(not people.isdisjoint(reading.unowned) for people in listed):
        return True
    return any(of_one_people(own, other) for other in reading.beginning_as(own))


def of_one_people(one: str, other: str) -> bool:
    """Return True if one word is the people or the adjective of the other's country."""
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
    initials = "".join(w.folded[0] for w in name.words if w.folded not in _JOINS)
    for reading in known:
        if short and (short & reading.folded or short & set(_INITIALS.findall(reading.text))):
            return True
        if len(initials) >= 3 and any(w.written == initials.upper() for w in reading.words):
            return True
        if name.text.isupper() and len(letters) >= 2 and _spells(letters, reading):
            return True
    return False


def _spells(letters: str, reading: Analysis) -> bool:
    """Return True if consecutive words have these initials: "National Security Agency"."""
    capitals = [word.folded[0] for word in reading.words if word.capital]
    return letters in "".join(capitals)


def _holds(name: Name, word: Word) -> bool:
    return any(alike(word.stem, other.stem) for other in name.words)
