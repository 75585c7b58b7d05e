"""Time phrases: words of an article that name a time as seen from the day it was published."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Granularity(StrEnum):
    """How fine the time is that a phrase names: "on Tuesday" a day, "next year" a year."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"


@dataclass(frozen=True, slots=True)
class Period:
    """The days from first to last, both of them in it, and how fine the phrase was."""

    first: date
    last: date
    granularity: Granularity


@dataclass(frozen=True, slots=True)
class TimePhrase:
    """Characters `start` to `end` of an article's text, and the period that they stand for.

    The period is None where the article is undated: then nobody knows which year is the next.
    """

    start: int
    end: int
    period: Period | None
