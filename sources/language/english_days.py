"""English phrases with a weekday or a month but usually no year."""

from __future__ import annotations

import re
from datetime import date, timedelta

from sources.language import periods
from sources.language.calendar_names import MONTH_NUMBERS, MONTHS, WEEKDAYS
from sources.language.tense import english_tense
from sources.language.time_phrase import Period, Rule, Sighting, Tense, hints

SHIFTS = {"last": -1, "this": 0, "next": 1}
# Dates further away than this may belong to another year mentioned earlier in the text.
_FARTHEST_BACK, _FARTHEST_AHEAD = timedelta(days=60), timedelta(days=92)
_MONTHS_BACK = 6
# A date without a year or a verb resolves to the nearest one, unless that is further away than
# this.
_NEAR = timedelta(days=45)
_WEEK = timedelta(days=7)

_ANY_WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)})"
_WEEKDAY = rf"(?P<weekday>{_ANY_WEEKDAY})"
_FULL_MONTH = rf"(?P<month>{'|'.join(MONTHS)})"
_MONTH = rf"(?P<month>{'|'.join(MONTH_NUMBERS)})\b\.?"
_NUMBER = r"0?[1-9]|[12]\d|3[01]"
_ORDINAL = r"(?:st|nd|rd|th)?(?![\w:%]|[.,]\d)"
_DAY = rf"(?P<day>{_NUMBER}){_ORDINAL}"
_LAST_DAY = rf"(?: ?(?:-|–|to|and) ?(?P<last_day>{_NUMBER}){_ORDINAL})?"
_ON = rf"(?:(?P<on>{_ANY_WEEKDAY}),? )?"
_YEAR = r"(?P<year>,? (?:of )?\d{4}\b)"
PART = r"(?:(?P<part>[Ee]arly|[Mm]id|[Ll]ate)[ -])?"
_OF_YEAR = r"(?:of )?(?P<which>last|this|next) year"
# Names that contain a day: Black Friday, the Sunday Times, the Sept. 11 attacks.
_NAMED_BEFORE = frozenset(
    "black good super ash easter palm cyber bloody giving fat shrove holy maundy whit blue".split()
)
_NAMED_AFTER = re.compile(
    r"(?:['’]s)? (?:Times|Telegraph|Mirror|Express|Mail|Post|Herald|Tribune|Night|Addams|School|"
    r"school|the 13th|attacks?\b|massacre|riots?\b|crackdown|uprising|movement|revolution|coup\b|"
    r"incident|insurrection|[Cc]ommittee|Movement|hearings?\b|anniversary|Day\b|prayers?\b)"
)
_HABIT_BEFORE = frozenset(
    "a an one that the every each any some another alternate most previous following".split()
)
# May be a person's name in "by May" and "after April".
_ALSO_NAMES = frozenset({"May"})
_RANGE = re.compile(rf" ?(?:to|through|thru|until|till|and|-|–) ?{_ANY_WEEKDAY}\b")
_RANGE_BEFORE = re.compile(rf"{_ANY_WEEKDAY}s? ?(?:to|through|thru|until|till|-|–) ?$")


def _is_name_or_habit(sighting: Sighting) -> bool:
    return bool(
        sighting.word_before in _HABIT_BEFORE | _NAMED_BEFORE
        or _NAMED_AFTER.match(sighting.after)
        or _RANGE.match(sighting.after)
        or _RANGE_BEFORE.search(sighting.before)
    )


def _weekday(sighting: Sighting) -> Period | None:
    told = english_tense(sighting)
    if told is Tense.UNCERTAIN or _is_name_or_habit(sighting) or _other_year(sighting):
        return None
    ahead = (WEEKDAYS.index(sighting["weekday"]) - sighting.today.weekday()) % 7
    if told is Tense.FUTURE or ahead == 0:
        return periods.days_from(sighting.today, ahead)
    return periods.days_from(sighting.today, ahead - 7)


def _other_year(sighting: Sighting) -> bool:
    told = re.findall(r"\b(?:19|20)\d\d\b", sighting.before)
    return any(int(year) != sighting.today.year for year in told)


def _which_weekday(sighting: Sighting) -> Period | None:
    """Resolve "last Friday" and "next Friday" only if they are unambiguous."""
    weekday, today = WEEKDAYS.index(sighting["weekday"]), sighting.today
    which = sighting["which"].lower()
    if sighting.word_before in ("the", "every"):
        return None
    if which.endswith("coming"):
        return periods.days_from(today, (weekday - today.weekday() - 1) % 7 + 1)
    if which.endswith("past"):
        return periods.days_from(today, -((today.weekday() - weekday - 1) % 7 + 1))
    of_week = periods.weekday_of_week(today, weekday, SHIFTS[which])
    return of_week if abs(of_week.first - today) <= _WEEK else None


def _weekday_of_week(sighting: Sighting) -> Period:
    shift = SHIFTS[sighting["which"].lower()]
    return periods.weekday_of_week(sighting.today, WEEKDAYS.index(sighting["weekday"]), shift)


def _month(sighting: Sighting) -> Period | None:
    told, preposition = english_tense(sighting), sighting["preposition"].lower()
    if told is Tense.UNCERTAIN or sighting.in_another_year or _NAMED_AFTER.match(sighting.after):
        return None
    if sighting["month"] in _ALSO_NAMES and preposition not in ("in", "since", "until", "during"):
        return None
    number, part = MONTH_NUMBERS[sighting["month"]], sighting["part"].lower()
    if told is Tense.FUTURE and preposition != "since":
        return periods.month(*next_month(sighting.today, number), part)
    year, number = last_month(sighting.today, number)
    ago = (sighting.today.year - year) * 12 + sighting.today.month - number
    if preposition == "since" or (told is Tense.PAST and ago <= _MONTHS_BACK):
        return periods.month(year, number, part)
    return None


def next_month(today: date, number: int) -> tuple[int, int]:
    """Return the year and month of the first such month that is not over."""
    return (today.year if number >= today.month else today.year + 1), number


def last_month(today: date, number: int) -> tuple[int, int]:
    """Return the year and month of the last such month that has begun."""
    return (today.year if number <= today.month else today.year - 1), number


def _which_month(sighting: Sighting) -> Period | None:
    """Resolve "last May" and "next May" only if they are unambiguous."""
    number, today = MONTH_NUMBERS[sighting["month"]], sighting.today
    which = sighting["which"].lower()
    if which == "this":
        return periods.month(today.year, number)
    if which == "last":
        return periods.month(today.year - 1, number) if number >= today.month else None
    return periods.month(today.year + 1, number) if number <= today.month else None


def _month_of_year(sighting: Sighting) -> Period | None:
    year = sighting.today.year + SHIFTS[sighting["which"].lower()]
    number = MONTH_NUMBERS[sighting["month"]]
    if not sighting["day"]:
        return periods.month(year, number, sighting["part"].lower())
    which = periods.month_day(year, number, int(sighting["day"]))
    return periods.day(which) if which else None


def _day_of_month(sighting: Sighting) -> Period | None:
    if sighting["year"]:  # the phrase states its own year
        return None
    told = english_tense(sighting)
    if sighting.in_another_year or _NAMED_AFTER.match(sighting.after):
        return None
    month, number = MONTH_NUMBERS[sighting["month"]], int(sighting["day"])
    weekday = WEEKDAYS.index(sighting["on"]) if sighting["on"] else None
    if not sighting["last_day"]:
        which = nearest_day(sighting.today, month, number, told, weekday)
        return periods.day(which) if which else None
    first = nearest_day(sighting.today, month, number, told)
    last = periods.month_day(first.year, month, int(sighting["last_day"])) if first else None
    if first is None or last is None or last <= first:
        return None
    return periods.days(first, last) if weekday in (None, first.weekday(), last.weekday()) else None


def nearest_day(
    today: date, month: int, number: int, told: Tense | None, weekday: int | None = None
) -> date | None:
    """Return the intended date, or None if it may be in another year."""
    days = [periods.month_day(today.year + shift, month, number) for shift in (-1, 0, 1)]
    known = [which for which in days if which is not None]
    if weekday is not None:  # the weekday matches in only one of the years
        return next((which for which in known if which.weekday() == weekday), None)
    nearest = min(known, key=lambda which: abs(which - today), default=None)
    past = max((which for which in known if which <= today), default=None)
    to_come = min((which for which in known if which >= today), default=None)
    meant = {Tense.PAST: past, Tense.FUTURE: to_come, Tense.UNCERTAIN: None, None: nearest}[told]
    if meant is None or (meant != nearest and _is_near(nearest, today)):
        return None
    if not -_FARTHEST_BACK <= meant - today <= _FARTHEST_AHEAD:
        return None
    return meant if told or _is_near(meant, today) else None


def _is_near(which: date | None, today: date) -> bool:
    return which is not None and abs(which - today) <= _NEAR


def _nothing(_: Sighting) -> None:
    """Match a month with its year, so that no other rule resolves it."""


def _rule(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b{pattern}")


OF_YEAR_HINTS = hints(*(f"{which} year" for which in SHIFTS))
_OF_WEEK_HINTS = hints(*(f"{which} week" for which in SHIFTS))
_DAY_HINTS = hints(*WEEKDAYS)
_WHICH_DAY_HINTS = hints(
    *(f"{which} {day}" for which in (*SHIFTS, "coming", "past") for day in WEEKDAYS)
)
_MONTH_HINTS = hints(*MONTH_NUMBERS)
_WHICH_MONTH_HINTS = hints(*(f"{which} {month}" for which in SHIFTS for month in MONTH_NUMBERS))
DAYS = (
    Rule(_rule(rf"{_WEEKDAY}\b"), _weekday, _DAY_HINTS),
    Rule(
        _rule(
            rf"(?P<which>[Ll]ast|[Nn]ext|[Tt]his(?: coming| past)?|[Cc]oming|[Pp]ast) {_WEEKDAY}\b"
        ),
        _which_weekday,
        _WHICH_DAY_HINTS,
    ),
    Rule(
        _rule(rf"{_WEEKDAY},? (?:of )?(?P<which>last|this|next) week\b"),
        _weekday_of_week,
        _OF_WEEK_HINTS,
    ),
    Rule(
        _rule(rf"(?P<which>[Ll]ast|[Tt]his|[Nn]ext) week,? (?:on )?{_WEEKDAY}\b"),
        _weekday_of_week,
        _OF_WEEK_HINTS,
    ),
    Rule(
        _rule(
            r"(?P<preposition>[Ii]n|[Ss]ince|[Bb]y|[Uu]ntil|[Tt]ill|[Bb]efore|[Aa]fter|[Ff]rom|"
            rf"[Dd]uring|[Oo]f) (?P<phrase>{PART}{_FULL_MONTH})\b(?! ?\d)"
        ),
        _month,
        _MONTH_HINTS,
    ),
    Rule(
        _rule(rf"(?P<which>[Ll]ast|[Tt]his|[Nn]ext) {_FULL_MONTH}\b(?! ?\d)"),
        _which_month,
        _WHICH_MONTH_HINTS,
    ),
    Rule(_rule(rf"{PART}{_FULL_MONTH},? {_OF_YEAR}\b"), _month_of_year, OF_YEAR_HINTS),
    Rule(_rule(rf"{_MONTH} {_DAY},? {_OF_YEAR}\b"), _month_of_year, OF_YEAR_HINTS),
    Rule(_rule(rf"{_DAY} (?:of )?{_MONTH},? {_OF_YEAR}\b"), _month_of_year, OF_YEAR_HINTS),
    Rule(_rule(rf"{_ON}{_MONTH} {_DAY}{_LAST_DAY}{_YEAR}?"), _day_of_month, _MONTH_HINTS),
    Rule(
        _rule(rf"{_ON}(?:the )?{_DAY}{_LAST_DAY} (?:of )?{_MONTH}{_YEAR}?"),
        _day_of_month,
        _MONTH_HINTS,
    ),
    Rule(_rule(rf"{PART}{_MONTH}{_YEAR}"), _nothing, _MONTH_HINTS),
)
