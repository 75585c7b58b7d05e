from __future__ import annotations

import pytest

from sources.language.terms import pairs_of, terms, worded_terms


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ministers’ bridges, rebuilt", ["minist", "bridg", "rebuilt"]),
        ("Café São Łódź Ærø", ["cafe", "sao", "lodz", "aero"]),
        ("ＦＵＬＬ ² ﬁre", ["full", "2", "fire"]),
        ("the 다리 in 東京", ["the", "in", "다리", "東京"]),
        ("हिंदी", ["हिंदी"]),
        ("a\ud800b", ["a", "b"]),
        ("x" * 100, []),
        ("… –", []),
    ],
)
def test_terms_are_stems_and_pairs_of_characters(text: str, expected: list[str]) -> None:
    """Case, accents and endings do not count; half a surrogate pair parts words."""
    assert terms(text) == expected


def test_each_term_has_the_word_that_it_is_of() -> None:
    """A pair of characters is its own word."""
    assert [*worded_terms("Opened 다리")] == [("Opened", "open"), ("다리", "다리")]


def test_a_character_that_stands_alone_is_its_own_pair() -> None:
    """Otherwise a word of one character could not be looked for."""
    assert [*pairs_of("강 다리")] == ["강", "다리"]
