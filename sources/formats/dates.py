"""Publication dates in files: read exactly, or treated as unknown."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from email.utils import parsedate_to_datetime

from sources.formats.time_of_day import TIME
from sources.language.calendar_names import (
    KOREAN_WEEKDAYS,
    MONTH_NUMBERS,
    WEEKDAYS,
    folded_name,
    foreign_months,
    foreign_weekdays,
)

# The first newspaper appeared in 1605. An older date is a mistake or a placeholder: 0001-01-01.
EARLIEST = date(1605, 1, 1)
# Embargoed articles and monthlies are dated ahead, but not by more than this.
FURTHEST_AHEAD = timedelta(days=366)
# Longer values are prose. The limit also keeps hostile values away from the patterns.
MAX_LENGTH = 100
# Whole numbers: seconds since 1970 from March 1973 on, milliseconds above that, or YYYYMMDD.
FIRST_EPOCH_SECOND, FIRST_EPOCH_MILLISECOND, LAST_EPOCH_MILLISECOND = 10**8, 10**11, 10**14
_ZERO = datetime.fromtimestamp(0, UTC)

_MONTHS_OF_YEAR = 12
_MONTHS = {form.lower(): number for form, number in MONTH_NUMBERS.items()}
_MONTH = rf"(?P<month_name>{'|'.join(_MONTHS)})\.?"
_WEEKDAY = r"(?:(?:mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\.?,? )?"
_NAMED_WEEKDAY = r"(?:(?P<weekday>mon|tue|wed|thu|fri|sat|sun)[a-z]{0,6}\.?,? )?"
_ZONE = r"(?:\s?(?:[zh]|[a-z]{2,5}|(?:utc|gmt)?[+-]\d{2}(?::?\d{2})?)(?:\s?\([a-z ]{2,40}\))?)?"
_CLOCK = (
    r"(?:[01]?\d|2[0-4])(?:[:.]|\s?h\s?)[0-5]\d(?::[0-5]\d(?:[.,]\d{1,9})?|:60)?(?:\s?[ap]\.?m\.?)?"
)
_AT = r"(?:(?:at|um|à|a las|às|alle(?: ore)?|kl\.?|klo|om|o|в) )?"
_TIME = (
    rf"(?:(?:t|,? ?{_AT}|[ ]?[-–|/·] ){_CLOCK}{_ZONE}"
    rf"|,? {_AT}(?:[01]?\d|2[0-4])\s?(?:uhr|h|heures|uur))?"
)
_KOREAN_CLOCK = rf"(?:오전|오후)? ?(?:{_CLOCK}|\d{{1,2}}시(?: ?\d{{1,2}}분)?)"
_KOREAN_TIME = rf"(?: ?\(?[{KOREAN_WEEKDAYS}](?:요일)?\)?)?(?: {_KOREAN_CLOCK})?"
_YEAR, _NUMBER, _DAY = r"(?P<year>\d{4})", r"(?P<month>\d{1,2})", r"(?P<day>\d{1,2})"

# Year first, or the month as a word. Where two numbers come first, one must be above 12 or the
# weekday must be given, because 03/04/2024 is two different days. No locale writes the month first
# with dots, so 03.04.2024 is 3 April, unless a time zone of the United States is beside it.
_PATTERNS = tuple(
    re.compile(pattern, re.ASCII | re.IGNORECASE)
    for pattern in (
        rf"{_YEAR}(?P<sep>[-/.]){_NUMBER}(?P=sep){_DAY}\.?{_TIME}",
        rf"{_YEAR}\. ?{_NUMBER}\. ?{_DAY}\.?{_KOREAN_TIME}",
        rf"{_YEAR}(?P<month>\d\d)(?P<day>\d\d)(?:t\d{{4}}(?:\d\d)?{_ZONE})?",
        rf"{_WEEKDAY}{_MONTH} {_DAY}(?:st|nd|rd|th)?(?:,? |,){_YEAR}{_TIME}",
        rf"{_WEEKDAY}{_DAY}(?:st|nd|rd|th)?[ -]{_MONTH}[ -]{_YEAR}{_TIME}",
        rf"{_WEEKDAY}{_MONTH} {_DAY} {_CLOCK}{_ZONE} {_YEAR}",
        rf"{_YEAR}[년年] ?{_NUMBER}[월月] ?{_DAY}[일日]付?{_KOREAN_TIME}",
        rf"{_NAMED_WEEKDAY}(?P<first>\d{{1,2}})(?P<sep>[-/.])(?P<second>\d{{1,2}})(?P=sep){_YEAR}{_TIME}",
    )
)
# With the month's name in another language: "Dienstag, 13. Februar 2024", "13 de marzo de 2024".
_WORD = r"[^\W\d_]"
_FOREIGN = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:(?P<weekday>{_WORD}{{2,15}})\.?,? )?(?:(?:den|le|el|il) )?"
        rf"(?P<day>[0-9]{{1,2}})(?:\.|er|[ºª°])?[ -]?(?:de |d['’])?"
        rf"(?P<month_name>{_WORD}{{3,15}})\.?,?(?: del? | d['’]|[ -])(?P<year>[0-9]{{4}})"
        rf"(?: ?[гр]\.?)?{_TIME}",
        rf"(?P<year>[0-9]{{4}})\. ?(?P<month_name>{_WORD}{{3,15}})\.? (?P<day>[0-9]{{1,2}})\.?"
        rf"{_TIME}",
        # Kazakh and Uzbek: "2024 жылғы 13 ақпан", "2024-yil 13-fevral"
        rf"(?P<year>[0-9]{{4}})(?: ж(?:ыл|ылғы|\.)|[- ]?yil|[- ]?йил),? (?P<day>[0-9]{{1,2}})[- ]"
        rf"(?P<month_name>{_WORD}{{3,15}}){_TIME}",
    )
)
_TWO_NAMES = re.compile(rf"(?<!{_WORD})({_WORD}{{3,15}})/{_WORD}{{3,15}}(?!{_WORD})")
# The year before the first of each Japanese era.
_ERAS = {"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018}
_ERA = re.compile(rf"(?P<name>{'|'.join(_ERAS)}) ?(?P<number>元|[0-9]{{1,2}})年")
_WITHIN = tuple(
    re.compile(rf"(?<![\w./-]){pattern.pattern}(?![\w/-])", pattern.flags)
    for pattern in (*_PATTERNS, *_FOREIGN)
)
_WITHOUT_YEAR = tuple(
    re.compile(rf"(?<![\w./-]){pattern}(?![\w/-])", re.IGNORECASE)
    for pattern in (
        rf"{_DAY}(?:st|nd|rd|th|er|[.ºª°])?[ -]?(?:de |d['’])?(?P<month_name>{_WORD}{{3,15}})",
        rf"(?P<month_name>{_WORD}{{3,15}})\.? {_DAY}(?:st|nd|rd|th)?",
        rf"{_NUMBER}[월月] ?{_DAY}[일日]",
    )
)
_US_ZONE = re.compile(
    r"(?:\d|[ap]\.?m\.?)\s?\(?(?:(?-i:[ECMP][SD]?T)|eastern|central|mountain|pacific)\b",
    re.IGNORECASE,
)


def parse_published(value: object) -> date | None:
    """Return the day of the value, or None if it has none, is ambiguous, or cannot be right.

    A date with a time zone keeps the day as written. Seconds since 1970 are counted in UTC.
    """
    day = parse_day(value)
    return day if day and _believable(day) else None


def parse_day(value: object) -> date | None:
    """Return the day of the value, however long ago or far ahead, or None as above."""
    day: date | None = None
    if isinstance(value, datetime):
        day = None if _is_zero(value) else value.date()
    elif isinstance(value, date):
        day = value
    elif isinstance(value, int | float) and not isinstance(value, bool):
        day = _from_number(value)
    elif isinstance(value, str) and len(value) <= MAX_LENGTH:
        day = None if _is_zero(_moment(value)) else _from_text(_plain(value))
    return day


def _moment(text: str) -> datetime | None:
    """Return the moment of a date with a time as programs write it, or None."""
    if ":" in text:
        for parsed in (datetime.fromisoformat, parsedate_to_datetime):
            with suppress(ValueError, OverflowError):
                return parsed(text.strip())
    return None


def _is_zero(moment: datetime | None) -> bool:
    """Return True for the start of Unix time, which programs write for an empty date."""
    return moment is not None and (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) == _ZERO


def find_published(text: str) -> date | None:
    """Return the day that a short line contains, or None if it contains none or several."""
    days = {_day_of(match) for match in _within(text)}
    day = days.pop() if len(days) == 1 else None
    return day if day and _believable(day) else None


def latest_day(text: str) -> date | None:
    """Return the latest day that a short line may mean: 4 March or 3 April for 03/04."""
    return max((day for match in _within(text) for day in _readings(match)), default=None)


def day_without_year(text: str, near: date) -> date | None:
    """Return the day that a short line states without its year, in the year nearest to a day.

    None if the line states no such day or several. Times, whose numbers could be days, are ignored.
    """
    line = TIME.sub(" ", _plain(text[:MAX_LENGTH]))
    found = (match for pattern in _WITHOUT_YEAR for match in pattern.finditer(line))
    stated = {_month_and_day(match) for match in found if _names_month(match)}
    if len(stated) != 1:
        return None
    days: set[date] = set()
    for month, day in stated:
        for year in (near.year - 1, near.year, near.year + 1):
            with suppress(ValueError):
                days.add(date(year, month, day))
    return min(days, key=lambda day: abs(day - near), default=None)


def _within(text: str) -> Iterator[re.Match[str]]:
    """Yield the dates in a line that is not too long."""
    line = _plain(text[: MAX_LENGTH + 1])
    if len(line) <= MAX_LENGTH:
        found = (match for pattern in _WITHIN for match in pattern.finditer(line))
        yield from filter(_names_month, found)


def _plain(text: str) -> str:
    """Return a text with ASCII digits, years of our era, and one name for each month.

    Arabic pages give each month in two ways: يوليو/تموز.
    """
    even = " ".join(unicodedata.normalize("NFKC", text).split())
    if even.isascii():
        return even
    digits = "".join(str(unicodedata.digit(c)) if c.isdigit() else c for c in even)
    return _ERA.sub(_year_of, _TWO_NAMES.sub(r"\1", digits))


def _year_of(era: re.Match[str]) -> str:
    number = 1 if era["number"] == "元" else int(era["number"])
    return f"{_ERAS[era['name']] + number}年"


def _believable(day: date) -> bool:
    return EARLIEST <= day <= datetime.now(UTC).date() + FURTHEST_AHEAD


def _from_number(value: float) -> date | None:
    if FIRST_EPOCH_SECOND <= value < FIRST_EPOCH_MILLISECOND:
        return datetime.fromtimestamp(value, UTC).date()
    if FIRST_EPOCH_MILLISECOND <= value < LAST_EPOCH_MILLISECOND:
        return datetime.fromtimestamp(value / 1000, UTC).date()
    if isinstance(value, int) and 10**7 <= value < FIRST_EPOCH_SECOND:
        return _from_text(str(value))
    return None


def _from_text(text: str) -> date | None:
    if re.fullmatch(r"\d{10}|\d{13}", text, re.ASCII):
        return _from_number(int(text))
    for pattern in _PATTERNS:
        if match := pattern.fullmatch(text):
            return _day_of(match)
    for pattern in _FOREIGN:
        if match := pattern.fullmatch(text):
            weekday = match.groupdict().get("weekday")
            known = weekday is None or folded_name(weekday) in foreign_weekdays()
            return _day_of(match) if known else None
    return None


def _names_month(match: re.Match[str]) -> bool:
    """Return False for a word that is not a month: "5 per 2024"."""
    name = match.groupdict().get("month_name")
    return name is None or _month_of(name) > 0


def _month_of(name: str) -> int:
    """Return the number of a month, or 0 if the word does not name one."""
    return _MONTHS.get(name.lower()) or foreign_months().get(folded_name(name), 0)


def _day_of(match: re.Match[str]) -> date | None:
    days = _readings(match)
    return days.pop() if len(days) == 1 else None


def _readings(match: re.Match[str]) -> set[date]:
    """Return the days that a date may mean: none for 30 February, two for 03/04/2024."""
    parts = match.groupdict()
    if parts.get("first"):
        first, second = int(parts["first"]), int(parts["second"])
        is_day_first = (
            parts["sep"] == "."
            and second <= _MONTHS_OF_YEAR
            and not (parts["weekday"] or _US_ZONE.search(match.string))
        )
        pairs = {(second, first)} if is_day_first else {(first, second), (second, first)}
    else:
        pairs = {_month_and_day(match)}
    days: set[date] = set()
    for month, day in pairs:
        with suppress(ValueError):
            days.add(date(int(parts["year"]), month, day))
    if parts.get("first") and (weekday := parts["weekday"]):
        days = {day for day in days if WEEKDAYS[day.weekday()].lower().startswith(weekday.lower())}
    return days


def _month_and_day(match: re.Match[str]) -> tuple[int, int]:
    parts = match.groupdict()
    name = parts.get("month_name")
    return (_month_of(name) if name else int(parts["month"])), int(parts["day"])
