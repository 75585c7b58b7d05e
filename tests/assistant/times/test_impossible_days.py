from __future__ import annotations

import pytest

from assistant.times.named_time import impossible_day


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("What was decided since 30 February 2024?", "since 30 February 2024"),
        ("What was decided since 31 June?", "since 31 June"),
        ("What was said before June 31st, 2024 about it?", "before June 31st, 2024"),
        ("What happened on Feb. 30?", "on Feb. 30"),
        ("What happened on 29 February 2023?", "on 29 February 2023"),
        ("What happened after 45 May?", "after 45 May"),
        ("What happened since 2024-02-30?", "since 2024-02-30"),
        ("What happened since 2024-13-01?", "since 2024-13-01"),
        ("2월 30일 이후 무슨 일이 있었나?", "2월 30일"),
        ("2023년 2월 29일에 무슨 일이 있었나?", "2023년 2월 29일"),
    ],
)
def test_a_date_that_no_calendar_has_is_found(question: str, words: str) -> None:
    """With the word before it, as it was typed."""
    assert impossible_day(question) == words


@pytest.mark.parametrize(
    "question",
    [
        "What was decided since 29 February?",
        "What happened on 29 February 2024?",
        "How many of the 40 March protests were peaceful?",
        "Did 45 May supporters and 60 march to the square?",
        "In June 31 people were hurt: where?",
        "2월 29일 이후 무슨 일이 있었나?",
    ],
)
def test_other_numbers_beside_months_are_left_alone(question: str) -> None:
    """A day of some year is a day, and a count is none."""
    assert impossible_day(question) == ""
