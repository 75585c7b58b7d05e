"""People: who was named in a conversation, as a "he", a "she" or "the minister" takes them up."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import islice

from assistant.question import Exchange
from sources.cast import named
from sources.cues import VERBS
from sources.name import parse
from sources.titles import FEMALE, MALE, ROLES

# How far behind a name a pronoun may tell who it is, in characters.
_REACH = 400
_PRONOUN = re.compile(r"\b(he|she|his|her|him)\b", re.IGNORECASE)
_GENDERS = {"he": "male", "his": "male", "him": "male", "she": "female", "her": "female"}
_PLACED = re.compile(r"\b(?:in|at|from|to|near|between|of|the)\s+$", re.IGNORECASE)
# Such words stand right before a name; no more of the text is looked at, once for each name.
_BEFORE = 40
_DESCRIBED = re.compile(r"^,\s+(?:who\b|\d\d\b|(?:an?|the)\s+[\w ]{2,40}?\b(\w+)\b)")
_MOST = 3
# Of one name, so many places are looked at for a pronoun behind it.
_MENTIONS = 20


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who was named, and what the text around tells of them."""

    name: str
    gender: str = ""
    roles: frozenset[str] = frozenset()
    sure: bool = False

    def fits(self, gender: str, role: str = "") -> bool:
        """Say whether nothing speaks against it."""
        return (not gender or self.gender in ("", gender)) and (not role or role in self.roles)


def people(exchange: Exchange) -> tuple[Person, ...]:
    """Return the people of an exchange: those of its question first, then those of its answer.

    Those who are surely people come before names that may be of anything else.
    """
    told = f"{exchange.answer}\n\n{exchange.around}"
    asked = list(_people_of(exchange.looked_for, told))
    answered = [one for one in _people_of(exchange.answer, told) if _is_new(one, asked)]
    beside = [one for one in _people_of(exchange.around, told) if _is_new(one, [*asked, *answered])]
    found = (*asked, *answered, *(one for one in beside if one.sure))
    return tuple(sorted(found, key=lambda one: not one.sure))


def who(history: Sequence[Exchange], gender: str = "", role: str = "") -> Person | None:
    """Return the last one named who fits; one of another gender only where nobody else is."""
    recent = [people(exchange) for exchange in reversed(history[-_MOST:])]
    for named_there in recent:
        for one in named_there:
            if one.fits(gender, role) and (one.sure or one.gender):
                return one
    for named_there in recent:
        for one in named_there:
            if one.fits(gender, role):
                return one
    last = [one for one in (recent[0] if recent else ()) if one.sure]
    return last[0] if len(last) == 1 and not role else None


@lru_cache(maxsize=16)
def _named(text: str) -> tuple[tuple[int, str, frozenset[str], bool], ...]:
    """Return the names of a text, which is read again for each of them."""
    return tuple(
        (place, name, frozenset(roles), person) for place, name, roles, person in named(text)
    )


@lru_cache(maxsize=16)
def _mentions(text: str) -> Mapping[str, tuple[tuple[int, frozenset[str]], ...]]:
    """Return where a text has each of its names, and the roles beside it there."""
    found: dict[str, list[tuple[int, frozenset[str]]]] = {}
    for place, name, roles, _ in _named(text):
        found.setdefault(name, []).append((place, roles))
    return {name: tuple(places) for name, places in found.items()}


@lru_cache(maxsize=16)
def _unplaced(text: str) -> tuple[tuple[int, str], ...]:
    """Return the people of a text who do not stand behind a word for a place."""
    return tuple(
        (place, name)
        for place, name, _, person in _named(text)
        if person and not _is_placed(text, place)
    )


def _is_placed(text: str, place: int) -> bool:
    return bool(_PLACED.search(text[max(0, place - _BEFORE) : place]))


def _is_new(one: Person, known: Iterable[Person]) -> bool:
    return all(one.name not in other.name for other in known)


def _people_of(text: str, told: str) -> Iterator[Person]:
    seen: set[str] = set()
    for place, name, roles, is_person in _named(text):
        if not is_person or name in seen:
            continue
        seen.add(name)
        one = _told(Person(name, roles=frozenset(roles)), told)
        one = replace(one, sure=one.sure or bool(roles) or _is_sure(text, place, name))
        # "a hydrologist from Jeonju": a title may stand before a place.
        if not _is_placed(text, place) or (one.sure and " " in name):
            yield one


def _told(one: Person, text: str) -> Person:
    """Add what a text tells of somebody wherever it names them."""
    roles, sure = set(one.roles), one.sure
    for place, known in _mentions(text).get(one.name, ()):
        roles |= known
        sure = sure or bool(known) or _is_sure(text, place, one.name)
    gender = next((_gender_of_role(role) for role in roles if _gender_of_role(role)), "")
    return replace(
        one, roles=frozenset(roles), sure=sure, gender=gender or _gender_told(one.name, text)
    )


def _is_sure(text: str, place: int, name: str) -> bool:
    """Say whether somebody speaks, is described, or has a name as Koreans have them."""
    end = place + len(name)
    before = re.findall(r"[a-z]+", text[max(0, place - 16) : place])
    after = re.findall(r"[a-z]+", text[end : end + 16])
    speaks = bool(before and before[-1] in VERBS) or bool(after and after[0] in VERBS)
    described = _DESCRIBED.match(text[end : end + _BEFORE * 2])
    is_described = bool(described and (described[1] is None or described[1] in ROLES))
    return speaks or is_described or bool(parse(name).readings and "-" in name)


def _gender_of_role(role: str) -> str:
    return "female" if role in FEMALE else "male" if role in MALE else ""


def _gender_told(name: str, text: str) -> str:
    """Return the gender of the first pronoun behind a name, or behind its last word alone."""
    people_there = _unplaced(text)
    pronouns = _pronouns(text)
    for end in islice(_ends(text, name.split()[-1]), _MENTIONS):
        number = bisect_left(pronouns, (end, ""))
        if number == len(pronouns):
            break
        start, pronoun = pronouns[number]
        near = start + len(pronoun) <= end + _REACH
        if near and not _is_between(people_there, name, end, start):
            return _GENDERS[pronoun]
    return ""


@lru_cache(maxsize=16)
def _pronouns(text: str) -> tuple[tuple[int, str], ...]:
    return tuple((found.start(), found[1].lower()) for found in _PRONOUN.finditer(text))


def _ends(text: str, word: str) -> Iterator[int]:
    """Yield where a word ends wherever it stands by itself."""
    place = text.find(word)
    while place >= 0:
        end = place + len(word)
        alone = _is_edge(text, place) and _is_edge(text, end)
        if alone:
            yield end
        place = text.find(word, end if alone else place + 1)


def _is_edge(text: str, place: int) -> bool:
    sides = text[place - 1 : place] if place else "", text[place : place + 1]
    before, behind = (side.isalnum() or side == "_" for side in sides)
    return before != behind


def _is_between(people_there: Sequence[tuple[int, str]], name: str, start: int, end: int) -> bool:
    """Return True if somebody else is named from `start` to before `end`."""
    first, last = bisect_left(people_there, (start, "")), bisect_left(people_there, (end, ""))
    return any(people_there[number][1] != name for number in range(first, last))
