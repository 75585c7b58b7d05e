"""Mentions of speakers: names with their titles, pronouns, and noun phrases.

No name model is used. Capital letters, titles before a name and the surrounding words decide.
Organisations speak too, so a mention need not be a person.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from sources.language.speaker_tokens import Word, words
from sources.people.honorifics import DOMAINS
from sources.people.naming import (
    DETERMINERS,
    PARTICLES,
    Gender,
    gender_of,
    is_joined,
    is_particle,
    is_person,
    name_of,
)
from sources.people.titles import BODIES, FUNCTION_WORDS, HONORIFICS, NO_PERSON, ROLES, TIMES
from sources.quotations.quotation import MentionKind
from sources.quotations.speech_cues import VERBS

_PRONOUNS: dict[str, Gender | None] = {
    "he": "male",
    "she": "female",
    "they": None,
    "it": None,
    "we": None,
    "i": None,
    "you": None,
}
_ALONE = frozenset("one some many others several most both".split())
_LINKS = frozenset("of for at from with in on to".split())
_AFFILIATING = frozenset("of for at from with in".split())
_LONGEST = 24
# A character that always ends a phrase, and the number of characters searched for one.
_NO_PHRASE = re.compile(r"[^\w\s.'’&-]")
_LONGEST_PHRASE = 400
_APOSTROPHE = re.compile("['’]")
_SPEAKING = ROLES | BODIES
_BEFORE_NAMES = ROLES | DETERMINERS | HONORIFICS
_OPENERS = FUNCTION_WORDS - DETERMINERS
_TIMES_AND_OPENERS = TIMES | _OPENERS


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
    return _mention(row, _phrase_before(row, last, 3))


def after(row: Sequence[Word], first: int) -> Mention | None:
    """Return the mention that starts with word number `first`."""
    return _mention(row, _phrase_after(row, first))


def following(text: str, start: int, end: int) -> Mention | None:
    """Return the mention that starts directly at an offset."""
    end = min(end, start + _LONGEST_PHRASE)
    mark = _NO_PHRASE.search(text, start, end)
    return after(words(text, start, mark.start() if mark else end), 0)


_Phrase = tuple[int, int, int]  # first word, end of the head, end of the phrase


def _mention(row: Sequence[Word], phrase: _Phrase | None) -> Mention | None:
    if phrase is None:
        return None
    first, head, last = phrase
    start, end = row[first].start, row[last - 1].end
    if last - first == 1 and row[first].lower in _PRONOUNS:
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
    gender = _PRONOUNS[word]
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


def _is_word(word: Word) -> bool:
    return word.text[0].isalnum()


def _stops(word: Word) -> bool:
    """Return True if a lowercase word cannot be part of a noun phrase."""
    if word.capital or word.lower in DETERMINERS:
        return False
    inflected = word.text.endswith(("ed", "ing")) and word.text in VERBS
    return inflected or word.lower in FUNCTION_WORDS


def _phrase_before(row: Sequence[Word], last: int, depth: int) -> _Phrase | None:
    if last < 0 or not _is_word(row[last]):
        return None
    if row[last].lower in _PRONOUNS:
        return last, last + 1, last + 1
    if _stops(row[last]) or row[last].lower in TIMES or row[last].text.isdigit():
        return None
    if row[last].possessive:
        return None
    first = last
    floor = max(0, last - _LONGEST)
    while first > floor and _joins(row, first):
        first -= 1
        if row[first].lower in DETERMINERS and not row[first].possessive:
            break
    if not row[last].capital and _has_adjective(row, first):
        first -= 2
    # Only the first word of a sentence is capitalised without being a name.
    if first < last and row[first].capital and row[first].lower in _OPENERS:
        first += 1
    if row[first].capital and row[first].lower in FUNCTION_WORDS and first == last:
        return None
    here = (first, last + 1, last + 1)
    if depth and first >= 2 and row[first - 1].lower in _LINKS | {"and", "&"}:
        outer = _phrase_before(row, first - 2, depth - 1)
        if outer is not None and _may_lead(row, outer, here):
            joined = row[first - 1].lower in ("and", "&") or _is_named_behind(row, outer, here)
            return outer[0], last + 1 if joined else outer[1], last + 1
    return here


def _has_adjective(row: Sequence[Word], first: int) -> bool:
    """Return True if "a senior" precedes "White House official"."""
    if first < 2 or not row[first].capital:
        return False
    adjective = row[first - 1]
    if not adjective.text.isalpha() or not adjective.text.islower() or _stops(adjective):
        return False
    return row[first - 2].lower in DETERMINERS and not row[first - 2].possessive


def _may_lead(row: Sequence[Word], outer: _Phrase, inner: _Phrase) -> bool:
    """Return True if a phrase can take another one after "of", "for" or "and"."""
    head, link = row[outer[1] - 1], row[outer[2]].lower
    if link in ("and", "&"):
        return head.capital or head.lower in ROLES
    if outer[1] < outer[2] or _is_affiliated(row, outer, inner):
        return True
    if head.capital and link != "of":
        return head.lower in _SPEAKING
    several = head.lower.endswith("s") and not head.lower.endswith("ss") and not head.possessive
    known = head.lower in _SPEAKING or (
        several and (not head.capital or head.start == row[0].start)
    )
    return known or row[outer[0]].lower in DETERMINERS


def _is_affiliated(row: Sequence[Word], outer: _Phrase, inner: _Phrase) -> bool:
    """Return True if an affiliation follows a name: "Kim Min-su of the Rail Institute"."""
    link = row[outer[2]].lower
    inside = row[outer[0] : outer[1]]
    name = name_of(inside) if link in _AFFILIATING else None
    if name is None or is_person(name, inside):
        return name is not None
    if outer[0]:
        return not _is_word(row[outer[0] - 1])
    # The first word of a sentence is capitalised anyway.
    titled = any(row[number].lower in ROLES for number in range(inner[0], inner[1] - 1))
    return row[inner[0]].lower in ("a", "an") or (link == "of" and not titled)


def _is_named_behind(row: Sequence[Word], outer: _Phrase, inner: _Phrase) -> bool:
    """Return True if "of" is part of a title.

    Examples: "Minister of Trade Ahn", "Bank of Korea analyst Lee".
    """
    head, first, end = row[outer[1] - 1], inner[0], inner[1]
    if not row[end - 1].capital or row[end - 1].lower in BODIES:
        return False
    if head.lower in NO_PERSON:
        return any(row[number].lower in ROLES for number in range(first + 1, end - 1))
    named = first
    while named < end and row[named].lower in DOMAINS:
        named += 1
    return head.lower in ROLES and first < named < end


def _joins(row: Sequence[Word], first: int) -> bool:
    """Return True if the word before number `first` belongs to the same noun phrase."""
    word, following = row[first - 1], row[first]
    if not _is_word(word) or word.lower in _PRONOUNS or word.lower in TIMES:
        return False
    if following.lower in DETERMINERS and not following.possessive:
        return False
    if word.text in PARTICLES:
        return is_particle(row, first - 1)
    if _stops(word):
        return False
    if following.capital and not word.capital and not word.possessive:
        # A lowercase word before a name is either a title or another part of the sentence.
        return word.lower in _BEFORE_NAMES or word.lower in BODIES
    return True


def _phrase_after(row: Sequence[Word], first: int) -> _Phrase | None:
    if first >= len(row) or not _is_word(row[first]):
        return None
    if row[first].lower in _PRONOUNS:
        return first, first + 1, first + 1
    if _stops(row[first]) or row[first].lower in _TIMES_AND_OPENERS:
        return None
    last = first + 1
    ceiling = min(len(row), first + _LONGEST)
    while last < ceiling and _goes_on(row, last):
        last += 1
    head = last
    if last + 1 < ceiling and row[last].lower in ("of", "for", "at", "from"):
        outer = _phrase_after(row, last + 1)
        if outer is not None:
            here = first, head, head
            named = _is_named_behind(row, here, outer)
            return first, outer[1] if named else head, outer[2]
    if (
        last + 1 < ceiling
        and row[last].lower == "and"
        and row[last + 1].capital
        and row[head - 1].capital
    ):
        outer = _phrase_after(row, last + 1)
        if outer is not None:
            return first, outer[2], outer[2]
    return first, head, last


def _goes_on(row: Sequence[Word], number: int) -> bool:
    """Return True if a word continues the noun phrase before it."""
    word, previous = row[number], row[number - 1]
    if not _is_word(word) or word.lower in TIMES or word.lower in _PRONOUNS:
        return False
    if word.text in PARTICLES and previous.capital:
        return number + 1 < len(row) and (
            row[number + 1].capital or row[number + 1].text in PARTICLES
        )
    if _stops(word) or word.lower in DETERMINERS:
        return False
    if word.capital:
        return True
    if previous.capital and not previous.possessive:
        return (
            word.lower in ROLES
            or word.lower in BODIES
            or (word.lower.endswith("s") and word.lower[:-1] in ROLES)
            or _is_trade(row, number)
        )
    return not (word.lower.endswith(("ed", "ing")) and previous.lower in _SPEAKING)


def _is_trade(row: Sequence[Word], number: int) -> bool:
    """Return True for a lowercase trade between an affiliation and a name.

    In "Conservative whip Jon Farrow", only a trade can connect the two without punctuation.
    """
    word = row[number].lower
    named = number + 1 < len(row) and row[number + 1].capital and _is_word(row[number + 1])
    return named and word not in FUNCTION_WORDS and not word.endswith(("ed", "ing", "ly"))
