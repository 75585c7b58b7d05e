from __future__ import annotations

import pytest

from assistant.answering.script_crossing import Crossing, sound_alike
from sources.people.aliases import Aliases
from sources.people.names import NO_ALIASES


def shared(words: str, text: str, speaker: str | None = None) -> dict[str, str]:
    """Return what words in Hangul have in common with a text in Latin letters."""
    return dict(Crossing.of(words, speaker, NO_ALIASES).shared(text))


@pytest.mark.parametrize(
    ("words", "text", "common"),
    [
        ("버스 310대를 샀다", "They bought 310 buses.", ["310"]),
        ("비용은 310만 달러다", "It costs $3.1 million.", ["3.1 million"]),
        ("KTX가 달린다", "The KTX runs.", ["KTX"]),
        ("우즈베키스탄은 크다", "Uzbekistan is large.", ["Uzbekistan"]),
        ("타슈켄트에서 만났다", "We met in Tashkent.", ["Tashkent"]),
        ("사마르칸트와 키르기스스탄", "Samarkand and Kyrgyzstan", ["Samarkand", "Kyrgyzstan"]),
        ("셰르조드 알리예프가 왔다", "Sherzod Aliyev came.", ["Sherzod Aliyev"]),
    ],
)
def test_what_stands_in_both_is_recognised(words: str, text: str, common: list[str]) -> None:
    """Numbers by value, Latin words as they are, names by their consonants, less particles."""
    assert list(shared(words, text).values()) == common


def test_a_speaker_is_recognised_by_any_spelling() -> None:
    """A Korean name that is romanised, and a foreign one by its consonants."""
    assert shared("가자", "Minister Cho Tae-yul left.", "조태열") == {
        "조태열": "Minister Cho Tae-yul"
    }
    assert list(shared("가자", "Ilsa Varga left.", "일사 바르가").values()) == ["Ilsa Varga"]
    assert shared("가자", "Ren Aoki left.", "조태열") == {}


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("학생 세 명과 5대", "Three students and 5 buses"),
        ("오늘 서울 날씨는 맑다", "Seoul is sunny. Today we go."),
        ("310대를 샀다", "They bought 301 buses."),
        ("러시아가 왔다", "Russia came."),
    ],
)
def test_little_things_are_no_sign(words: str, text: str) -> None:
    """Small numbers, short names and other numbers say nothing."""
    assert shared(words, text) == {}


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("셰르조드 알리예프", "Sherzod Aliyev", True),
        ("Gulbahor Nazarova", "굴바호르 나자로바", True),
        ("셰르조드 알리예프", "Aliyev", None),
        ("셰르조드 알리예프", "Rustam Yuldoshev", False),
        ("Lea Moor", "Lea Moor", False),
        ("배가람", "배가람", False),
    ],
)
def test_names_of_two_scripts_sound_alike(one: str, other: str, alike: bool | None) -> None:
    """Whole names that sound the same are one; a part that does leaves it open."""
    assert sound_alike(one, other) is alike


def test_an_article_is_looked_for_by_what_it_would_print() -> None:
    """Numbers in the ways that English sets them, and the spellings of an alias."""
    aliases = Aliases.parse("Ilsa Varga = 일사 바르가", "aliases.txt")
    query = Crossing.of("KTX에 270억 원과 1500명", "일사 바르가", aliases).query
    assert query == "1500 1,500 27000000000 27 billion KTX Ilsa Varga 일사 바르가"
    assert Crossing.of("오늘은 맑다", None, NO_ALIASES).query == ""
