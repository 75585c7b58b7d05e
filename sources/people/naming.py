"""Names in a text: extraction from noun phrases, with gender and the roles given next to them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from sources.language.abbreviations import NEVER_LAST, SOMETIMES_LAST
from sources.language.speaker_tokens import Word, words
from sources.people.given_names import given_gender
from sources.people.honorifics import DOMAINS
from sources.people.titles import (
    ABBREVIATED,
    BODIES,
    FEMALE,
    FUNCTION_WORDS,
    HONORIFICS,
    MALE,
    NO_PERSON,
    ROLES,
)

Gender = Literal["female", "male"]

PARTICLES = frozenset("de da del der den di du van von bin ibn al el la le ter".split())
DETERMINERS = frozenset(
    "the a an this that these those his her their its our my another one some many several most"
    " both two three four five six other no each every few all any".split()
)
_TITLES = ROLES | HONORIFICS | ABBREVIATED
_ABBREVIATIONS = NEVER_LAST | SOMETIMES_LAST | ABBREVIATED
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


_SHORTENED = frozenset({"Jr.", "Sr."})
_FOLLOWING = re.compile(r"\s([a-z]+)\b(?!['’])")
_INITIAL = len("J. ")
_REST = r"[\w&.-]*(?:['’](?=[A-Z])[\w&.-]*)*"
# The capital comes first and the word boundary second, so that the search skips most text fast.
_RUN = re.compile(
    rf"[A-Z](?<!\w.){_REST}"
    r"([ \xa0](?:(?:de|da|del|den|di|dos|du|van|von|der|bin|ibn|al|el|la|le|ter)[ \xa0]){0,2}"
    rf"[A-Z]{_REST}){{0,7}}"
)
_APPOSITION = re.compile(
    r"(?: \([^()]{1,40}\))?, ((?:the|a|an|former|[A-Z][\w’']*|\w+)\b[^,.;:()]{2,80})[,.;]"
)
# "Erik Lund, 52, is the mayor", "Erik Lund was elected mayor".
_BEING = re.compile(
    r"(?:, \d{1,3},|, who)? (?:is|becomes|became|remains|has been|serves as"
    r"|(?:is|was|has been) (?:re-?)?(?:elected|appointed|named|chosen)(?: as)?)"
    r"(?: (?:the|an?|its|their|our|[A-Z][\w-]*['’]s?)(?= ))?"
    r"(?P<role>(?: [\w'’-]+){1,6})"
)
# A former or a deputy mayor is not the mayor, nor is who "is calling the mayor".
_OTHERWISE = re.compile(
    r"\b(?:former|ex|retired|deputy|vice|acting|shadow|assistant)\b", re.IGNORECASE
)
_BEHIND_ROLE = re.compile(
    r"(?<! of)(?<! for) (?:the|an?|his|her|its|their|after|before|when|while|since|until|not)\b"
)
# The full stop of a sentence between two capitalised words, which are not one name.
_SENTENCE_END = re.compile(r"\b([^\W\d_][^\W\d_.]+)\.[ \xa0]")
_BEHIND_HEAD = re.compile(r"(?:\w+-)?\b(?:of|for|at|in|who|from|with|which|to|that|by)\b")
_SEAT = re.compile(r"\b(?:of|for|in|at)\s(?:the\s)?((?:[A-Z][\w-]*[ ]?)+)")
# "The health minister, Ann Lee," or "The mayor is Erik Lund": a role before the name.
_BEFORE_NAME = re.compile(
    r"\b(?:[Tt]he|[Ii]ts|[Tt]heir|[Oo]ur|[\w-]+['’]s)\s(?P<role>[^,.;:()\n]{3,60})(?:,| is)\s"
    r"(?:(?:Mr|Mrs|Ms|Dr|Sir)\.?\s)?$"
)
# "Shadow chancellor Ann Lee" is not the chancellor.
_OTHER_OFFICE = re.compile(r"\b(?:[Ss]hadow|[Dd]eputy|[Vv]ice|[Aa]cting)[ -](?P<role>[\w-]+)\s$")
_KIN = re.compile(
    r"\b(wife|husband|son|daughter|brother|sister|mother|father|nephew|niece|uncle|aunt|cousin"
    r"|partner|grandson|granddaughter|grandmother|grandfather|fianc[ée]e?|widow|widower),?\s$"
)
_LONGEST_RELATION = 20
_TOLD_OF = re.compile(r", (?:an?|the|who|whose|\d{1,3})\b")
_LONGEST_ROLE = 90


class Named(NamedTuple):
    """A name in a text: where it begins, and what is said of its bearer beside it.

    `seats` are the words of the places and bodies in which they hold their roles. `person` is True
    if it looks like a person's name.
    """

    start: int
    name: str
    roles: frozenset[str]
    seats: frozenset[str]
    person: bool


def named(masked: str) -> Iterator[Named]:
    """Yield each name in a text."""
    runs = list(_runs(masked))
    full = {part for _, run, several in runs if several for part in run.split()}
    for start, run, several in runs:
        # A single word is a name if a longer name contains it, or if a title precedes it.
        titles = _titles(masked, start)
        if not (several or titles or run in full):
            titles = _relation(masked, start, run)
        if not (several or titles or run in full) or _is_modifier(masked, start, start + len(run)):
            continue
        read = _read(run, _begins(masked, start), bool(titles))
        if read is None:
            continue
        offset, name, own_roles, person = read
        stated = list(_stated(masked, start, start + len(run)))
        roles = titles.union(own_roles, *map(_roles, stated))
        if other := _OTHER_OFFICE.search(masked, max(0, start - _LONGEST_ROLE), start):
            roles -= {other["role"].lower()}
        seats = frozenset[str]().union(*map(_seats, stated))
        yield Named(start + offset, name, roles, seats, person)


def _stated(masked: str, start: int, end: int) -> Iterator[str]:
    """Yield the phrases beside a name that may state its bearer's role."""
    if before := _BEFORE_NAME.search(masked, max(0, start - _LONGEST_ROLE), start):
        yield before["role"]
    apposition = _APPOSITION.match(masked, end)
    if apposition and not apposition[1].startswith("whose "):
        yield apposition[1]
    being = _BEING.match(masked, end)
    if being and not _OTHERWISE.search(being["role"]):
        yield _BEHIND_ROLE.split(being["role"], maxsplit=1)[0]


def _seats(phrase: str) -> frozenset[str]:
    """Return the words of the place in a phrase: "kelmar" of "the mayor of Kelmar"."""
    return frozenset(word.lower() for seat in _SEAT.findall(phrase) for word in seat.split())


def _runs(masked: str) -> Iterator[tuple[int, str, bool]]:
    """Yield the offset of each run of capitalised words, the run, and whether it has several words.

    "Kelmar. In" is two runs, "Gov. Lee" one.
    """
    for found in _RUN.finditer(masked):
        start, text = found.start(), found[0]
        ends = _SENTENCE_END.finditer(text) if "." in text[:-1] else ()
        for end in [end for end in ends if end[1].lower() not in _ABBREVIATIONS]:
            run = masked[start : found.start() + end.end(1)]
            yield start, run, " " in run
            start = found.start() + end.end()
        last = masked[start : found.end()]
        yield start, _whole(last), found[1] is not None and " " in last


def _whole(run: str) -> str:
    """Return a run of capitalised words without the full stop of its sentence."""
    last = run.rpartition(" ")[2]
    return (
        run
        if last.count(".") > 1 or last in _SHORTENED or len(last) < _INITIAL
        else run.rstrip(".")
    )


# Articles repeat the same few names.
@lru_cache(maxsize=10_000)
def _read(run: str, begins: bool, titled: bool) -> tuple[int, str, frozenset[str], bool] | None:
    """Return offset, name, roles and whether a capitalised run looks like a person's name.

    Return None if it is not a name. A function word at the start of a sentence is skipped, because
    its capital means nothing.
    """
    row = words(run, 0, len(run))
    first = int(begins and row[0].lower in FUNCTION_WORDS)
    inside = row[first:]
    name = name_of(inside) if inside else None
    if name is None:
        return None
    roles = ROLES.intersection([word.lower for word in inside])
    return row[first].start, name, roles, is_person(name, inside, titled=titled)


def _titles(masked: str, place: int) -> frozenset[str]:
    """Return the roles in the two lowercase words before a name: "campaign manager Kim"."""
    before = masked[max(0, place - 32) : place]
    if before[-1:] not in (" ", "\xa0"):
        return frozenset()
    beside = before.rsplit(None, 2)[-2:]
    # "The mayor of Kelmar" gives Kelmar no role.
    return ROLES.intersection(beside) if ROLES.intersection(beside[-1:]) else frozenset()


def _relation(masked: str, start: int, run: str) -> frozenset[str]:
    """Return the relation that introduces a given name alone: "His wife, Ann, who".

    "Ann, an engineer," at the start of a sentence is also a person, because of the apposition.
    """
    if run == "I":
        return frozenset()
    if relation := _KIN.search(masked, max(0, start - _LONGEST_RELATION), start):
        return frozenset({relation[1].lower()})
    told = _TOLD_OF.match(masked, start + len(run))
    known = told and _begins(masked, start) and run.isalpha() and given_gender(run) is not None
    return frozenset({"person"}) if known else frozenset()


def _is_modifier(masked: str, start: int, end: int) -> bool:
    """Return True for "the Mill Lane actress", where the name is not the person's."""
    the = masked.startswith("The ", start) or masked[max(0, start - 4) : start] == "the "
    if not the:
        return False
    following = _FOLLOWING.match(masked, end)
    return following is not None and following[1] in ROLES


def _begins(masked: str, place: int) -> bool:
    return not masked[max(0, place - 3) : place].rstrip()[-1:].isalnum()


def _roles(phrase: str) -> frozenset[str]:
    """Return the roles in the head of an apposition: "the foreign minister of …"."""
    head = _BEHIND_HEAD.split(phrase, maxsplit=1)[0]
    # "the chairman's sister-in-law" is not the chairman.
    own = (word.lower for word in words(head, 0, len(head)) if not word.possessive)
    return ROLES.intersection(word.rstrip(".").removesuffix("'s") for word in own)
