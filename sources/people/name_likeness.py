"""Comparison of two names, part by part, to decide whether they can be the same person's."""

from __future__ import annotations

from collections.abc import Sequence

from sources.people.given_names import given_gender
from sources.people.honorifics import DEPENDENT_BODIES, ROYAL
from sources.people.name import Name
from sources.people.nicknames import are_one_given, is_given
from sources.people.transliteration import loose


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
