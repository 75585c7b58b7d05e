from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.case import Case, Outcome
from assistant.evaluation.matching import normalised, states, token_f1, values


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The  Denver, Broncos!", "denver broncos"),
        ("an apple a day", "apple day"),
        ("U.S. $5.50", "us 550"),
        ("“Win-win”", "winwin"),
        ("the", ""),
    ],
)
def test_texts_are_normalised_as_in_squad(text: str, expected: str) -> None:
    """Case, punctuation, articles and spaces do not count."""
    assert normalised(text) == expected


@pytest.mark.parametrize(
    ("text", "answer", "expected"),
    [
        ("It ordered 42 cars.", "42", True),
        ("It ordered 425 cars.", "42", False),
        ("It ordered 142 cars.", "42", False),
        ("고속열차 42량을 공급한다", "42", True),
        ("조태열 장관은 말했다", "조태열", True),
        ("Foreign Minister Cho Tae-yul said", "Cho", True),
        ("Psychology", "Cho", False),
        ("anything", "the", False),
    ],
)
def test_answer_stands_in_text_as_whole_words(text: str, answer: str, expected: bool) -> None:
    """An answer inside of another word or number is none; a Korean particle may follow."""
    assert states(text, answer) is expected


@pytest.mark.parametrize(
    ("text", "answer", "expected"),
    [
        ("the Denver Broncos", "Denver Broncos", 1.0),
        ("Broncos won", "Denver Broncos", 0.5),
        ("to be or not to be", "to be", 2 * (2 / 6) * 1 / (2 / 6 + 1)),
        ("nothing of it", "Denver", 0.0),
        ("", "Denver", 0.0),
        ("the", "a", 1.0),
    ],
)
def test_token_f1_is_that_of_squad(text: str, answer: str, expected: float) -> None:
    """Words are counted with repetition; two empty texts are the same."""
    assert token_f1(text, answer) == pytest.approx(expected)


@given(st.text(), st.text())
def test_any_text_can_be_matched(text: str, answer: str) -> None:
    """F1 lies between 0 and 1, is the same both ways, and no text breaks it."""
    assert 0 <= token_f1(text, answer) <= 1
    assert token_f1(text, answer) == pytest.approx(token_f1(answer, text))
    states(text, answer)


def test_any_of_and_all_of() -> None:
    """One of the answers is enough, and all that belong together are needed."""
    case = Case("c", "?", answers=("270 billion won", "$200 million"), answers_all=("Rotem",))
    said = Outcome("c", True, "Hyundai Rotem won 270 billion won.")
    assert values(case, said)["answer match"] == 1
    assert values(case, Outcome("c", True, "It was $200 million."))["answer match"] == 0
    assert values(case, Outcome("c", False, said.text))["answer match"] == 0


def test_numbers_and_dates_match_by_what_they_mean() -> None:
    """A number matches in any form, a date too."""
    case = Case("c", "?", numbers=("2.7 million",), dates=(date(2024, 11, 5),))
    right = values(case, Outcome("c", True, "On Nov. 5 it sold 2,700,000 of them."))
    assert (right["number match"], right["date match"]) == (1, 1)
    wrong = values(case, Outcome("c", True, "On Nov. 5, 2023, it sold 2.7 of them."))
    assert (wrong["number match"], wrong["date match"]) == (0, 0)


def test_without_expectations_nothing_applies() -> None:
    """Nothing is matched where nothing is expected."""
    assert values(Case("c", "?"), Outcome("c", True, "42")) == {}
