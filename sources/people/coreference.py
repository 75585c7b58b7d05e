"""The people in an article, and resolution of "she" or "the minister" to one of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from sources.people.bodies import bodies
from sources.people.given_names import given_gender
from sources.people.honorifics import COURTESIES, SUFFIXES
from sources.people.mentions import Mention
from sources.people.names import People
from sources.people.naming import Gender, gender_of, named
from sources.people.titles import NO_PERSON
from sources.quotations.quotation import Extent, MentionKind, Speaker

_REMEMBERED = 6
_LONGEST_TITLES = 60
# The letters in which a country and its adjective agree: "Russia", "the Russian Federation".
_ALIKE = 4
# The number of earlier names searched for the bearer of a family name.
_MENTIONED = 200
# If more names than this share a word, a short name is not resolved.
_MOST_ALIKE = 8
# The same limit for Korean names with the same first syllable, with titles: "김 장관", "김철수
# 의원".
_MOST_KOREAN = 24


@dataclass(slots=True)
class _Person:
    """A person or body in the article, and what the article has said about them so far."""

    name: str
    person: bool
    gender: Gender | None = None
    titled: Gender | None = None
    roles: set[str] = field(default_factory=set)
    seats: set[str] = field(default_factory=set)


class Cast:
    """The people named in an article so far.

    Call `reach` to advance through the text, with offsets in increasing order.
    """

    def __init__(self, masked: str) -> None:
        names = list(named(masked))
        self._bodies = bodies(masked, names)
        self._roles: dict[str, set[str]] = {}
        for one in names:
            self._roles.setdefault(one.name, set()).update(one.roles - COURTESIES)
        self._written: set[str] = set()
        self._named_by: dict[str, list[str]] = {}
        people = (n.name for n in names if n.person and n.name not in self._bodies)
        for name in dict.fromkeys(people):
            for part in {*name.lower().split()}:
                self._named_by.setdefault(part, []).append(name)
        # Keyed by the first syllable, which is the family name.
        self._korean: dict[str, dict[str, None]] = {}
        # Names not reached yet, in reverse order.
        self._ahead = names[::-1]
        self._by_name: dict[str, _Person] = {}
        self._known: dict[str, _Person] = {}
        self._met: list[_Person] = []
        self._focus: list[_Person] = []
        self._sentence = 0
        self._owning = {n.start for n in names if _owns(masked, n.start, n.name)}
        # Indices into `_met` of names that only appear as possessives.
        self._owners: set[int] = set()

    def reach(self, place: int) -> None:
        """Register every name before an offset."""
        while self._ahead and self._ahead[-1].start < place:
            one = self._ahead.pop()
            if one.start in self._owning:
                self._owners.add(len(self._met))
            met = self._meet(one.name, one.person, gender_of(one.roles))
            self._written.add(one.name)
            if one.roles:
                met.roles |= one.roles
                met.seats |= one.seats
                # A title is stronger evidence than an earlier pronoun.
                met.titled = met.titled or gender_of(one.roles)
                met.gender = met.titled or met.gender
            self._met.append(met)

    def speaker(self, mention: Mention) -> Speaker:
        """Return the speaker that a mention refers to, and record them as the last speaker."""
        self.reach(mention.start)
        extent = Extent(mention.start, mention.end)
        if mention.kind is MentionKind.NAMED:
            if mention.name is None:
                return Speaker(extent, mention.kind, None)
            met = self._meet(mention.name, mention.person, mention.gender)
            bearer = self._last_called(met.name, mention.gender)
            if bearer is not None:
                bearer.gender = bearer.gender or mention.gender
                self.turn_to(bearer)
                return Speaker(extent, mention.kind, bearer.name, resolved=True)
            met.roles |= mention.roles
            met.gender = met.gender or mention.gender
            if self._is_ahead(met.name, mention.name):
                self.turn_to(met)
                return Speaker(extent, mention.kind, met.name, resolved=True)
        else:
            found = self._who(mention)
            if found is None:
                return Speaker(extent, mention.kind, None)
            met = found
            met.gender = met.gender or mention.gender
        self.turn_to(met)
        return Speaker(extent, mention.kind, met.name, mention.kind is not MentionKind.NAMED)

    def _is_ahead(self, name: str, mentioned: str) -> bool:
        """Return True if the full name appears only later in the text.

        Names in a headline count as earlier.
        """
        known = bool(self._written) and name in self._roles
        return known and name != mentioned and name not in self._written

    def is_person(self, name: str) -> bool:
        """Return True unless a name is known to be an organisation's or a place's."""
        return name not in self._bodies and NO_PERSON.isdisjoint(name.lower().split())

    def begin(self, start: int) -> None:
        """Begin a sentence, in which a pronoun resolves first to names from the same sentence."""
        self.reach(start)
        self._sentence = len(self._met)

    def turn_to(self, person: _Person) -> None:
        """Record the person that the text is about."""
        self._focus.append(person)

    def open_sentence(self, start: int, end: int) -> None:
        """Record the first person named in a sentence without a speaker.

        "Omondi's predecessor, Hugh Tarrant," is about Tarrant.
        """
        self.reach(start)
        before = len(self._met)
        self.reach(end)
        people = [n for n in range(before, len(self._met)) if self._met[n].person]
        people.sort(key=self._owners.__contains__)
        if people:
            self.turn_to(self._met[people[0]])

    def _meet(self, name: str, person: bool, gender: Gender | None) -> _Person:
        if "가" <= name[0] <= "힣":
            return self._hangul(name, person)
        known = self._by_name.get(name)
        if known is None:
            known = self._by_name[name] = self._called(self._fullest_of(name), person)
        if known.name != name and gender and known.titled and known.titled != gender:
            known = self._called(name, person)  # "Mr Fusco" beside Carol Fusco
            known.gender = known.titled = gender
        known.person = (known.person or person) and known.name not in self._bodies
        return known

    def _fullest_of(self, name: str) -> str:
        """Return the fullest form of a name, or the name itself if it is ambiguous."""
        # Compare only names that share a word, because comparing all pairs would be too slow.
        parts = name.lower().split()
        # Keep the order of the text, so that every process decides the same way.
        by_first = self._named_by.get(parts[0], [])
        by_last = self._named_by.get(parts[-1], [])
        if max(len(by_first), len(by_last)) > _MOST_ALIKE:
            return name
        if by_first == by_last == [name]:
            return name
        alike = dict.fromkeys([*by_first, *by_last])
        if not alike or (len(parts) > 1 and name not in alike) or len(alike) > _MOST_ALIKE:
            return name
        if self._is_of_two(name, alike):
            return name
        longest = max(alike, key=len, default=name)
        inside = set(longest.lower().split())
        if all(inside.issuperset(other.lower().split()) for other in {*alike, name}):
            return longest
        if _is_junior(name):
            return name
        return _fullest(name, tuple(sorted(alike))) or name

    def _is_of_two(self, name: str, alike: Iterable[str]) -> bool:
        """Return True if a name fits both father and son: "Trump" with "Donald Trump Jr."."""
        junior = [other for other in alike if _is_junior(other)]
        if not junior or _is_junior(name):
            return False
        return any(" " in other and not _is_junior(other) for other in alike) or any(
            self._is_elder(name, other) for other in junior
        )

    def _is_elder(self, name: str, other: str) -> bool:
        """Return True for "President Trump" if the son has no such title."""
        roles = self._roles.get(name, set())
        return _is_junior(other) and not roles <= self._roles.get(other, set())

    def _last_called(self, name: str, gender: Gender | None) -> _Person | None:
        """Return the last mentioned bearer of a family name: "Kim" after Kim Tae-hyo.

        Return None if another bearer has been named since, or if a title points to someone else.
        """
        if " " in name or not (name.lower() in self._named_by or name in self._korean):
            return None
        named = [one for one in self._met[-_MENTIONED:] if _bears(one, name)]
        bearers = [
            one
            for one in named
            if not self._is_elder(name, one.name)
            and (one.titled is None or gender in (None, one.titled))
        ]
        if not bearers:
            return None
        spoken = next((one for one in self._focus[:-_MENTIONED:-1] if _bears(one, name)), None)
        only = all(one is bearers[-1] for one in bearers)
        return bearers[-1] if only or spoken is bearers[-1] else None

    def _hangul(self, name: str, person: bool) -> _Person:
        """Return the person that a Korean name refers to, among those already named."""
        known = self._korean.setdefault(name[0], {})
        if name not in known and len(known) < _MOST_KOREAN:
            known[name] = None
        full = _fullest(name, tuple(known)) if 1 < len(known) < _MOST_KOREAN else name
        return self._called(full or name, person)

    def _called(self, full: str, person: bool) -> _Person:
        known = self._known.get(full)
        if known is None:
            gender = _gender_of_given(full)
            known = self._known[full] = _Person(full, person, gender, gender)
        known.person = (known.person or person) and full not in self._bodies
        return known

    def _who(self, mention: Mention) -> _Person | None:
        """Return the last person who matches a pronoun or a noun phrase."""
        if mention.kind is MentionKind.NOUN_PHRASE and not (mention.definite and mention.roles):
            return None
        if mention.plural or (mention.kind is MentionKind.PRONOUN and not mention.person):
            return None
        here = (
            self._met[self._sentence : self._sentence + 5]
            if mention.kind is MentionKind.PRONOUN
            else []
        )
        recent = [*here, *self._focus[: -_REMEMBERED - 1 : -1], *self._met[:-40:-1]]
        return next((one for one in recent if _fits(one, mention)), None)


@lru_cache(maxsize=256)
def _people(names: tuple[str, ...]) -> People:
    return People.of(names)


@lru_cache(maxsize=1_024)
def _fullest(name: str, names: tuple[str, ...]) -> str | None:
    """Return the fullest of several names that a name matches, or None if it is ambiguous."""
    return _people(names).fullest(name)


def _owns(masked: str, place: int, name: str) -> bool:
    start = masked.find(name, place, place + _LONGEST_TITLES + len(name))
    return start >= 0 and masked[start + len(name) : start + len(name) + 2] in ("'s", "’s")


def _bears(one: _Person, family: str) -> bool:
    return one.person and " " in one.name and family in one.name.split()


def _is_junior(name: str) -> bool:
    return name.rsplit(" ", 1)[-1].rstrip(".").lower() in SUFFIXES


def _gender_of_given(name: str) -> Gender | None:
    given, _, family = name.partition(" ")
    return given_gender(given) if family else None


def _fits(one: _Person, mention: Mention) -> bool:
    if not one.person or (mention.gender and one.gender and mention.gender != one.gender):
        return False
    if mention.kind is MentionKind.PRONOUN:
        return True
    # "The mayor of Ostvik" is not the mayor of Kelmar.
    seats = {seat[:_ALIKE] for seat in one.seats}
    elsewhere = mention.seats and seats and seats.isdisjoint(s[:_ALIKE] for s in mention.seats)
    return bool(mention.roles & one.roles) and not elsewhere
