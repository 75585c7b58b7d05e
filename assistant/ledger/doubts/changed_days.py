"""Days: dates in a sentence that its evidence does not give."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from sources.language.calendar_names import KOREAN_WEEKDAYS, MONTH_NUMBERS, MONTH_PATTERNS, WEEKDAYS
from sources.language.currencies import SIGNS, unit_before, unit_behind
from sources.language.time_phrase import Granularity, Period
from sources.language.time_phrases import resolved

_MONTH = "|".join(MONTH_PATTERNS)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:1[5-9]|20|21)\d\d"
# "may" and "march" are months only next to a figure. "in March" has no figure but a capital.
_MENTION = re.compile(
    rf"(?<!\d)(?P<y1>{_YEAR})(?P<sep>[-/.]) ?(?P<m1>0?[1-9]|1[0-2])(?P=sep) ?(?P<d1>{_DAY})(?!\d)"
    rf"|\b(?P<n2>{_MONTH})\.? (?P<d2>{_DAY})(?:st|nd|rd|th)?(?![\d,.]*\d)(?:,? (?P<y2>{_YEAR})\b)?"
    rf"|\b(?P<n7>{_MONTH})\.? (?P<d7>{_DAY})(?:st|nd|rd|th)?,? (?P<y7>{_YEAR})\b"
    rf"|(?<![\d.,{SIGNS}])(?P<d3>{_DAY})(?:st|nd|rd|th)? (?:of )?(?P<n3>{_MONTH})\b"
    rf"(?:\.?,? (?P<y3>{_YEAR})\b)?"
    rf"|\b(?P<n4>{_MONTH})\.?,? (?:of )?(?P<y4>{_YEAR})\b"
    rf"|(?<!\d)(?P<y5>{_YEAR})년(?: ?(?P<m5>1[0-2]|0?[1-9])월)?(?: ?(?P<d5>{_DAY})일)?"
    rf"|(?<!\d)(?P<m6>1[0-2]|0?[1-9])월(?: ?(?P<d6>{_DAY})일)?"
    r"|(?<![\d.,-])(?P<y8>(?:1[5-9]|20|21)\d\d)(?P<decade>s|년대)?(?![\d%]|[,.]\d)"
    r"(?! (?:people|km|kilomet|met(?:er|re)|ton|percent|per cent|cars|homes))",
    re.IGNORECASE,
)
_NAMED_MONTH = re.compile(
    r"\b(?P<month>Jan(?:uary)?|Feb(?:ruary)?|March|Mar\.|Apr(?:il)?|June|July|Aug(?:ust)?|"
    r"Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?|(?<=in )May|(?<=since )May|"
    r"(?<=until )May|(?<=by )May|(?<=last )May|(?<=next )May)(?!\w|\.? \d)"
)
_WEEKDAY = re.compile(rf"\b(?:{'|'.join(WEEKDAYS)})\b|[{KOREAN_WEEKDAYS}]요일", re.IGNORECASE)
_COUNTED = re.compile(
    r"\b(?:(?P<which>next|last|this|previous|coming|past) (?P<unit>year|month)|"
    r"(?P<day>today|yesterday|tomorrow|tonight))\b|"
    r"(?P<korean>내년|작년|지난해|올해|다음 ?달|지난 ?달|이번 ?달|어제|오늘|내일)",
    re.IGNORECASE,
)
_STEPS = {"next": 1, "coming": 1, "last": -1, "previous": -1, "past": -1, "this": 0}
_DAY_STEPS = {"today": 0, "tonight": 0, "yesterday": -1, "tomorrow": 1}
_KOREAN_YEARS = {"내년": 1, "작년": -1, "지난해": -1, "올해": 0}
_KOREAN_MONTHS = {"다음달": 1, "지난달": -1, "이번달": 0}
_KOREAN_DAYS = {"어제": -1, "오늘": 0, "내일": 1}
_SEASON = re.compile(
    r"\b(?:spring|summer|autumn|winter|(?<=the )fall|(?<=last )fall)\b", re.IGNORECASE
)
_SEASONS = {
    "spring": (3, 4, 5),
    "summer": (6, 7, 8),
    "autumn": (9, 10, 11),
    "fall": (9, 10, 11),
    "winter": (12, 1, 2),
}
_WITH_MONTH = frozenset({Granularity.DAY, Granularity.WEEK, Granularity.MONTH})
_WEEK = 7
_DECADE = 10


@dataclass(frozen=True, slots=True)
class Moment:
    """A date at the precision given: its words, and the year, month and day they name.

    `span` is the number of years covered, starting with `year`: ten for "the 1990s".
    """

    words: str
    start: int
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    span: int = 1
    weekday: int | None = None
    season: tuple[int, ...] = ()
    counted: bool = False


@dataclass(frozen=True, slots=True)
class Dated:
    """A text of the archive and its day of publication."""

    text: str
    said_on: date | None = None


def moments(text: str, said_on: date | None = None) -> tuple[Moment, ...]:
    """Return the dates in a text; `said_on` is the day to which "next year" is relative."""
    found = [_given(match) for match in _MENTION.finditer(text) if not _is_price(text, match)]
    found += [
        Moment(match[0], *match.span(), month=MONTH_NUMBERS[match["month"][:3]])
        for match in _NAMED_MONTH.finditer(text)
        if not any(m.start <= match.start() < m.end for m in found)
    ]
    found += [_weekday(match) for match in _WEEKDAY.finditer(text)]
    found += [
        Moment(match[0], *match.span(), season=_SEASONS[match[0].lower()])
        for match in _SEASON.finditer(text)
    ]
    found += [_counted(match, said_on) for match in _COUNTED.finditer(text)]
    return tuple(sorted(found, key=lambda moment: moment.start))


def unborne(sentence: str, evidence: Sequence[Dated]) -> Iterator[tuple[str, bool]]:
    """Yield each unsupported date of a sentence, and whether the evidence gives other dates.

    A year or month without a day may also come from the article's own date.
    """
    yield from ((moment.words, other) for moment, other in unborne_moments(sentence, evidence))


def unborne_moments(sentence: str, evidence: Sequence[Dated]) -> Iterator[tuple[Moment, bool]]:
    """Yield each unsupported date as a `Moment`, and whether the evidence gives other dates."""
    known = [m for one in evidence for m in _filled(one)]
    published = [one.said_on for one in evidence if one.said_on is not None]
    texts = " ".join(one.text for one in evidence).lower()
    for moment in moments(sentence):
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


def _is_price(text: str, match: re.Match[str]) -> bool:
    """Return True if a year is an amount of money: "1500 tenge"."""
    if not match["y8"]:
        return False
    return bool(unit_before(text, match.start()) or unit_behind(text, match.end("y8")))


def _given(match: re.Match[str]) -> Moment:
    def part(letter: str) -> int | None:
        names = (f"{letter}{n}" for n in range(1, 9))
        groups = match.groupdict()
        return next((int(groups[name]) for name in names if groups.get(name)), None)

    groups = match.groupdict()
    name = next((groups[f"n{n}"] for n in (2, 3, 4, 7) if groups[f"n{n}"]), None)
    month = MONTH_NUMBERS[name[:3].capitalize()] if name else part("m")
    years = _DECADE if match["decade"] else 1
    return Moment(match[0], *match.span(), part("y"), month, part("d"), years)


def _weekday(match: re.Match[str]) -> Moment:
    word = match[0].capitalize()
    number = WEEKDAYS.index(word) if word in WEEKDAYS else KOREAN_WEEKDAYS.index(word[0])
    return Moment(match[0], *match.span(), weekday=number)


def _counted(match: re.Match[str], said_on: date | None) -> Moment:
    bare = Moment(match[0], *match.span(), counted=True)
    if said_on is None:
        return bare
    korean = (match["korean"] or "").replace(" ", "")
    which = (match["which"] or "").lower()
    if match["day"] or korean in _KOREAN_DAYS:
        steps = _KOREAN_DAYS.get(korean, _DAY_STEPS.get((match["day"] or "").lower(), 0))
        day = said_on + timedelta(days=steps)
        return Moment(match[0], *match.span(), day.year, day.month, day.day, counted=True)
    if (match["unit"] or "").lower() == "year" or korean in _KOREAN_YEARS:
        steps = _KOREAN_YEARS.get(korean, _STEPS.get(which, 0))
        return Moment(match[0], *match.span(), said_on.year + steps, counted=True)
    steps = _KOREAN_MONTHS.get(korean, _STEPS.get(which, 0))
    months = said_on.year * 12 + said_on.month - 1 + steps
    return Moment(match[0], *match.span(), months // 12, months % 12 + 1, counted=True)


def _filled(dated: Dated) -> Iterator[Moment]:
    """Yield the dates of a text, completed from its date of publication."""
    for phrase in resolved(dated.text, 0, len(dated.text), dated.said_on):
        if phrase.period is not None:
            yield _of_period(phrase.period, dated.text[phrase.start : phrase.end])
    for moment in moments(dated.text, dated.said_on):
        yield moment
        if dated.said_on is None:
            continue
        if moment.weekday is not None:
            for day in _days_called(moment.weekday, dated.said_on):
                yield Moment(moment.words, 0, 0, day.year, day.month, day.day)
        elif moment.year is None and moment.month is not None:
            for year in (dated.said_on.year - 1, dated.said_on.year, dated.said_on.year + 1):
                if _is_close(year, moment.month, dated.said_on):
                    yield Moment(moment.words, 0, 0, year, moment.month, moment.day)


def _of_period(period: Period, words: str) -> Moment:
    """Return the date that words such as "last month" refer to, given the period they name."""
    first = period.first
    month = first.month if period.granularity in _WITH_MONTH else None
    day = first.day if period.granularity is Granularity.DAY else None
    years = _DECADE if period.granularity is Granularity.DECADE else 1
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
