"""Days: dates in a sentence that its evidence does not give."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sources.language.analysis import Analysis
from sources.language.moments import DECADE, Moment, moments
from sources.language.time_phrase import Granularity, Period
from sources.language.time_phrases import resolved

_WITH_MONTH = frozenset({Granularity.DAY, Granularity.WEEK, Granularity.MONTH})
_WEEK = 7


@dataclass(frozen=True, slots=True)
class Dated:
    """A text of the archive and its day of publication."""

    reading: Analysis
    published: date | None = None


def unborne(sentence: Analysis, evidence: Sequence[Dated]) -> Iterator[tuple[str, bool]]:
    """Yield each unsupported date of a sentence, and whether the evidence gives other dates.

    A year or month without a day may also come from the article's own date.
    """
    yield from ((moment.words, other) for moment, other in unborne_moments(sentence, evidence))


def unborne_moments(sentence: Analysis, evidence: Sequence[Dated]) -> Iterator[tuple[Moment, bool]]:
    """Yield each unsupported date as a `Moment`, and whether the evidence gives other dates."""
    known = [m for one in evidence for m in _filled(one)]
    published = [one.published for one in evidence if one.published is not None]
    texts = " ".join(one.reading.text for one in evidence).lower()
    for moment in sentence.moments:
        if moment.words.lower() in texts and (moment.counted or moment.weekday is not None):
            continue
        if any(_same(moment, other) for other in known) or _pieced(moment, known):
            continue
        others = bool(rivals(moment, known)) and not moment.counted
        if moment.day is None and not others and _is_published(moment, published):
            continue
        yield moment, others


def rivals(moment: Moment, known: Sequence[Moment]) -> list[Moment]:
    """Return the dates of the evidence with the same precision but another value."""
    if moment.weekday is not None:
        return [m for m in known if m.weekday is not None]
    if moment.season:
        return [m for m in known if m.season]
    if moment.day is not None:
        return [m for m in known if m.day is not None]
    if moment.month is not None:
        return [m for m in known if m.month is not None]
    return [m for m in known if m.year is not None]


def _filled(dated: Dated) -> Iterator[Moment]:
    """Yield the dates of a text, completed with the year or day of its own date."""
    text, published = dated.reading.text, dated.published
    for phrase in resolved(text, 0, len(text), published):
        if phrase.period is not None:
            yield _of_period(phrase.period, text[phrase.start : phrase.end])
    for moment in moments(text, published):
        yield moment
        if published is None:
            continue
        if moment.weekday is not None:
            for day in _days_called(moment.weekday, published):
                yield Moment(moment.words, 0, 0, day.year, day.month, day.day)
        elif moment.year is None and moment.month is not None:
            for year in (published.year - 1, published.year, published.year + 1):
                if _is_close(year, moment.month, published):
                    yield Moment(moment.words, 0, 0, year, moment.month, moment.day)


def _of_period(period: Period, words: str) -> Moment:
    """Return the date that words such as "last month" refer to, given the period they name."""
    first = period.first
    month = first.month if period.granularity in _WITH_MONTH else None
    day = first.day if period.granularity is Granularity.DAY else None
    years = DECADE if period.granularity is Granularity.DECADE else 1
    return Moment(words, 0, 0, first.year, month, day, years)


def _days_called(weekday: int, said_on: date) -> tuple[date, date]:
    """Return the last such weekday up to the day of publication, and the first one after it."""
    back = timedelta(days=(said_on.weekday() - weekday) % _WEEK)
    return said_on - back, said_on - back + timedelta(days=_WEEK)


def _is_close(year: int, month: int, said_on: date) -> bool:
    return abs((year - said_on.year) * 12 + month - said_on.month) < 12


def _same(moment: Moment, other: Moment) -> bool:
    """Return True if two dates agree in every field that the first one gives."""
    if moment.weekday is not None:
        return other.weekday == moment.weekday or _weekday_of(other) == moment.weekday
    if moment.season:
        return other.season == moment.season or other.month in moment.season
    if (moment.year, moment.month, moment.day) == (None, None, None):
        return False
    if moment.year is not None and other.year is not None:
        last = moment.year + moment.span - 1
        if not moment.year <= other.year <= last and other.span == 1:
            return False
        if other.span > 1 and (other.year, other.span) != (moment.year, moment.span):
            return False
    elif moment.year is not None:
        return False
    if moment.month is not None and moment.month != other.month:
        return False
    return moment.day is None or moment.day == other.day


def _weekday_of(moment: Moment) -> int | None:
    if moment.year is None or moment.month is None or moment.day is None:
        return None
    try:
        return date(moment.year, moment.month, moment.day).weekday()
    except ValueError:  # 30 February
        return None


def _pieced(moment: Moment, known: Sequence[Moment]) -> bool:
    """Return True if the evidence has the day and month in one place and the year in another."""
    if moment.year is None or moment.month is None:
        return False
    year = any(other.year == moment.year for other in known)
    rest = any(
        other.year is None and (other.month, other.day) == (moment.month, moment.day)
        for other in known
    )
    return year and rest


def _is_published(moment: Moment, published: Sequence[date]) -> bool:
    return any(
        moment.year in (None, day.year) and moment.month in (None, day.month)
        for day in published
        if moment.weekday is None and not moment.season and not moment.counted
    )
