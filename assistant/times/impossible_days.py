"""Dates in a question that are not in the calendar, such as 30 February."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sources.language import periods
from sources.language.calendar_names import MONTH_NUMBERS

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
