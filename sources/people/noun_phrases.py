"""Noun phrases: which words of a sentence belong to the phrase before or after a verb."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sources.language.speaker_tokens import Word
from sources.people.honorifics import DOMAINS
from sources.people.naming import DETERMINERS, PARTICLES, Gender, is_particle, is_person, name_of
from sources.people.titles import BODIES, FUNCTION_WORDS, HONORIFICS, NO_PERSON, ROLES, TIMES
from sources.quotations.speech_cues import VERBS

PRONOUNS: dict[str, Gender | None] = {
    "he": "male",
    "she": "female",
    "they": None,
    "it": None,
    "we": None,
    "i": None,
    "you": None,
}
_LINKS = frozenset("of for at from with in on to".split())
_AFFILIATING = frozenset("of for at from with in".split())
_LONGEST = 24
_SPEAKING = ROLES | BODIES
_BEFORE_NAMES = ROLES | DETERMINERS | HONORIFICS
_OPENERS = FUNCTION_WORDS - DETERMINERS
_TIMES_AND_OPENERS = TIMES | _OPENERS
# The maximum number of phrases that may come before the last one: "A of B for C".
_DEEPEST = 3


class Phrase(NamedTuple):
    """A noun phrase in a row of words, from number `first` up to, but not including, `last`.

    Its head ends before number `head`. If that is not `last`, "of" or the like and another phrase
    follow: "the mayor" of "the mayor of Kelmar".
    """

    first: int
    head: int
    last: int


def _is_word(word: Word) -> bool:
    return word.text[0].isalnum()


def _stops(word: Word) -> bool:
    """Return True if a lowercase word cannot be part of a noun phrase."""
    if word.capital or word.lower in DETERMINERS:
        return False
    inflected = word.text.endswith(("ed", "ing")) and word.text in VERBS
    return inflected or word.lower in FUNCTION_WORDS


def phrase_before(row: Sequence[Word], last: int, depth: int = _DEEPEST) -> Phrase | None:
    """Return the noun phrase that ends with word number `last`, or None."""
    if last < 0 or not _is_word(row[last]):
        return None
    if row[last].lower in PRONOUNS:
        return Phrase(last, last + 1, last + 1)
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
    here = Phrase(first, last + 1, last + 1)
    if depth and first >= 2 and row[first - 1].lower in _LINKS | {"and", "&"}:
        outer = phrase_before(row, first - 2, depth - 1)
        if outer is not None and _may_lead(row, outer, here):
            joined = row[first - 1].lower in ("and", "&") or _is_named_behind(row, outer, here)
            return Phrase(outer.first, last + 1 if joined else outer.head, last + 1)
    return here


def _has_adjective(row: Sequence[Word], first: int) -> bool:
    """Return True if "a senior" precedes "White House official"."""
    if first < 2 or not row[first].capital:
        return False
    adjective = row[first - 1]
    if not adjective.text.isalpha() or not adjective.text.islower() or _stops(adjective):
        return False
    return row[first - 2].lower in DETERMINERS and not row[first - 2].possessive


def _may_lead(row: Sequence[Word], outer: Phrase, inner: Phrase) -> bool:
    """Return True if a phrase can take another one after "of", "for" or "and"."""
    head, link = row[outer.head - 1], row[outer.last].lower
    if link in ("and", "&"):
        return head.capital or head.lower in ROLES
    if outer.head < outer.last or _is_affiliated(row, outer, inner):
        return True
    if head.capital and link != "of":
        return head.lower in _SPEAKING
    several = head.lower.endswith("s") and not head.lower.endswith("ss") and not head.possessive
    known = head.lower in _SPEAKING or (
        several and (not head.capital or head.start == row[0].start)
    )
    return known or row[outer.first].lower in DETERMINERS


def _is_affiliated(row: Sequence[Word], outer: Phrase, inner: Phrase) -> bool:
    """Return True if an affiliation follows a name: "Kim Min-su of the Rail Institute"."""
    link = row[outer.last].lower
    inside = row[outer.first : outer.head]
    name = name_of(inside) if link in _AFFILIATING else None
    if name is None or is_person(name, inside):
        return name is not None
    if outer.first:
        return not _is_word(row[outer.first - 1])
    # The first word of a sentence is capitalised anyway.
    titled = any(row[number].lower in ROLES for number in range(inner.first, inner.head - 1))
    return row[inner.first].lower in ("a", "an") or (link == "of" and not titled)


def _is_named_behind(row: Sequence[Word], outer: Phrase, inner: Phrase) -> bool:
    """Return True if "of" is part of a title.

    Examples: "Minister of Trade Ahn", "Bank of Korea analyst Lee".
    """
    head, first, end = row[outer.head - 1], inner.first, inner.head
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
    if not _is_word(word) or word.lower in PRONOUNS or word.lower in TIMES:
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


def phrase_after(row: Sequence[Word], first: int) -> Phrase | None:
    """Return the noun phrase that starts with word number `first`, or None."""
    if first >= len(row) or not _is_word(row[first]):
        return None
    if row[first].lower in PRONOUNS:
        return Phrase(first, first + 1, first + 1)
    if _stops(row[first]) or row[first].lower in _TIMES_AND_OPENERS:
        return None
    last = first + 1
    ceiling = min(len(row), first + _LONGEST)
    while last < ceiling and _goes_on(row, last):
        last += 1
    head = last
    if last + 1 < ceiling and row[last].lower in ("of", "for", "at", "from"):
        outer = phrase_after(row, last + 1)
        if outer is not None:
            named = _is_named_behind(row, Phrase(first, head, head), outer)
            return Phrase(first, outer.head if named else head, outer.last)
    if (
        last + 1 < ceiling
        and row[last].lower == "and"
        and row[last + 1].capital
        and row[head - 1].capital
    ):
        outer = phrase_after(row, last + 1)
        if outer is not None:
            return Phrase(first, outer.last, outer.last)
    return Phrase(first, head, last)


def _goes_on(row: Sequence[Word], number: int) -> bool:
    """Return True if a word continues the noun phrase before it."""
    word, previous = row[number], row[number - 1]
    if not _is_word(word) or word.lower in TIMES or word.lower in PRONOUNS:
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
