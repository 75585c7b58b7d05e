"""Parse filters, and match them with the archive's outlets and languages."""

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
    """The method of an archive that counts its articles, outlets and languages."""

    def scope(self, filters: Filters) -> Scope:
        """Return what is stored under the filters."""


class Narrowed(Protocol):
    """A request with filters, as they were typed."""

    @property
    def outlets(self) -> Sequence[str] | None:
        """The names of outlets, which may be shortened."""

    @property
    def since(self) -> str:
        """The first day, month or year, or ''."""

    @property
    def until(self) -> str:
        """The last day, month or year, or ''."""

    @property
    def languages(self) -> Sequence[str] | None:
        """The codes of languages, such as en."""


def held_filters(narrowed: Narrowed, archive: Counted) -> Filters:
    """Return the filters of a request; raise FilterUnreadable if one cannot be applied.

    An outlet or a language that the archive does not have is an error, not an empty result.
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
    """Return the stored outlet for a name in any case, without "The", or shortened."""
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
            f"“{typed[:_LONGEST_SHOWN]}” matches several outlets: {', '.join(found)}. "
            "Type more of the name."
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
        f"The archive's {what} are: {', '.join(held) or 'none'}."
    )


def read_day(text: str | None, *, last: bool = False) -> date | None:
    """Read 2024, 2024-06 or 2024-06-13. Return a year's or month's first day, or its `last` day."""
    typed = (text or "").strip()
    if not typed:
        return None
    found = _DATE.fullmatch(typed)
    if found is None:
        raise FilterUnreadable(
            f"“{typed[:40]}” is not a date. Type a year, a month or a day: 2024, 2024-06 or "
            "2024-06-13."
        )
    year = int(found[1])
    month = int(found[2]) if found[2] else (12 if last else 1)
    try:
        length = monthrange(year, month)[1]
        return date(year, month, int(found[3]) if found[3] else (length if last else 1))
    except ValueError as error:
        raise FilterUnreadable(f"“{typed}” is not a date. Correct it or leave it out.") from error
