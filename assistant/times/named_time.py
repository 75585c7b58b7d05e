"""Words of a question that name a time, and dates in it that do not exist."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from sources.language import periods
from sources.language.calendar_names import MONTH_NUMBERS

Days = tuple[date | None, date | None]
"""The first and the last day of a window; None where it is open."""


@dataclass(frozen=True, slots=True)
class NamedTime:
    """The position of a time in a question and its days, or the event that defines it."""

    phrase: str
    start: int
    end: int
    since: date | None = None
    until: date | None = None
    event: str = ""
    before_event: bool = False


@dataclass(frozen=True, slots=True)
class TimeRule:
    """A pattern, the days it names relative to today, and a condition on the question."""

    pattern: re.Pattern[str]
    days: Callable[[re.Match[str], date], Days]
    fits: Callable[[re.Match[str]], bool]


def first_named(question: str, today: date, rules: Iterable[TimeRule]) -> NamedTime | None:
    """Return the time that matches a rule, the longest of overlapping ones.

    Return None if a question has two times: it compares, and a filter would hide one side.
    """
    found: list[NamedTime] = []
    for rule in rules:
        for match in rule.pattern.finditer(question):
            if not rule.fits(match):
                continue
            named = NamedTime(match[0], *match.span(), *rule.days(match, today))
            groups = match.groupdict()
            if groups.get("event"):
                before = groups["preposition"].lower() == "before"
                named = replace(named, event=groups["event"], before_event=before)
            found.append(named)
    longest = max(found, key=lambda named: named.end - named.start, default=None)
    if longest and any(n.end <= longest.start or longest.end <= n.start for n in found):
        return None
    return longest


def without(question: str, named: NamedTime) -> str:
    """Return the question without the words of the time."""
    left = f"{question[: named.start]} {question[named.end :]}"
    left = re.sub(r"\s+(?=[?.!,;])", "", " ".join(left.split()))
    return left.lstrip(" ,;")


# In lower case these are usually verbs.
_ALSO_VERBS = frozenset({"march", "mar", "may"})
_NAMES = [*MONTH_NUMBERS, *sorted(set(map(str.lower, MONTH_NUMBERS)) - _ALSO_VERBS)]
_MONTH = rf"(?P<month>{'|'.join(_NAMES)})\b\.?"
_BOUND = r"[Ss]ince|[Bb]efore|[Aa]fter|[Uu]ntil|[Bb]y|[Oo]n|[Ff]rom|[Bb]etween"
_ORDINAL = r"(?:st|nd|rd|th)?\b"
_YEAR = r"(?P<year>(?:19|20)\d\d)\b"
_LONGEST_MONTH = 31
_LEAP_YEAR = 2024
_PATTERNS = (
    re.compile(
        rf"(?:\b(?P<bound>{_BOUND}) (?:the )?)?(?<![\d.,])\b(?P<day>\d{{1,2}}){_ORDINAL} (?:of )?"
        rf"{_MONTH}(?:,? {_YEAR})?"
    ),
    re.compile(
        rf"(?:\b(?P<bound>{_BOUND}) )?\b{_MONTH} (?P<day>\d{{1,2}}){_ORDINAL}"
        rf"(?:,? {_YEAR}|(?=\W*$|[,;]))"
    ),
    re.compile(
        rf"(?:\b(?P<bound>{_BOUND}) )?\b(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)\b"
    ),
    re.compile(
        r"(?:(?P<year>(?:19|20)\d\d)년 ?)?(?P<month>\d{1,2})월 ?(?P<day>\d{1,2})일(?P<bound>)"
    ),
)


def impossible_day(question: str) -> str:
    """Return the words of an impossible date, or "" if all dates are valid."""
    return next(_impossible(question), "")


def _impossible(question: str) -> Iterator[str]:
    for pattern in _PATTERNS:
        for match in pattern.finditer(question):
            month, day = match["month"], int(match["day"])
            number = int(month) if month.isdecimal() else MONTH_NUMBERS[month.capitalize()]
            # "45 May" without a word such as "since" may be a number of people and a name.
            if day > _LONGEST_MONTH and match["bound"] is None:
                continue
            if periods.month_day(int(match["year"] or _LEAP_YEAR), number, day) is None:
                yield match[0]
