"""Calendar periods relative to a date, with weeks starting on Monday."""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from sources.language.time_phrase import Granularity, Period

_MONTH = Granularity.MONTH
_THIRDS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}


def day(which: date) -> Period:
    """Return the period of a single day."""
    return Period(which, which, Granularity.DAY)


def days_from(which: date, number: int) -> Period:
    """Return the day a number of days after a date, or before it if negative."""
    return day(which + timedelta(days=number))


def week(which: date, shift: int = 0) -> Period:
    """Return the week of a date, shifted by a number of weeks."""
    monday = which - timedelta(days=which.weekday()) + timedelta(weeks=shift)
    return Period(monday, monday + timedelta(days=6), Granularity.WEEK)


def weekday_of_week(which: date, weekday: int, shift: int = 0) -> Period:
    """Return a weekday in the week of a date, shifted by weeks.

    Monday is 0.
    """
    return days_from(week(which, shift).first, weekday)


def weekend(which: date, shift: int = 0) -> Period:
    """Return the Saturday and Sunday of a date's week, shifted by a number of weeks."""
    saturday = week(which, shift).first + timedelta(days=5)
    return Period(saturday, saturday + timedelta(days=1), Granularity.DAY)


def month(year: int, number: int, part: str = "") -> Period:
    """Return a month, or its early, mid or late third.

    Month numbers outside 1 to 12 carry over into other years.
    """
    year, number = year + (number - 1) // 12, (number - 1) % 12 + 1
    first, last = _THIRDS.get(part, (1, 31))
    length = monthrange(year, number)[1]
    return Period(date(year, number, first), date(year, number, min(last, length)), _MONTH)


def season(year: int, first_month: int) -> Period:
    """Return the three months of a season.

    Winter ends in the following year.
    """
    last = month(year, first_month + 2).last
    return Period(date(year, first_month, 1), last, Granularity.SEASON)


def year(number: int) -> Period:
    """Return the period of a year."""
    return Period(date(number, 1, 1), date(number, 12, 31), Granularity.YEAR)


def decade(which: date, shift: int = 0) -> Period:
    """Return the decade of a date, shifted by a number of decades."""
    first = which.year // 10 * 10 + 10 * shift
    return Period(date(first, 1, 1), date(first + 9, 12, 31), Granularity.DECADE)


def month_day(year: int, number: int, day_of_month: int) -> date | None:
    """Return a date, or None if the month has no such day."""
    try:
        return date(year, number, day_of_month)
    except ValueError:
        return None


def days(first: date, last: date) -> Period:
    """Return the period of several consecutive days."""
    return Period(first, last, Granularity.DAY)
