"""Extraction of the name from a noun phrase, with its gender and whether it is a person's."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from typing import Literal

from sources.language.speaker_tokens import Word
from sources.people.honorifics import DOMAINS
from sources.people.titles import ABBREVIATED, BODIES, FEMALE, HONORIFICS, MALE, NO_PERSON, ROLES

Gender = Literal["female", "male"]

PARTICLES = frozenset("de da del der den di du van von bin ibn al el la le ter".split())
DETERMINERS = frozenset(
    "the a an this that these those his her their its our my another one some many several most"
    " both two three four five six other no each every few all any".split()
)
_TITLES = ROLES | HONORIFICS | ABBREVIATED
_BEFORE_NAMES = _TITLES | {"the"}
_TITLED_BODIES = ROLES | BODIES
_NOT_OF_PERSONS = NO_PERSON | BODIES
_POSSESSIVE = re.compile(r"['’]s?$")


def is_joined(inside: Sequence[Word]) -> bool:
    """Return True if a phrase contains two names, unlike "Minister of Trade and Industry Ahn"."""
    for number, word in enumerate(inside):
        if word.lower in ("and", "&"):
            left = inside[number - 1].lower
            return number > 0 and left not in DOMAINS and left not in NO_PERSON
    return False


def gender_of(lowered: Collection[str]) -> Gender | None:
    """Return the gender implied by titles and trades: "Mrs.", "the spokesman".

    Return None if the words imply neither or both.
    """
    female, male = not FEMALE.isdisjoint(lowered), not MALE.isdisjoint(lowered)
    if female == male:
        return None
    return "female" if female else "male"


def name_of(inside: Sequence[Word]) -> str | None:
    """Return the name at the end of a phrase, without titles, or None if there is none."""
    first = len(inside)
    while first and (inside[first - 1].capital or is_particle(inside, first - 1)):
        first -= 1
    end = len(inside)
    while first < end and (inside[first].lower in _BEFORE_NAMES or not inside[first].capital):
        first += 1
    lowered = [word.lower for word in inside[first:]]
    if _TITLED_BODIES.issuperset(lowered):
        return None
    last = lowered[-1]
    # "Foreign Minister Cho": everything before the last title belongs to the title.
    if last not in BODIES and not _TITLES.isdisjoint(lowered[:-1]):
        first += max(number for number, word in enumerate(lowered[:-1]) if word in _TITLES) + 1
    if last not in NO_PERSON:
        while first < end - 1 and inside[first].lower in DOMAINS:
            first += 1
    if first == end - 1 and last in BODIES:
        return None
    parts = [word.text for word in inside[first:]]
    parts[-1] = _POSSESSIVE.sub("", parts[-1])
    return " ".join(parts) or None


def is_person(name: str, inside: Sequence[Word], *, titled: bool = False) -> bool:
    """Return True if a name looks like one person's, not an organisation's or a place's."""
    parts = name.lower().split()
    if not _NOT_OF_PERSONS.isdisjoint(parts):
        return False
    if titled or not _TITLES.isdisjoint([word.lower for word in inside]):
        return True
    return 2 <= len(parts) <= 4 and inside[0].lower not in DETERMINERS


def is_particle(row: Sequence[Word], number: int) -> bool:
    """Return True if a small word joins the parts of a name, as in "Ursula von der Leyen"."""
    if row[number].text not in PARTICLES or number == 0:
        return False
    near = range(number - 1, max(-1, number - 3), -1)
    return any(row[k].capital and row[k].text.isalpha() for k in near) and (
        number + 1 < len(row) and (row[number + 1].capital or row[number + 1].text in PARTICLES)
    )
