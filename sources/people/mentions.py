"""Mentions of speakers: names with their titles, pronouns, and noun phrases.

No name model is used. Capital letters, titles before a name and the surrounding words decide.
Organisations speak too, so a mention need not be a person.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from sources.language.speaker_tokens import Word, words
from sources.people.naming import (
    DETERMINERS,
    Gender,
    gender_of,
    is_joined,
    is_person,
    name_of,
)
from sources.people.noun_phrases import PRONOUNS, Phrase, phrase_after, phrase_before
from sources.people.titles import BODIES, NO_PERSON, ROLES
from sources.quotations.quotation import MentionKind

_ALONE = frozenset("one some many others several most both".split())
# A character that always ends a phrase, and the number of characters searched for one.
_NO_PHRASE = re.compile(r"[^\w\s.'’&-]")
_LONGEST_PHRASE = 400
_APOSTROPHE = re.compile("['’]")


class Mention(NamedTuple):
    """Words that refer to a speaker, and the clues that they give to the speaker's identity.

    `seats` are the capitalised words of a role: "kelmar" of "the mayor of Kelmar".
    """

    start: int
    end: int
    kind: MentionKind
    name: str | None = None
    roles: frozenset[str] = frozenset()
    gender: Gender | None = None
    person: bool = False
    plural: bool = False
    definite: bool = False
    seats: frozenset[str] = frozenset()


def before(row: Sequence[Word], last: int) -> Mention | None:
    """Return the mention that ends with word number `last`."""
    return _mention(row, phrase_before(row, last))


def after(row: Sequence[Word], first: int) -> Mention | None:
    """Return the mention that starts with word number `first`."""
    return _mention(row, phrase_after(row, first))


def following(text: str, start: int, end: int) -> Mention | None:
    """Return the mention that starts directly at an offset."""
    end = min(end, start + _LONGEST_PHRASE)
    mark = _NO_PHRASE.search(text, start, end)
    return after(words(text, start, mark.start() if mark else end), 0)


def _mention(row: Sequence[Word], phrase: Phrase | None) -> Mention | None:
    if phrase is None:
        return None
    first, head, last = phrase
    start, end = row[first].start, row[last - 1].end
    if last - first == 1 and row[first].lower in PRONOUNS:
        return _pronoun(start, end, row[first].lower)
    inside = row[first:head]
    name = name_of(inside)
    # "Federation of Trade Unions": the name is the whole phrase.
    if name is None or (head < last and name.lower() in NO_PERSON):
        noun = _noun_phrase(start, end, inside)
        owners = (word for word in inside if word.possessive)
        seated = (word.lower for word in (*owners, *row[head:last]) if word.capital)
        seats = frozenset(_APOSTROPHE.split(word, maxsplit=1)[0] for word in seated)
        return noun and noun._replace(seats=seats)
    joined = is_joined(inside)
    lowered = [word.lower for word in inside]
    return Mention(
        start,
        end,
        MentionKind.NAMED,
        None if joined else name,
        ROLES.intersection(lowered),
        gender_of(lowered),
        is_person(name, inside),
        plural=joined,
    )


def _pronoun(start: int, end: int, word: str) -> Mention:
    gender = PRONOUNS[word]
    plural = word in ("they", "we")
    person = gender is not None
    return Mention(start, end, MentionKind.PRONOUN, gender=gender, plural=plural, person=person)


def _noun_phrase(start: int, end: int, inside: Sequence[Word]) -> Mention | None:
    head = inside[-1].lower
    if head in DETERMINERS and head not in _ALONE:
        return None
    lowered = [word.lower for word in inside]
    return Mention(
        start,
        end,
        MentionKind.NOUN_PHRASE,
        roles=ROLES.intersection(lowered),
        gender=gender_of(lowered),
        person=head in ROLES,
        plural=head in BODIES or (head.endswith("s") and head[:-1] in ROLES),
        definite=inside[0].lower in ("the", "this", "that") or inside[0].capital,
    )
