from __future__ import annotations

import pytest

from sources.people.korean_names import parted, surnames
from sources.people.names import same_person
from sources.people.romanisation import given_names
from tests.testsets.romanisations import pairs


@pytest.mark.parametrize(
    ("spelt", "name"),
    [
        ("suk yeol", "석열"),
        ("seok yeol", "석열"),
        ("sukyeol", "석열"),
        ("jaein", "재인"),
        ("yuna", "연아"),
        ("kyung wha", "경화"),
        ("duck soo", "덕수"),
        ("nak yon", "낙연"),
        ("son hui", "선희"),
        ("jong un", "정은"),
        ("jin", "진"),
    ],
)
def test_a_spelling_is_read_back(spelt: str, name: str) -> None:
    """The usual spellings of a given name lead back to it."""
    assert name in given_names(spelt.split())


@pytest.mark.parametrize("spelt", ["john", "harper", "mary ann", "", "a b c", "x" * 1000])
def test_other_words_are_no_given_names(spelt: str) -> None:
    """What no syllables of Korean names make up is read as nothing."""
    assert given_names(spelt.split()) == frozenset()


def test_older_values_count_only_where_needed() -> None:
    """`t` is ㄷ in Tong-yong, where 통 is in no name, and not in Tae-ho."""
    assert given_names(["tong", "yong"]) == {"동용", "동영"}
    assert "대호" not in given_names(["tae", "ho"])


def test_family_names_have_the_spellings_that_their_bearers_use() -> None:
    """Lee, Yi and Rhee are 이; Lim may be 임 or 림."""
    assert all("이" in surnames(spelling) for spelling in ("lee", "yi", "rhee", "li"))
    assert surnames("lim") == {"임", "림"}
    assert surnames("smith") == frozenset()


def test_hangul_is_parted_behind_the_family_name() -> None:
    """Family names of two syllables go first; what is no name stays whole."""
    assert parted("윤석열") == ("윤", "석열")
    assert parted("남궁민") == ("남궁", "민")
    assert parted("윤") == ("윤", "")
    assert parted("트럼프") is None


def test_no_two_people_of_the_test_set_are_merged() -> None:
    """Both halves: spellings of two people are never taken for one person's."""
    assert [p for p in pairs() if not p.same and same_person(p.one, p.other)] == []


@pytest.mark.parametrize("held_out", [False, True])
def test_most_spellings_of_one_person_are_recognised(held_out: bool) -> None:
    """At least nine in ten in each half."""
    asked = [p for p in pairs() if p.same and p.held_out is held_out]
    assert len(asked) >= 50
    assert sum(same_person(p.one, p.other) for p in asked) >= 0.9 * len(asked)
