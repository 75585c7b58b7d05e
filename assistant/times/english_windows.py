"""Time windows in English questions."""

from __future__ import annotations

import re
from datetime import date, timedelta

from assistant.times.named_time import Days, TimeRule
from sources.language import periods
from sources.language.calendar_names import MONTH_NUMBERS, WEEKDAYS
from sources.language.english_days import last_month
from sources.language.english_times import NUMBERS
from sources.language.time_phrase import Period

_COUNT = rf"(?P<count>{'|'.join(NUMBERS)}|[1-9]\d{{0,2}})"
_MONTH = rf"(?:{'|'.join(MONTH_NUMBERS)})\b\.?"
_YEAR = r"(?:19|20)\d\d\b"
_DAY = r"(?:0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th)?\b"
# Years to look back for a 29 February. Around 2100, eight years separate one from the next.
_LEAP_YEARS = 9
_DAYS_OF_UNIT = {"day": 1, "week": 7}
_EVENTS = (
    r"summit|election|vote|meeting|talks|visit|strike|flood|fire|conference|forum|referendum|"
    r"festival|earthquake|storm|war|coup|trial|launch|opening|signing|accident|crash|attack|"
    r"protests?|hearing|ceremony|games|match"
)

# What may follow an independent time: "in June about schools", but not "June summit".
_STANDS_ALONE = re.compile(
    r"\s*(?:$|[?.!,;]|\b(?:about|on|in|at|to|by|for|from|with|regarding|concerning|that|who|which|"
    r"and|or|when|because|mention\w*|near|between|of the (?:mayor|minister|president))\b)"
)
_FUTURE = re.compile(
    r"\b(?:will|won['’]t|would|shall|going to|expected|planned|scheduled|due|forecast|next|"
    r"upcoming|plans?)\b",
    re.IGNORECASE,
)
_PARTICIPLE = (
    r"(?:[a-z]{2,}ed|been|become|gone|made|taken|said|told|won|lost|left|given|held|met|written)"
)
_PAST = re.compile(
    rf"\b(?:did|was|were|(?:has|have|had)\b.*\b{_PARTICIPLE}|[a-z]{{2,}}ed|went|came|won|lost|fell|"
    r"rose|took|made|gave|left|found|held|met|became|broke|began|news|headlines|latest|"
    r"(?:what(?: is|['’]s)|anything) new)\b",
    re.IGNORECASE,
)
# Words that ask for news. "How many people live there today?" asks about the present in general.
_NEWS_OF_A_DAY = re.compile(
    r"\b(?:did|was|were|said|announced|reported|happened|news|headlines|latest)\b", re.IGNORECASE
)
_TELLING = (
    r"(?:said|announced|reported|published|written|wrote|told|warned|claimed|promised|stated|"
    r"declared|revealed|commented|"
    r"(?<=\bdid\b)(?:\s+[\w’'-]+){1,6}?\s+(?:say|announce|report|publish|write|tell|warn|claim|"
    r"promise|state|declare|reveal|comment|happen|change)|"
    r"(?<=\bwhat\b) (?:else )?(?:has |have )?(?:happened|changed|been happening)|"
    r"(?:what(?: is|['’]s)|anything) new)"
)
_SOURCES = re.compile(
    r"\b(?:articles|reports|stories|news|coverage|headlines|pieces)"
    r"(?: (?:published|printed|written))?\s+$",
    re.IGNORECASE,
)
# Only a person or a place may come between the verb of reporting and its time, nothing that is
# reported itself.
_TOLD_BEFORE = re.compile(
    rf"\b{_TELLING}\s+(?:(?!(?:about|on|regarding|concerning|that|of|if|whether|was|were|is|are|"
    r"had|has|have|would|did|could|\w+ed)\b)[\w’'-]+\s+){0,4}$",
    re.IGNORECASE,
)
# "What did he say about what happened in 1988?" and "the report published in May" name a thing.
_SUBJECT = re.compile(
    r"\b(?:about|regarding|concerning|that|whether|if|report|article|story|piece|study|coverage|"
    r"book|paper|between)\b|^\W*(?:after|when|while|although|as)\b",
    re.IGNORECASE,
)
_REPORTED_ABOUT = re.compile(
    r"\W*what (?:else )?(?:was|has been|is|were) (?:reported|written|published|said) "
    r"(?:about|on|regarding|concerning) (?P<topic>(?:[\w’'-]+ ){1,8})",
    re.IGNORECASE,
)
_CLAUSE = r"what|that|who|which|when|where|how|was|were|did|is|are|had|has|have|happened"
_TOLD_BEHIND = re.compile(rf"^,?\s*(?:what|who|which|how|did|was|were)\b.*\b{_TELLING}\b", re.I)


def _stands_alone(match: re.Match[str]) -> bool:
    return bool(_STANDS_ALONE.match(match.string, match.end()))


def _came_to_pass(match: re.Match[str]) -> bool:
    """Return True if the question asks for an event and the time is that of the event."""
    question = match.string
    return (
        _stands_alone(match)
        and not _FUTURE.search(question)
        and bool(_PAST.search(question[: match.start()] + question[match.end() :]))
    )


def _was_news(match: re.Match[str]) -> bool:
    """Return True if the time is that of an event, and the question is about the news of a day.

    In other questions "today" means the present in general.
    """
    return _came_to_pass(match) and bool(_NEWS_OF_A_DAY.search(match.string))


def _was_told(match: re.Match[str]) -> bool:
    """Return True if the time is that of a report: "reported in June", "articles from 2023"."""
    question, before = match.string, match.string[: match.start()]
    if not _stands_alone(match):
        return False
    if _SOURCES.search(before):
        return True
    if _FUTURE.search(question) or re.match(r"(?:from|of)\s", match[0], re.IGNORECASE):
        return False
    if not before.strip():
        return bool(_TOLD_BEHIND.match(question[match.end() :]))
    return bool(_TOLD_BEFORE.search(before)) and not _SUBJECT.search(before)


def _was_reported_about(match: re.Match[str]) -> bool:
    """Return True if a month ends a question about what was reported on a topic.

    In "What did she say about the vote in June?", June may be the time of the vote. In "What was
    reported about the vote in June?", that is less likely.
    """
    about = _REPORTED_ABOUT.fullmatch(match.string[: match.start()])
    return (
        about is not None
        and bool(re.search(_MONTH, match["when"], re.IGNORECASE))
        and not re.search(rf"\b(?:{_EVENTS}|{_CLAUSE})\b", about["topic"], re.IGNORECASE)
        and not match.string[match.end() :].strip(" ?.!")
    )


def _was_told_or_reported_about(match: re.Match[str]) -> bool:
    return _was_told(match) or _was_reported_about(match)


def _was_told_of(match: re.Match[str]) -> bool:
    """Return True if a range of times, which may begin with "from", is that of reports."""
    before = match.string[: match.start()]
    told = _SOURCES.search(before) or (_TOLD_BEFORE.search(before) and not _SUBJECT.search(before))
    return _stands_alone(match) and bool(told) and not _FUTURE.search(match.string)


def _last_units(match: re.Match[str], today: date) -> Days:
    count = match["count"]
    number = (NUMBERS.get(count.lower()) or int(count)) if count else 1
    unit = match["unit"].lower()
    if unit in _DAYS_OF_UNIT:
        return today - timedelta(days=number * _DAYS_OF_UNIT[unit]), None
    months = number * (12 if unit == "year" else 1)
    first = periods.month(today.year, today.month - months).first
    length = periods.month(first.year, first.month).last.day
    return first.replace(day=min(today.day, length)), None


def _named_unit(match: re.Match[str], today: date) -> Days:
    shift = -1 if match["which"].lower() == "last" else 0
    unit = match["unit"].lower()
    if unit == "week":
        period = periods.week(today, shift)
    elif unit == "month":
        period = periods.month(today.year, today.month + shift)
    else:
        period = periods.year(today.year + shift)
    since = match.groupdict().get("since")
    return period.first, (period.last if shift and not since else None)


def _near_day(match: re.Match[str], today: date) -> Days:
    # An event of yesterday is reported yesterday or later.
    return (today - timedelta(days=1 if match["day"].lower() == "yesterday" else 0)), None


def _since_weekday(match: re.Match[str], today: date) -> Days:
    ago = (today.weekday() - WEEKDAYS.index(match["weekday"].capitalize())) % 7
    return today - timedelta(days=ago), None


def _calendar(text: str, today: date) -> Period:
    """Return the year, month or day that words name, by default the most recent one."""
    year = re.search(_YEAR, text)
    name = re.search(_MONTH, text, re.IGNORECASE)
    if name is None:
        return periods.year(int(year[0]) if year else today.year)
    number = MONTH_NUMBERS[name[0].rstrip(".").capitalize()]
    in_year = int(year[0]) if year else last_month(today, number)[0]
    rest = text[: name.start()] + text[name.end() :].replace(year[0] if year else "", " ")
    day = re.search(r"\b\d{1,2}", rest)
    if day is None:
        return periods.month(in_year, number)
    # The most recent such day: 29 February may be some years ago.
    years = [in_year] if year else range(in_year, in_year - _LEAP_YEARS, -1)
    days = (periods.month_day(each, number, int(day[0])) for each in years)
    which = next((one for one in days if one and (year or one <= today)), None)
    return periods.day(which) if which else periods.month(in_year, number)


def _within(match: re.Match[str], today: date) -> Days:
    period = _calendar(match["when"], today)
    return period.first, period.last


def _bounded(match: re.Match[str], today: date) -> Days:
    period = _calendar(match["when"], today)
    preposition = match["preposition"].lower()
    if preposition == "since":
        return period.first, None
    if preposition == "after":
        return period.last + timedelta(days=1), None
    return None, (period.last if preposition == "until" else period.first - timedelta(days=1))


def _range(match: re.Match[str], today: date) -> Days:
    first, last = match["first"], match["last"]
    year = re.search(_YEAR, last)
    if year and not re.search(_YEAR, first):
        first = f"{first} {year[0]}"
    return _calendar(first, today).first, _calendar(last, today).last


def _event(_: re.Match[str], __: date) -> Days:
    return None, None


def _rule(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"\b{pattern}(?![\w’'-])", re.IGNORECASE)


_IN_THE_LAST = r"(?:in|over|during|within|for) the (?:last|past)"
_PLAIN_MONTH = rf"(?:{_DAY} (?:of )?)?{_MONTH}(?: {_DAY})?"
_WITH_YEAR = rf"(?:{_PLAIN_MONTH},? )?{_YEAR}"
ENGLISH = (
    TimeRule(
        _rule(rf"{_IN_THE_LAST}(?: {_COUNT})? (?P<unit>day|week|month)s?"),
        _last_units,
        _came_to_pass,
    ),
    TimeRule(_rule(rf"{_IN_THE_LAST}(?: {_COUNT})? (?P<unit>year)s?"), _last_units, _was_told),
    TimeRule(
        _rule(r"(?:(?P<since>since) |during |from )?(?P<which>last|this) (?P<unit>week|month)"),
        _named_unit,
        _came_to_pass,
    ),
    TimeRule(
        _rule(r"(?:(?P<since>since) |during |from )?(?P<which>last|this) (?P<unit>year)"),
        _named_unit,
        _was_told,
    ),
    TimeRule(_rule(r"(?:since )?(?P<day>yesterday|today|this morning)"), _near_day, _was_news),
    TimeRule(_rule(rf"since (?P<weekday>{'|'.join(WEEKDAYS)})"), _since_weekday, _came_to_pass),
    TimeRule(
        _rule(rf"(?P<preposition>since) (?P<when>{_PLAIN_MONTH})(?!,? \d)"),
        _bounded,
        _came_to_pass,
    ),
    TimeRule(
        _rule(rf"(?P<preposition>since) (?P<when>{_PLAIN_MONTH},? {_YEAR})"),
        _bounded,
        _came_to_pass,
    ),
    TimeRule(
        _rule(rf"(?:in|during|on) (?P<when>{_WITH_YEAR}|{_PLAIN_MONTH}(?!,? \d))"),
        _within,
        _was_reported_about,
    ),
    TimeRule(
        _rule(rf"(?P<preposition>since|before|after|until) (?P<when>{_WITH_YEAR})"),
        _bounded,
        _was_told_or_reported_about,
    ),
    TimeRule(
        _rule(rf"(?:in|during|from|of|on) (?P<when>{_WITH_YEAR}|{_PLAIN_MONTH}(?!,? \d))"),
        _within,
        _was_told,
    ),
    TimeRule(
        _rule(
            rf"(?:between|from) (?P<first>{_WITH_YEAR}|{_PLAIN_MONTH}) (?:and|to|until|through) "
            rf"(?P<last>{_WITH_YEAR}|{_PLAIN_MONTH})"
        ),
        _range,
        _was_told_of,
    ),
)
EVENT = TimeRule(
    _rule(
        r"(?P<preposition>before|after|since) "
        rf"(?P<event>the (?:[\w’'-]+ ){{0,4}}?(?:{_EVENTS})(?: (?:in|of|on) [\w’' -]+)?)"
        r"(?=[?.!,]|$)"
    ),
    _event,
    _was_told,
)
