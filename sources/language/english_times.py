"""English relative time phrases: "next", "last", "ago" and the like.

Each rule covers phrases with a single reading. Ambiguous phrases ("next summer", said in February)
and phrases relative to another date ("the following year", "his last year") are matched but not
resolved.
"""

from __future__ import annotations

import re
from datetime import date

from sources.language import periods
from sources.language.english_days import DAYS, OF_YEAR_HINTS, PART, SHIFTS
from sources.language.numbers import CARDINALS
from sources.language.tense import english_tense
from sources.language.time_phrase import Period, Rule, Sighting, Tense, hints

_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "fall": 9, "winter": 12}
NUMBERS = {"a": 1, "an": 1, **{word: int(n) for word, n in CARDINALS.items() if 0 < n <= 12}}
_MOST_AGO = {"day": 31, "week": 10, "month": 24, "year": 20}
_COUNT = rf"(?P<count>{'|'.join(NUMBERS)}|[1-9]\d?)"
_THIS = r"(?P<which>[Ll]ast|[Tt]his|[Nn]ext)"
# "The last year" is twelve months. "His last year" and "the year's last week" are not calendar
# periods.
_NOT_OURS = frozenset("the his her their its my our your very a one or every each same".split())
_ROUGHLY = frozenset(
    "than nearly almost about around roughly some least over under approximately to as".split()
)
_RELATIVE_DAYS = {
    "the day before yesterday": -2,
    "the day after tomorrow": 2,
    "yesterday": -1,
    "last night": -1,
    "tomorrow": 1,
    "today": 0,
    "tonight": 0,
    "this morning": 0,
    "this afternoon": 0,
    "this evening": 0,
}
_WEDNESDAY, _SATURDAY = 2, 5
_FEBRUARY, _DECEMBER = 2, 12
_NOWADAYS = re.compile(r"\b(?:is|are|has|have|can|remains?|lives?|still|do|does)\b")
_NEWS = re.compile(
    r"\b(?:said|announced|told|will|was|were|(?:has|have) (?:been )?\w{2,}ed|reported)\b"
)


def _calendar_unit(sighting: Sighting) -> Period | None:
    before = sighting.word_before
    if before in _NOT_OURS or before.endswith(("'s", "’s")):
        return None
    today, shift = sighting.today, SHIFTS[sighting["which"].lower()]
    if sighting["unit"] == "week":
        return periods.week(today, shift)
    if sighting["unit"] == "month":
        return periods.month(today.year, today.month + shift, sighting["part"].lower())
    if sighting["unit"] == "decade":
        return periods.decade(today, shift)
    return periods.year(today.year + shift)


def _end_of_unit(sighting: Sighting) -> Period | None:
    """Resolve "by the end of the year" to the current year if the sentence is about the future."""
    if english_tense(sighting) is not Tense.FUTURE or sighting.in_another_year:
        return None
    return {
        "week": periods.week(sighting.today),
        "month": periods.month(sighting.today.year, sighting.today.month),
        "year": periods.year(sighting.today.year),
        "decade": periods.decade(sighting.today),
    }[sighting["unit"]]


def _relative_day(sighting: Sighting) -> Period | None:
    words = sighting.match[0].lower()
    if words in ("today", "tomorrow"):
        if sighting.before.rstrip()[-1:].isalpha() and sighting.match[0][0].isupper():
            return None  # USA Today
        if sighting.word_before in ("of", "until") or sighting.after[:2] in ("'s", "’s"):
            return None  # the leaders of tomorrow, today's world
    if words == "today" and _is_nowadays(sighting):
        return None
    return periods.days_from(sighting.today, _RELATIVE_DAYS[words])


def _is_nowadays(sighting: Sighting) -> bool:
    sentence = f"{sighting.before} {sighting.after}"
    return bool(_NOWADAYS.search(sentence)) and not _NEWS.search(sentence)


def _ago(sighting: Sighting) -> Period | None:
    count = NUMBERS.get(sighting["count"].lower()) or int(sighting["count"])
    unit = sighting["unit"]
    if sighting.word_before in _ROUGHLY or count > _MOST_AGO[unit]:
        return None
    return _counted(sighting.today, unit, count if sighting["from_now"] else -count)


def _counted(today: date, unit: str, shift: int) -> Period:
    if unit == "day":
        return periods.days_from(today, shift)
    if unit == "week":
        return periods.week(today, shift)
    if unit == "month":
        return periods.month(today.year, today.month + shift)
    return periods.year(today.year + shift)


def _weekend(sighting: Sighting) -> Period | None:
    today, which = sighting.today, sighting["which"].lower()
    is_weekend = today.weekday() >= _SATURDAY
    if which == "this":
        return periods.weekend(today)
    if which:
        return None if is_weekend else periods.weekend(today, SHIFTS[which])
    told = english_tense(sighting)
    if told is Tense.PAST and today.weekday() <= _WEDNESDAY:
        return periods.weekend(today, -1)
    return None


def _season(sighting: Sighting) -> Period | None:
    if sighting.word_before in _NOT_OURS:
        return None
    return season_seen(sighting.today, _SEASONS[sighting["season"]], sighting["which"].lower())


def season_seen(today: date, first_month: int, which: str) -> Period | None:
    """Return the last, current or next season, or None if the phrase is ambiguous."""
    own = periods.season(today.year, first_month)
    if first_month == _DECEMBER and today.month <= _FEBRUARY:
        own = periods.season(today.year - 1, first_month)
    if which == "this":
        # In March, "this winter" can be the past one or the coming one.
        return None if first_month == _DECEMBER and today.month in (3, 4) else own
    if which == "next":
        return periods.season(own.first.year + 1, first_month) if own.first <= today else None
    if first_month == _DECEMBER:  # "last winter" is never ambiguous
        return periods.season(own.first.year - 1, first_month)
    return periods.season(own.first.year - 1, first_month) if own.last >= today else None


def _season_of_year(sighting: Sighting) -> Period | None:
    year = sighting.today.year + SHIFTS[sighting["which"].lower()]
    return periods.season(year, _SEASONS[sighting["season"]])


def _nothing(_: Sighting) -> None:
    """Match phrases that must not be resolved by any other rule."""


def _rule(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b{pattern}\b")


_SEASON = rf"(?P<season>{'|'.join(_SEASONS)})"
_UNIT = r"(?P<unit>day|week|month|year)s?"
_DAY_HINTS = hints(*(words for words in _RELATIVE_DAYS if not words.startswith("the ")))
_COMING_HINTS = hints("this last", "this next", "this past", "this coming")
_UNIT_HINTS = hints(
    *(f"{which} {unit}" for which in SHIFTS for unit in ("week", "month", "year", "decade"))
)
ENGLISH = (
    Rule(_rule(rf"{PART}{_THIS} (?P<unit>week|month|year|decade)"), _calendar_unit, _UNIT_HINTS),
    Rule(_rule(r"(?:[Ll]ast|[Tt]his|[Nn]ext) (?:week|month|year) of"), _nothing, _UNIT_HINTS),
    Rule(_rule(r"[Tt]his (?:last|next|past|coming) \w+"), _nothing, _COMING_HINTS),
    Rule(
        _rule(r"(?:by|before|at) (?P<phrase>the end of the (?P<unit>week|month|year|decade))"),
        _end_of_unit,
        hints("end of the"),
    ),
    Rule(
        _rule(
            r"(?:the day before yesterday|the day after tomorrow|[Yy]esterday|[Ll]ast night|"
            r"[Tt]omorrow|[Tt]oday|[Tt]onight|[Tt]his (?:morning|afternoon|evening))"
        ),
        _relative_day,
        _DAY_HINTS,
    ),
    Rule(_rule(rf"(?i:{_COUNT}) {_UNIT} ago"), _ago, hints("ago")),
    Rule(
        _rule(rf"(?i:{_COUNT}) {_UNIT} (?P<from_now>from (?:now|today))"),
        _ago,
        hints("from now", "from today"),
    ),
    Rule(
        _rule(rf"[Ii]n (?P<phrase>{_COUNT} {_UNIT}(?:['’]s?)? (?P<from_now>time))"),
        _ago,
        hints("time"),
    ),
    Rule(_rule(r"(?P<which>[Ll]ast|[Tt]his|[Nn]ext) weekend"), _weekend, hints("weekend")),
    Rule(_rule(r"(?:[Oo]ver|[Aa]t|[Oo]n) (?P<phrase>the weekend)"), _weekend, hints("weekend")),
    Rule(_rule(rf"{_THIS} {_SEASON}(?! (?:of|in)\b)"), _season, hints(*_SEASONS)),
    Rule(
        _rule(rf"{_SEASON} (?:of )?(?P<which>last|this|next) year"), _season_of_year, OF_YEAR_HINTS
    ),
    *DAYS,
)
