"""Dates as day numbers for range filters, and as written for people."""

from __future__ import annotations

from datetime import date, timedelta

from sources.language.calendar_names import MONTHS

_FIRST = date(1970, 1, 1)
SECONDS = 86_400
"""The number of seconds in a day."""


def to_day(value: date) -> int:
    """Return the number of days since 1970-01-01, negative for earlier dates."""
    return (value - _FIRST).days


def from_day(number: int) -> date:
    """Return the date of a day number."""
    return _FIRST + timedelta(days=number)


def written(day: date) -> str:
    """Return a date in the form "13 June 2024"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
