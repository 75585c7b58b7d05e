"""Comparison of names, and grouping of an article's names into people.

No dictionary of people is used. Titles are ignored, spellings of one Korean name match
(`sources.people.romanisation`), and part of a name matches the whole. `Aliases` supply names that
no rule can match. In doubt, two names belong to two people.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sources.people.aliases import NO_ALIASES, Aliases, key
from sources.people.given_names import are_one_given, given_gender, is_given
from sources.people.honorifics import DEPENDENT_BODIES, ROYAL
from sources.people.name import Name, parse
from sources.people.name_word import loose


def alike(one: Name, other: Name) -> bool:
    """Return True if two names can be the same person's or organisation's.

    A part of a name matches the whole: its end (Smith, von der Leyen), its beginning (Mary, Xi), or
    the initials before the family name. Anything that both names state must agree.
    """
    if not one.words or not other.words:
        return False
    if one.suffix and other.suffix and one.suffix != other.suffix:
        return False
    if _are_of_two_genders(one, other) or _are_of_two_genders(other, one):
        return False
    if one.readings and other.readings:
        return not one.readings.isdisjoint(other.readings)
    if not _families(one).isdisjoint(_families(other)) and (one.families or other.families):
        return True
    if _is_another_royal(one, other) or _is_another_royal(other, one):
        return False
    return _spelt_alike(one, other)


def _are_of_two_genders(titled: Name, other: Name) -> bool:
    """Return True for "Mr. Clinton" and "Mrs. Clinton", or "Hillary Clinton"."""
    given = given_gender(other.words[0]) if len(other.words) > 1 else None
    gender = other.gender or given
    return bool(titled.gender and gender) and titled.gender != gender


def _families(name: Name) -> frozenset[str]:
    return name.families or frozenset(reading.split()[0] for reading in name.readings)


def _is_another_royal(one: Name, other: Name) -> bool:
    return one.is_royal and len(other.words) > 1 and other.titles.isdisjoint(ROYAL)


def _spelt_alike(one: Name, other: Name) -> bool:
    if one.is_slavic or other.is_slavic:
        a, b = ([loose(word) for word in name.core] for name in (one, other))
    else:
        a, b = list(one.core), list(other.core)
    # A cheap test: matching names share a word or at least an initial.
    if _initials(a, one.words).isdisjoint(_initials(b, other.words)):
        return False
    if "".join(one.words) == "".join(other.words) or a == b:
        return True
    if len(a) > 1 and len(b) > 1 and one.is_body == other.is_body and _same_order(a, b):
        return True
    if len(a) == 2 and a == b[::-1]:
        return not (is_given(a[0]) and is_given(a[1]))
    return any(
        _is_part(name, part, whole)
        for name, part, whole in (
            (one, a, b),
            (one, one.words, other.words),
            (other, b, a),
            (other, other.words, one.words),
        )
    )


def _initials(*rows: Sequence[str]) -> set[str]:
    return {word[:1] for row in rows for word in row}


def _same_order(one: Sequence[str], other: Sequence[str]) -> bool:
    """Compare two names in the order given name, middle names, family name."""
    if one[-1] != other[-1] or not _fits(one[0], other[0]):
        return False
    return all(_fits(a, b) for a, b in zip(one[1:-1], other[1:-1], strict=False))


def _fits(one: str, other: str) -> bool:
    if len(one) == 1 or len(other) == 1:
        return one[:1] == other[:1]
    return are_one_given(one, other)


def _is_part(name: Name, part: Sequence[str], whole: Sequence[str]) -> bool:
    """Return True if a name is the end or the beginning of a longer one."""
    if (len(part) == 1 and len(part[0]) <= 1) or len(part) > len(whole):
        return False
    joined = "".join(part)
    ends = {"".join(whole[-count:]) for count in range(1, len(whole))}
    if joined in ends:
        return not name.is_body
    if whole[-1] in DEPENDENT_BODIES:
        return False
    # Gabriel García is García Márquez, but New York is not the New York Times.
    if len(part) > 1 and not is_given(whole[0]):
        return False
    # "President James" is not James Brown, but "President Xi" is Xi Jinping.
    if len(part) == 1 and name.is_titled and is_given(whole[0]):
        return False
    starts = {"".join(whole[:count]) for count in range(1, len(whole))}
    return joined in starts


__all__ = ["NO_ALIASES", "Aliases", "People", "same_person"]


def same_person(one: str, other: str, aliases: Aliases = NO_ALIASES) -> bool:
    """Return True if two names can be the same person's, judging by the names alone.

    A given name alone matches everyone who bears it: "Mary" can be Mary Jones. Two spellings that
    the aliases assign to different people never match.
    """
    if one == other:
        return any(character.isalnum() for character in one)
    if key(one) == key(other):
        return bool(key(one))
    spellings = _spellings(one, aliases), _spellings(other, aliases)
    if all(spellings):
        return spellings[0] == spellings[1]
    return any(
        key(a) == key(b) or _alike(a, b)
        for a in (one, *spellings[0])
        for b in (other, *spellings[1])
    )


# Articles compare the same few names repeatedly.
@lru_cache(maxsize=10_000)
def _alike(one: str, other: str) -> bool:
    return alike(parse(one), parse(other))


@dataclass(frozen=True, slots=True)
class People:
    """The people named in an article, as the spellings of each with the fullest first."""

    groups: tuple[tuple[str, ...], ...] = ()
    aliases: Aliases = NO_ALIASES

    @classmethod
    def of(cls, names: Iterable[str], aliases: Aliases = NO_ALIASES) -> People:
        """Group the names in an article, given in order of appearance.

        A name joins a group only if it matches every spelling in that group and no other group.
        "Cho" joins nobody if both Cho Tae-yul and Cho Tae-yong are present.
        """
        groups: list[list[str]] = []
        distinct = [name for name in dict.fromkeys(names) if key(name)]
        for name in sorted(distinct, key=lambda each: _fullness(each, aliases), reverse=True):
            fitting = _fitting(name, groups, aliases)
            if len(fitting) == 1:
                groups[fitting[0]].append(name)
            elif not fitting:
                groups.append([name])
        ordered = (sorted(group, key=_own_fullness, reverse=True) for group in groups)
        return cls(tuple(map(tuple, ordered)), aliases)

    def fullest(self, name: str) -> str | None:
        """Return the fullest spelling, without titles, of the person that a name refers to.

        Return None if the name matches nobody, or more than one person.
        """
        fitting = self.fitting(name)
        return fitting[0] if len(fitting) == 1 else None

    def fitting(self, name: str) -> tuple[str, ...]:
        """Return the fullest spelling, without titles, of each person that a name matches."""
        found = _fitting(name, self.groups, self.aliases)
        return tuple(_untitled(self.groups[number][0]) for number in found)


def _fitting(name: str, groups: Sequence[Sequence[str]], aliases: Aliases) -> list[int]:
    """Return the indices of the groups that a name matches, using titles to break ties."""
    fitting = [
        number
        for number, group in enumerate(groups)
        if all(same_person(name, known, aliases) and not _kin(name, known) for known in group)
    ]
    if len(fitting) > 1:
        titled = [n for n in fitting if any(_share_title(name, known) for known in groups[n])]
        return titled if len(titled) == 1 else fitting
    return fitting


def _kin(one: str, other: str) -> bool:
    """Return True if two full names differ in "Jr.".

    An article that writes both means two people.
    """
    a, b = parse(one), parse(other)
    return a.suffix != b.suffix and len(a.words) > 1 and len(b.words) > 1


def _share_title(one: str, other: str) -> bool:
    a, b = parse(one), parse(other)
    return not a.offices.isdisjoint(b.offices) or (bool(a.gender) and a.gender == b.gender)


def _fullness(name: str, aliases: Aliases) -> tuple[int, bool]:
    known = max(map(_own_fullness, _spellings(name, aliases)), default=(0, False))
    return max(_own_fullness(name), known)


def _own_fullness(name: str) -> tuple[int, bool]:
    return parse(name).parts, not name.isupper()


def _spellings(name: str, aliases: Aliases) -> tuple[str, ...]:
    if not aliases.groups:
        return ()
    return aliases.spellings(name) or aliases.spellings(parse(name).spelling)


def _untitled(name: str) -> str:
    return parse(name).spelling or name
