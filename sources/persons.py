"""Mentions of those who speak: names with their titles, pronouns, and noun phrases.

There is no model of names here: capital letters, titles before a name and the words around it
decide. Organisations speak too, so a mention need not be of a person.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from sources.cues import VERBS
from sources.honorifics import DOMAINS
from sources.quotation import MentionKind
from sources.titles import (
    ABBREVIATED,
    BODIES,
    FEMALE,
    FUNCTION_WORDS,
    HONORIFICS,
    MALE,
    NO_PERSON,
    ROLES,
    TIMES,
)

Gender = Literal["female", "male"]

# Stands where a quotation was, so that its words are not read as the outlet's.
MASK = "\ue000"
_TOKEN = re.compile(
    rf"{MASK}+"
    # The common case first; what follows would find the same word.
    r"|[a-z]+(?![\w.'’&-])"
    r"|(?:Mr|Mrs|Ms|Dr|Prof|Sens?|Reps?|Gov|Gen|Lt|Col|Capt|Sgt|St|Jr|Sr|Rev|Hon|Del|Rt)\."
    r"|(?:[^\W\d_]\.){1,6}|[^\W_](?:[^\W_]|[-'’&.](?=[^\W_]))*[’']?|[^\w\s]"
)
_PARTICLES = frozenset("de da del der den di du van von bin ibn al el la le ter of".split()) - {
    "of"
}
_PRONOUNS: dict[str, Gender | None] = {
    "he": "male",
    "she": "female",
    "they": None,
    "it": None,
    "we": None,
    "i": None,
    "you": None,
}
_DETERMINERS = frozenset(
    "the a an this that these those his her their its our my another one some many several most"
    " both two three four five six other no each every few all any".split()
)
_ALONE = frozenset("one some many others several most both".split())
_LINKS = frozenset("of for at from with in on to".split())
_LONGEST = 24
_TITLES = ROLES | HONORIFICS | ABBREVIATED
_SPEAKING = ROLES | BODIES
_BEFORE_NAMES = ROLES | _DETERMINERS | HONORIFICS
_OPENERS = FUNCTION_WORDS - _DETERMINERS
_TIMES_AND_OPENERS = TIMES | _OPENERS


class Word(NamedTuple):
    """A word or a mark of punctuation, and where it stands; `lower` is it in small letters."""

    start: int
    end: int
    text: str
    lower: str

    @property
    def capital(self) -> bool:
        """Whether it begins as a name does."""
        return self.text[0].isupper()

    @property
    def possessive(self) -> bool:
        """Whether it is somebody's: "Kim's", "the ministers'"."""
        return self.text.endswith(("'s", "’s", "s'", "s’"))


@dataclass(frozen=True, slots=True)
class Mention:
    """Words for somebody, and what they tell about who it is."""

    start: int
    end: int
    kind: MentionKind
    name: str | None = None
    roles: frozenset[str] = frozenset()
    gender: Gender | None = None
    person: bool = False
    plural: bool = False
    definite: bool = False


def words(text: str, start: int, end: int) -> list[Word]:
    """Return the words and marks of a stretch of text."""
    return [
        Word(found.start(), found.end(), found[0], found[0].lower())
        for found in _TOKEN.finditer(text, start, end)
    ]


def before(row: Sequence[Word], last: int) -> Mention | None:
    """Return whom the words up to and with number `last` name."""
    return _mention(row, _phrase_before(row, last, 3))


def after(row: Sequence[Word], first: int) -> Mention | None:
    """Return whom the words from number `first` on name."""
    return _mention(row, _phrase_after(row, first))


_Phrase = tuple[int, int, int]  # first word, behind the head, behind the last word


def _mention(row: Sequence[Word], phrase: _Phrase | None) -> Mention | None:
    if phrase is None:
        return None
    first, head, last = phrase
    start, end = row[first].start, row[last - 1].end
    lowered = row[first].lower
    if last - first == 1 and lowered in _PRONOUNS:
        return Mention(
            start,
            end,
            MentionKind.PRONOUN,
            gender=_PRONOUNS[lowered],
            plural=lowered in ("they", "we"),
            person=lowered in ("he", "she"),
        )
    inside = row[first:head]
    roles = frozenset(w.lower for w in inside if w.lower in ROLES)
    gender = gender_of(w.lower for w in inside)
    name = name_of(inside)
    if name is not None:
        joined = _is_joined(inside)
        return Mention(
            start,
            end,
            MentionKind.NAMED,
            None if joined else name,
            roles,
            gender,
            is_person(name, inside),
            plural=joined,
        )
    headed = inside[-1].lower
    if headed in _DETERMINERS and headed not in _ALONE:
        return None
    plural = headed in BODIES or (headed.endswith("s") and headed[:-1] in ROLES)
    return Mention(
        start,
        end,
        MentionKind.NOUN_PHRASE,
        None,
        roles,
        gender,
        headed in ROLES,
        plural,
        definite=inside[0].lower in ("the", "this", "that") or inside[0].capital,
    )


def _is_joined(inside: Sequence[Word]) -> bool:
    """Say whether a phrase names two: not "Minister of Trade and Industry Ahn"."""
    place = next((n for n, word in enumerate(inside) if word.lower in ("and", "&")), None)
    if place is None or not place:
        return False
    left = inside[place - 1].lower
    return left not in DOMAINS and left not in NO_PERSON


def gender_of(lowered: Iterable[str]) -> Gender | None:
    """Return the gender that a title or a trade tells: "Mrs.", "the spokesman"."""
    for word in lowered:
        if word in FEMALE:
            return "female"
        if word in MALE:
            return "male"
    return None


def name_of(inside: Sequence[Word]) -> str | None:
    """Return the name at the end of a phrase, without titles; None where it ends in none."""
    first = len(inside)
    while first and (inside[first - 1].capital or _is_particle(inside, first - 1)):
        first -= 1
    tail = list(inside[first:])
    while tail and (tail[0].lower in _TITLES or not tail[0].capital):
        tail = tail[1:]
    if not tail or all(w.lower in _SPEAKING for w in tail):
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
    return titled or (2 <= len(parts) <= 4 and inside[0].lower not in _DETERMINERS)


def _is_particle(row: Sequence[Word], number: int) -> bool:
    """Say whether a small word joins the parts of a name, as in "Ursula von der Leyen"."""
    if row[number].text not in _PARTICLES or number == 0:
        return False
    near = range(number - 1, max(-1, number - 3), -1)
    return any(row[k].capital and row[k].text.isalpha() for k in near) and (
        number + 1 < len(row) and (row[number + 1].capital or row[number + 1].text in _PARTICLES)
    )


def _is_word(word: Word) -> bool:
    return word.text[0].isalnum()


def _stops(word: Word) -> bool:
    """Say whether a small word cannot be part of a noun phrase."""
    if word.capital or word.lower in _DETERMINERS:
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
        if row[first].lower in _DETERMINERS and not row[first].possessive:
            break
    # Only the first word of a sentence has a capital for another reason.
    if first < last and row[first].capital and row[first].lower in _OPENERS:
        first += 1
    if row[first].capital and row[first].lower in FUNCTION_WORDS and first == last:
        return None
    here = (first, last + 1, last + 1)
    if depth and first >= 2 and row[first - 1].lower in _LINKS | {"and", "&"}:
        outer = _phrase_before(row, first - 2, depth - 1)
        if outer is not None and _may_lead(row, outer, row[first - 1].lower):
            joined = row[first - 1].lower in ("and", "&")
            return outer[0], last + 1 if joined else outer[1], last + 1
    return here


def _may_lead(row: Sequence[Word], outer: _Phrase, link: str) -> bool:
    """Say whether a phrase takes another one behind "of", "for" or "and"."""
    head = row[outer[1] - 1]
    if link in ("and", "&"):
        return head.capital or head.lower in ROLES
    if head.capital and link != "of":
        return head.lower in _SPEAKING
    known = head.lower in _SPEAKING or (head.lower.endswith("s") and head.lower[:-1] in ROLES)
    return known or row[outer[0]].lower in _DETERMINERS


def _joins(row: Sequence[Word], first: int) -> bool:
    """Say whether the word before number `first` belongs to the same noun phrase."""
    word, following = row[first - 1], row[first]
    if not _is_word(word) or word.lower in _PRONOUNS or word.lower in TIMES:
        return False
    if following.lower in _DETERMINERS and not following.possessive:
        return False
    if word.text in _PARTICLES:
        return _is_particle(row, first - 1)
    if _stops(word):
        return False
    if following.capital and not word.capital and not word.possessive:
        # A small word before a name is a title, or another part of the sentence.
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
            return first, head, outer[2]
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
    """Say whether a word still belongs to the noun phrase before it."""
    word, previous = row[number], row[number - 1]
    if not _is_word(word) or word.lower in TIMES or word.lower in _PRONOUNS:
        return False
    if word.text in _PARTICLES and previous.capital:
        return number + 1 < len(row) and (
            row[number + 1].capital or row[number + 1].text in _PARTICLES
        )
    if _stops(word) or word.lower in _DETERMINERS:
        return False
    if word.capital:
        return True
    if previous.capital and not previous.possessive:
        return (
            word.lower in ROLES
            or word.lower in BODIES
            or (word.lower.endswith("s") and word.lower[:-1] in ROLES)
        )
    return not (word.lower.endswith(("ed", "ing")) and previous.lower in _SPEAKING)
