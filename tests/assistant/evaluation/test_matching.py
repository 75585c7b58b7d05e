from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.case import Case, Outcome
from assistant.evaluation.matching import normalised, token_f1, values


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


def test_the_question_tells_the_unit_of_an_answer() -> None:
    """A bare number is a percentage only where one is asked for."""
    said = Outcome("c", True, "79% agreed.")
    asked = Case("c", "What percentage agreed?", answers=("79",))
    assert values(asked, said)["answer match"] == 1
    assert values(replace(asked, question="How many agreed?"), said)["answer match"] == 0


def test_without_expectations_nothing_applies() -> None:
    """Nothing is matched where nothing is expected."""
    assert values(Case("c", "?"), Outcome("c", True, "42")) == {}
