from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sources.language.numbers import is_pronoun, numbers, stated_numbers, stated_ordinals
from tests.timing import shortest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("$2.7 million", [2_700_000]),
        ("forty-two cars", [42]),
        ("one hundred and twenty-three", [123]),
        ("two thousand three hundred", [2_300]),
        ("five hundred thousand", [500_000]),
        ("a million and a man", [1_000_000]),
        ("in 2024 five people", [2024, 5]),
        ("$200 million, or 270 billion won", [200_000_000, 270_000_000_000]),
        ("2조 3000억 원", [2_300_000_000_000]),
        ("2,700억", [270_000_000_000]),
        ("1만5000명", [15_000]),
        ("3천만", [30_000_000]),
        ("고속열차 42량", [42]),
        ("조태열 장관", []),
        ("3.5 and 35", ["3.5", 35]),
        ("1,2,3", [1, 2, 3]),
        ("no number at all", []),
        ("£3m or $12.6bn", [3_000_000, 12_600_000_000]),
        ("a 10k run of 5m", [10_000, 5]),
        ("half a million", [500_000]),
        ("two and a half million", [2_500_000]),
        ("a quarter of a billion", [250_000_000]),
        ("the second half, a quarter of them", []),
        ("1.5 million, £3M and £5bn", [1_500_000, 3_000_000, 5_000_000_000]),
        ("5m people, 5m pounds, 5m deep", [5_000_000, 5]),
        ("3½ years, 3 ½ years, three and a half years, ½", ["3.5", "0.5"]),
        ("twenty and a quarter, 2¾ million", ["20.25", 2_750_000]),
        ("three quarters of a million, a quarter of a million", [750_000, 250_000]),
        ("half a dozen, a dozen, two dozen, dozens", [6, 12, 24]),
        ("two trillion won, $3tn, 4 mn", [2_000_000_000_000, 3_000_000_000_000, 4_000_000]),
        ("twenty ten, twenty nine", [20, 10, 29]),
        ("two thousand 999 or two thousand 1000", [2_999, 2_000, 1_000]),
        ("Two thousand and money for a one-off", [2_000, 1]),
        ("300 crore rupees, a lakh, 2.5 lakhs", [3_000_000_000, 100_000, 250_000]),
        ("three crore fifty lakh, 1.5 lakh crore", [35_000_000, 1_500_000_000_000]),
    ],
)
def test_numbers_are_read_by_value(text: str, expected: list[object]) -> None:
    """Digits and words, English and Korean, come to the same values."""
    assert numbers(text) == frozenset(Decimal(str(each)) for each in expected)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("the 5th and the Fifth", [5, 5]),
        ("twenty-first, thirtieth", [21, 30]),
        ("the 112th", [112]),
        ("5 seconds, 1.5th, B-5th", []),
    ],
)
def test_ordinals_are_read_by_value(text: str, expected: list[int]) -> None:
    """Digits with an ending and words come to the same values."""
    assert [stated.value for stated in stated_ordinals(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("one of them", True),
        ("no one", True),
        ("no one won it", True),
        ("one car", False),
        ("1 of them", False),
    ],
)
def test_one_may_be_a_pronoun(text: str, expected: bool) -> None:
    """Only the word can be, and only beside certain others."""
    (stated,) = stated_numbers(text)
    assert is_pronoun(text, stated) is expected


@given(st.integers(0, 10**15))
def test_grouped_digits_are_the_number(number: int) -> None:
    """A number is the same with and without commas."""
    assert numbers(f"{number:,}") == numbers(str(number)) == {Decimal(number)}


@given(st.text(st.sampled_from("0123456789.,-천만억조 andmilonehuredtwy"), max_size=60))
def test_any_text_can_be_read(text: str) -> None:
    """No text breaks the reading."""
    numbers(text)
    list(stated_ordinals(text))


@pytest.mark.parametrize(
    "piece", ["1", "1,111", "one ", "twenty-", "1만 ", "million ", "a ", "half a ", "$1m"]
)
def test_long_texts_take_time_in_proportion(piece: str) -> None:
    """Four times the text takes about four times as long, not sixteen."""
    short, long = piece * 2_500, piece * 10_000
    list(stated_ordinals(long))
    assert shortest(lambda: numbers(long)) < 10 * shortest(lambda: numbers(short)) + 0.05


def test_words_of_scale_without_end_state_no_number() -> None:
    """Nor do they break the reading: a model may go on saying "hundred"."""
    found = numbers("one" + " hundred" * 500 + " and two")
    assert all(value < 10**27 for value in found)
