"""Filters from people and programs, matched with the archive's outlets and languages."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Sequence
from datetime import date
from typing import Protocol

from index.scope import Filters, Scope
from ui.errors import FilterUnreadable

_DATE = re.compile(r"(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?", re.ASCII)
_LONGEST_SHOWN = 80
_ARTICLE = "the "


class Counted(Protocol):
    """The part of the archive that lists its outlets and languages."""

    def scope(self, filters: Filters) -> Scope:
        """Return how much is stored."""


class Narrowed(Protocol):
    """A request that is limited to some articles."""

    @property
    def outlets(self) -> Sequence[str] | None:
        """Outlets, as typed."""

    @property
    def since(self) -> str:
        """The first day, month or year."""

    @property
    def until(self) -> str:
        """The last day, month or year."""

    @property
    def languages(self) -> Sequence[str] | None:
        """Languages, by code."""


def held_filters(narrowed: Narrowed, archive: Counted) -> Filters:
    """Return the filters of a request; raise FilterUnreadable if one cannot be applied.

    An outlet that the archive does not hold is treated as a typing mistake, not as an empty result.
    """
    first, last = read_day(narrowed.since), read_day(narrowed.until, last=True)
    if first and last and first > last:
        raise FilterUnreadable(
            f"The period ends ({last}) before it begins ({first}). Swap the two dates."
        )
    if not (narrowed.outlets or narrowed.languages):
        return Filters(since=first, until=last)
    scope = archive.scope(Filters())
    outlets = (_held_outlet(name, scope.outlets) for name in narrowed.outlets or ())
    languages = (_held_language(code, scope.languages) for code in narrowed.languages or ())
    return Filters(tuple(dict.fromkeys(outlets)), first, last, tuple(dict.fromkeys(languages)))


def _held_outlet(typed: str, held: Sequence[str]) -> str:
    """Return the stored outlet for a name: any case, without "The", or a unique beginning of it."""
    if typed in held:
        return typed
    sought = _bare(typed)
    found = [name for name in held if _bare(name) == sought] or [
        name for name in held if sought and _bare(name).startswith(sought)
    ]
    if len(found) == 1:
        return found[0]
    if found:
        raise FilterUnreadable(
            f"“{typed[:_LONGEST_SHOWN]}” could be any of these outlets: {', '.join(found)}. "
            "Write more of its name."
        )
    raise _unknown("from", "outlets", typed, held)


def _held_language(typed: str, held: Sequence[str]) -> str:
    code = typed.strip().casefold()
    if code not in held:
        raise _unknown("in the language", "languages", typed, held)
    return code


def _bare(name: str) -> str:
    return " ".join(name.casefold().split()).removeprefix(_ARTICLE)


def _unknown(how: str, what: str, typed: str, held: Sequence[str]) -> FilterUnreadable:
    return FilterUnreadable(
        f"No article is {how} “{typed[:_LONGEST_SHOWN]}”. "
        f"The {what} are: {', '.join(held) or 'none'}."
    )


def read_day(text: str | None, *, last: bool = False) -> date | None:
    """Read 2024, 2024-06 or 2024-06-13. Return a year's or month's first day, or its `last` day."""
    typed = (text or "").strip()
    if not typed:
        return None
    found = _DATE.fullmatch(typed)
    if found is None:
        raise FilterUnreadable(
            f"“{typed[:40]}” is not a date. Write a year, a month or a day: 2024, 2024-06 or "
            "2024-06-13."
        )
    year = int(found[1])
    month = int(found[2]) if found[2] else (12 if last else 1)
    try:
        length = monthrange(year, month)[1]
        return date(year, month, int(found[3]) if found[3] else (length if last else 1))
    except ValueError as error:
        raise FilterUnreadable(f"There is no day “{typed}”. Correct it or leave it out.") from error
