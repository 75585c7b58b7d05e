"""Matching of days in the date formats of news."""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from sources.language.calendar_names import MONTH_PATTERNS

_ORDINAL = r"(?:st|nd|rd|th)?"


def names_day(text: str, day: date) -> bool:
    """Return True if a text names a day: "Nov. 5", "5 November 2024", "2024-11-05", "11월 5일".

    A date without a year may match. A date with another year does not. Relative days ("on Monday",
    "a week later") are not supported.
    """
    return any(_year(found) in (None, day.year) for found in _pattern(day).finditer(text))


@lru_cache(maxsize=1024)
def _pattern(day: date) -> re.Pattern[str]:
    month, number, of_day = MONTH_PATTERNS[day.month - 1], f"0?{day.month}", f"0?{day.day}"
    forms = (
        rf"\b{month}\.? {of_day}{_ORDINAL}(?!\w)(?:,? (?P<year1>\d{{4}})\b)?",
        rf"(?<![\d.,]){of_day}{_ORDINAL} (?:of )?{month}(?!\w)\.?(?:,? (?P<year2>\d{{4}})\b)?",
        rf"(?<!\d)(?P<year3>\d{{4}})(?P<mark>[-/.]) ?{number}(?P=mark) ?{of_day}(?!\d)",
        rf"(?<!\d)(?:(?P<year4>\d{{4}})년 ?)?{number}월 ?{of_day}일",
    )
    return re.compile("|".join(forms), re.IGNORECASE)


def _year(found: re.Match[str]) -> int | None:
    return next((int(found[f"year{n}"]) for n in range(1, 5) if found[f"year{n}"]), None)
