from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.matching import names_day

DAY = date(2024, 11, 5)


@pytest.mark.parametrize(
    "text",
    [
        "on Nov. 5",
        "on November 5th, 2024.",
        "5 November 2024",
        "the 5th of November",
        "2024-11-05",
        "2024. 11. 5",
        "2024년 11월 5일",
        "11월 5일",
    ],
)
def test_day_is_named_in_the_forms_of_news(text: str) -> None:
    """Month by name or number, with or without the year."""
    assert names_day(text, DAY)


@pytest.mark.parametrize(
    "text",
    [
        *("Nov. 15", "15 November", "November 50", "Nov 5, 2023", "2023년 11월 5일", "2024-11-15"),
        *("12024-11-05", "Oct. 5", "11월 15일", "on Monday", ""),
    ],
)
def test_other_days_are_not_it(text: str) -> None:
    """Another day, month or year is another day."""
    assert not names_day(text, DAY)


@given(st.dates(date(1000, 1, 1)))
def test_every_day_is_named_by_its_iso_form(day: date) -> None:
    """A day is found in its own ISO form, and in its English one."""
    assert names_day(f"It was {day.isoformat()}.", day)
    assert names_day(f"It was {day:%B} {day.day}, {day.year}.", day)
