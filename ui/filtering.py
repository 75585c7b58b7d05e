"""Filtering: what a visitor typed into the filter fields, as filters."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date

from index.scope import Filters, Scope

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", re.ASCII)


class FilterUnreadable(ValueError):
    """A filter field holds something that is not a filter; the message is meant for the visitor."""


def read_filters(
    outlets: Sequence[str] | str | None = None,
    since: str | None = "",
    until: str | None = "",
    languages: Sequence[str] | None = None,
) -> Filters:
    """Read the fields; a year or a month stands for all its days, a single outlet for itself."""
    first, last = read_day(since, "From"), read_day(until, "To", last=True)
    if first and last and first > last:
        raise FilterUnreadable(
            f"The period ends ({last}) before it begins ({first}). Swap the two dates."
        )
    return Filters(_names(outlets), first, last, tuple(languages or ()))


def held_filters(
    scope: Scope,
    outlets: Sequence[str] | str | None = None,
    since: str | None = "",
    until: str | None = "",
    languages: Sequence[str] | str | None = None,
) -> Filters:
    """Read the fields as a program gives them: what no article is of is a typo, and no absence."""
    _refuse_unknown("from", "outlets", _names(outlets), scope.outlets)
    _refuse_unknown("in the language", "languages", _names(languages), scope.languages)
    return read_filters(outlets, since, until, _names(languages))


def _refuse_unknown(how: str, what: str, named: Sequence[str], held: Sequence[str]) -> None:
    unknown = [name for name in named if name not in held]
    if unknown:
        raise FilterUnreadable(
            f"No article is {how} “{unknown[0][:80]}”. The {what} are: {', '.join(held) or 'none'}."
        )


def read_day(text: str | None, field: str, *, last: bool = False) -> date | None:
    """Read 2024, 2024-06 or 2024-06-13; of a year or month take the first day, or the last."""
    typed = (text or "").strip()
    if not typed:
        return None
    found = _DATE.fullmatch(typed)
    if found is None:
        raise FilterUnreadable(
            f"“{field}” says “{typed[:40]}”, which is not a date. "
            "Write a year, a month or a day: 2024, 2024-06 or 2024-06-13."
        )
    year = int(found[1])
    month = int(found[2]) if found[2] else (12 if last else 1)
    try:
        length = monthrange(year, month)[1]
        return date(year, month, int(found[3]) if found[3] else (length if last else 1))
    except ValueError as error:
        raise FilterUnreadable(
            f"“{field}” says “{typed}”, and there is no such day. Correct it or leave it empty."
        ) from error


def _names(outlets: Sequence[str] | str | None) -> tuple[str, ...]:
    return (outlets,) if isinstance(outlets, str) and outlets else tuple(outlets or ())
