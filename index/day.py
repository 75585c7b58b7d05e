"""Dates as the whole numbers that range filters compare."""

from __future__ import annotations

from datetime import date, timedelta

_FIRST = date(1970, 1, 1)


def to_day(value: date) -> int:
    """Return the number of days since 1970-01-01, negative before it."""
    return (value - _FIRST).days


def from_day(number: int) -> date:
    """Return the date of a day number."""
    return _FIRST + timedelta(days=number)
