"""Speaker roles: parse and compare roles such as "England's chief medical officer"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import islice
from typing import NamedTuple

from sources.language.speaker_tokens import words
from sources.people.given_names import given_gender
from sources.people.name import parse
from sources.people.titles import ROLES
from sources.quotations.speech_cues import VERBS

_OWNING = re.compile(r"['’]s?$")
_LINK = re.compile(r"\s(?:of|for|at|from|in|to|with|on|and|who|whom|which)\s|,")
_SMALL = frozenset("a an the of for at from in to with on and who whom which s".split())
# Words that make a role a different office: a deputy minister is not a minister.
_QUALIFIERS = frozenset(
    "former ex deputy vice acting shadow assistant interim retired outgoing incoming designate"
    " elect late".split()
)
# Roles that are held for someone else: the minister's aide is not the minister.
_SOMEBODYS = frozenset(
    "spokesman spokeswoman spokesperson aide adviser advisor lawyer attorney wife husband son"
    " daughter brother sister mother father friend ally assistant widow".split()
)
# Participles that name a role in a trial: "Nuala Devane KC, prosecuting, said".
_TAKING_PART = re.compile(r"(prosecuting|defending)\b", re.IGNORECASE)
_OFFICES = {"prosecuting": ("prosecutor",), "defending": ("lawyer", "counsel", "solicitor")}
_ENDS = re.compile(r"[.;:!?\n“”\"]")
_BEHIND = re.compile(r"\s?[,(]\s?(?P<phrase>[^,.;:()\n“”\"]{3,80})")
_COURTESY_END = re.compile(r"\b(?:Mr|Mrs|Ms|Miss|Dr|Sir|Dame)\.?\s$")
_ROLE_OF = re.compile(r"\s*(?:The\s|the\s)?[A-Za-z][\w-]*(?:\s[\w-]+)?\sof\s(?:[\w-]+\s){1,3}")
_AND = re.compile(r"^\s*(?:and|but|while)\s")
_LONGEST = 80
_MOST_PLACES = 50


@dataclass(frozen=True)
class Rank:
    """A role: its words, the offices in its head, and its owners.

    `trade` is the last word of the head if it has no known office: "the organ builder".
    """

    words: frozenset[str]
    head: tuple[str, ...]
    owners: frozenset[str]
    trade: str = ""

    @classmethod
    def of(cls, phrase: str) -> Rank:
        """Parse the role in a phrase."""
        found = list(_words(phrase))
        link = _LINK.search(phrase)
        upto = link.start() if link else len(phrase)
        head = [word.folded for word in found if word.end <= upto and not word.owns]
        offices = tuple(word for word in head if word in ROLES)
        if not offices and (part := _TAKING_PART.match(phrase)):
            offices = _OFFICES[part[1].lower()]
        trade = "" if offices or not head or head[-1] in _SMALL else head[-1]
        told = frozenset([*(word.folded for word in found), *offices]) - _SMALL
        return cls(told, offices, frozenset(_owners(found)), trade)

    @property
    def last(self) -> str:
        """The head noun of the role."""
        return self.head[-1] if self.head else self.trade

    def fits(self, phrase: str, text: str) -> bool:
        """Return True if a phrase in an article with this text states this role.

        The article must have the other words of the role, such as its country. Words for the owner
        may be missing if the phrase names no owner.
        """
        other = Rank.of(phrase)
        if self.trade:
            stated = self.trade == other.trade and not (self.words ^ other.words) & _QUALIFIERS
            return stated and all(_stands(word, text) for word in self.words)
        if not self.head or self.head[-1] not in other.head:
            return False
        if (self.words ^ other.words) & _QUALIFIERS:
            return False
        somebodys = other.head[-1] in _SOMEBODYS or self.head[-1] in _SOMEBODYS
        if somebodys and self.head[-1] != other.head[-1]:
            return False
        missing = self.words - other.words
        if missing & ROLES or (other.owners and not self.owners <= other.words):
            return False
        return all(_stands(word, text) for word in missing - self.owners)

    def is_parted_from(self, phrase: str) -> bool:
        """Return True if the phrase, unlike this role, describes someone's spokesman or aide."""
        head = Rank.of(phrase).head
        return bool(head) and head[-1] in _SOMEBODYS and head[-1] not in self.words

    def is_stated_of(self, name: str | None, text: str) -> bool:
        """Return True if an article with this text gives a name the complete role."""
        return any(self.words <= Rank.of(phrase).words for phrase in _beside(name, text))

    def is_of(self, name: str | None, text: str) -> bool:
        """Return True if an article with this text gives the role to a name beside it."""
        return any(
            Rank.of(phrase).last == self.last and self.fits(phrase, text)
            for phrase in _beside(name, text)
        )


def is_rank(phrase: str) -> bool:
    """Return True for a role without a name: "Senior White House official"."""
    if not Rank.of(phrase).head:
        return False
    name = parse(phrase)
    last = phrase.split()[-1]
    # "Mayor Ann Baker" is a name, although bakers are a trade.
    named = not last.islower() and bool(name.words) and given_gender(name.words[0]) is not None
    return not name.words or (last.lower() in ROLES and not named)


class _Word(NamedTuple):
    """A word of a role without its "'s", whether it had one, and where it ends."""

    folded: str
    capital: bool
    owns: bool
    end: int


def _words(phrase: str) -> Iterator[_Word]:
    for word in words(phrase, 0, len(phrase)):
        if word.text[0].isalnum():
            bare = _OWNING.sub("", word.text)
            folded = bare.rstrip(".").lower().replace("’", "'")
            yield _Word(folded, word.capital, bare != word.text, word.end)


def _owners(found: Iterable[_Word]) -> Iterator[str]:
    """Yield the words of a role's owner: "New" and "Mexico" of "New Mexico's"."""
    run: list[str] = []
    for word in found:
        run = [*run, word.folded] if word.capital else []
        if word.owns:
            yield from run or [word.folded]
            run = []


def _stands(word: str, text: str) -> bool:
    return re.search(rf"\b{re.escape(word)}\b", text, re.IGNORECASE) is not None


def _beside(name: str | None, text: str) -> Iterator[str]:
    """Yield the title directly before a name, and phrases beside it between commas."""
    if not name:
        return
    named = re.compile(rf"\b{re.escape(name)}\b", re.IGNORECASE)
    for found in islice(named.finditer(text), _MOST_PLACES):
        before = _ENDS.split(text[max(0, found.start() - _LONGEST) : found.start()])[-1]
        before = _COURTESY_END.sub("", before)
        if _ROLE_OF.fullmatch(before):
            yield before  # "Chair of the bench Winifred Aske"
        if before.rstrip().endswith(","):
            yield _AND.sub("", before.rstrip(" ,").rpartition(",")[2])
        elif title := _title(before):
            yield title
        if behind := _BEHIND.match(text, found.end()):
            yield behind["phrase"]


def _title(before: str) -> str:
    """Return the words of a title at the end of a text: "Deputy Governor"."""
    words = before.split()
    first = len(words)
    while first and words[first - 1].lower() not in VERBS | _SMALL:
        if words[first - 1].endswith(","):
            break  # "At Bristol Crown Court, prosecutor"
        first -= 1
    return " ".join(words[first:])
