"""Names among the words of a phrase: where one is, whether of a person, of which gender."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Literal

from sources.honorifics import DOMAINS
from sources.titles import ABBREVIATED, BODIES, FEMALE, HONORIFICS, MALE, NO_PERSON, ROLES
from sources.tokens import Word

Gender = Literal["female", "male"]

PARTICLES = frozenset("de da del der den di du van von bin ibn al el la le ter".split())
DETERMINERS = frozenset(
    "the a an this that these those his her their its our my another one some many several most"
    " both two three four five six other no each every few all any".split()
)
_TITLES = ROLES | HONORIFICS | ABBREVIATED
_TITLED_BODIES = ROLES | BODIES


def is_joined(inside: Sequence[Word]) -> bool:
    """Say whether a phrase names two: not "Minister of Trade and Industry Ahn"."""
    place = next((n for n, word in enumerate(inside) if word.lower in ("and", "&")), None)
    if place is None or not place:
        return False
    left = inside[place - 1].lower
    return left not in DOMAINS and left not in NO_PERSON


def gender_of(lowered: Iterable[str]) -> Gender | None:
    """Return the gender that titles and trades tell: "Mrs.", "the spokesman"; None for both."""
    words = frozenset(lowered)
    female, male = not words.isdisjoint(FEMALE), not words.isdisjoint(MALE)
    if female == male:
        return None
    return "female" if female else "male"


def name_of(inside: Sequence[Word]) -> str | None:
    """Return the name at the end of a phrase, without titles; None where it ends in none."""
    first = len(inside)
    while first and (inside[first - 1].capital or is_particle(inside, first - 1)):
        first -= 1
    tail = list(inside[first:])
    while tail and (tail[0].lower in _TITLES or tail[0].lower == "the" or not tail[0].capital):
        tail = tail[1:]
    if not tail or all(w.lower in _TITLED_BODIES for w in tail):
        return None
    # "Foreign Minister Cho": what stands before the last title belongs to the title.
    for number in range(len(tail) - 2, -1, -1):
        if tail[number].lower in _TITLES and tail[-1].lower not in BODIES:
            tail = tail[number + 1 :]
            break
    while len(tail) > 1 and tail[0].lower in DOMAINS and tail[-1].lower not in NO_PERSON:
        tail = tail[1:]
    if not tail or (tail[-1].lower in BODIES and len(tail) == 1):
        return None
    parts = [w.text for w in tail]
    parts[-1] = re.sub(r"['’]s?$", "", parts[-1])
    return " ".join(parts) or None


def is_person(name: str, inside: Sequence[Word], *, titled: bool = False) -> bool:
    """Say whether a name looks like that of one person, not of a body or a place."""
    parts = name.split()
    if any(part.lower() in NO_PERSON or part.lower() in BODIES for part in parts):
        return False
    titled = titled or any(w.lower in _TITLES for w in inside)
    return titled or (2 <= len(parts) <= 4 and inside[0].lower not in DETERMINERS)


def is_particle(row: Sequence[Word], number: int) -> bool:
    """Say whether a small word joins the parts of a name, as in "Ursula von der Leyen"."""
    if row[number].text not in PARTICLES or number == 0:
        return False
    near = range(number - 1, max(-1, number - 3), -1)
    return any(row[k].capital and row[k].text.isalpha() for k in near) and (
        number + 1 < len(row) and (row[number + 1].capital or row[number + 1].text in PARTICLES)
    )
