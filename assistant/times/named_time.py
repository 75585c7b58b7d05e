"""Words of a question that say when the articles were published."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import date

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
