"""Time phrases: words that refer to a time relative to the publication date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Granularity(StrEnum):
    """The precision of a time phrase: "on Tuesday" is a day, "next year" a year."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    YEAR = "year"
    DECADE = "decade"


@dataclass(frozen=True, slots=True)
class Period:
    """The days from first to last, inclusive, and the precision of the phrase."""

    first: date
    last: date
    granularity: Granularity


@dataclass(frozen=True, slots=True)
class TimePhrase:
    """Characters `start` to `end` of an article's text, and the period that they refer to.

    The period is None if the article is undated, because "next year" is then unknown.
    """

    start: int
    end: int
    period: Period | None
