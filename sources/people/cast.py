"""The people of an article as a reader meets them, and whom "she" or "the minister" stands for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from sources.people.bodies import bodies
from sources.people.given_names import given_gender
from sources.people.honorifics import COURTESIES, SUFFIXES
from sources.people.mentions import Mention
from sources.people.named import named
from sources.people.names import People
from sources.people.naming import Gender, gender_of
from sources.people.titles import NO_PERSON
from sources.quotations.quotation import Extent, MentionKind, Speaker

_REMEMBERED = 6
_LONGEST_TITLES = 60
# Names before the words among which the bearer of a family name is looked for.
_MENTIONED = 200
# Where more names than this share a word, a short one says nothing.
_MOST_ALIKE = 8
# So do more Korean names than this that begin alike, with their titles: "김 장관", "김철수 의원".
_MOST_KOREAN = 24


@dataclass(slots=True)
class _Person:
    """Somebody whom the article names, and what it has said about them so far."""

    name: str
    person: bool
    gender: Gender | None = None
    titled: Gender | None = None
    roles: set[str] = field(default_factory=set)


class Cast:
    """Those whom an article has named up to a place; move on with `reach`, in order of places."""

    def __init__(self, masked: str) -> None:
        names = list(named(masked))
        self._bodies = bodies(masked, names)
        self._roles: dict[str, set[str]] = {}
        for _, name, roles, _ in names:
            self._roles.setdefault(name, set()).update(roles - COURTESIES)
        self._written: set[str] = set()
        self._named_by: dict[str, list[str]] = {}
        people = (name for _, name, _, person in names if person and name not in self._bodies)
        for name in dict.fromkeys(people):
            for part in {*name.lower().split()}:
                self._named_by.setdefault(part, []).append(name)
        # By the first syllable, which is the family name.
        self._korean: dict[str, dict[str, None]] = {}
        # Those not reached yet, the next one last.
        self._ahead = names[::-1]
        self._by_name: dict[str, _Person] = {}
        self._known: dict[str, _Person] = {}
        self._met: list[_Person] = []
        self._focus: list[_Person] = []
        self._sentence = 0
        self._owning = {place for place, name, *_ in names if _owns(masked, place, name)}
        # The numbers, among those met, of names that only own something.
        self._owners: set[int] = set()

    def reach(self, place: int) -> None:
        """Take in all names before a place."""
        while self._ahead and self._ahead[-1][0] < place:
            at, name, roles, person = self._ahead.pop()
            if at in self._owning:
                self._owners.add(len(self._met))
            met = self._meet(name, person, gender_of(roles))
            self._written.add(name)
            if roles:
                met.roles |= roles
                # What "he" was taken to mean says less than a title.
                met.titled = met.titled or gender_of(roles)
                met.gender = met.titled or met.gender
            self._met.append(met)

    def speaker(self, mention: Mention) -> Speaker:
        """Return the speaker that a mention stands for, and remember who spoke last."""
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
        """Return True if only what follows gives the whole name; a headline is before all."""
        known = bool(self._written) and name in self._roles
        return known and name != mentioned and name not in self._written

    def is_person(self, name: str) -> bool:
        """Return True unless a name is known to be that of a body or a place."""
        return name not in self._bodies and NO_PERSON.isdisjoint(name.lower().split())

    def begin(self, start: int) -> None:
        """Begin a sentence: whom it names before a pronoun comes before those named earlier."""
        self.reach(start)
        self._sentence = len(self._met)

    def turn_to(self, person: _Person) -> None:
        """Remember whom the text is about."""
        self._focus.append(person)

    def open_sentence(self, start: int, end: int) -> None:
        """Remember the first person named in a sentence, in which nobody speaks.

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
        """Return the fullest name of whom a name stands for; itself where it could be two."""
        # Only names that share a word are compared: all with all would take too long.
        parts = name.lower().split()
        # In the order of the text, so that each process decides alike.
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
        """Return True for a name of father and son: "Trump" beside "Donald Trump Jr."."""
        junior = [other for other in alike if _is_junior(other)]
        if not junior or _is_junior(name):
            return False
        return any(" " in other and not _is_junior(other) for other in alike) or any(
            self._is_elder(name, other) for other in junior
        )

    def _is_elder(self, name: str, other: str) -> bool:
        """Return True for "President Trump" beside a son who is called no president."""
        roles = self._roles.get(name, set())
        return _is_junior(other) and not roles <= self._roles.get(other, set())

    def _last_called(self, name: str, gender: Gender | None) -> _Person | None:
        """Return who of several with a family name was last spoken of: "Kim" after Kim Tae-hyo.

        None where another bearer has been named since, or where a title tells of another.
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
        """Return whom a Korean name stands for, among those who spoke before."""
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
        """Return the last one who fits a pronoun or a noun phrase."""
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
    """Return the fullest of some names that a name stands for; None where it could be several."""
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
    return mention.kind is MentionKind.PRONOUN or bool(mention.roles & one.roles)
