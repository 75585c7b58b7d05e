"""Filters and searches as SQL conditions."""

from __future__ import annotations

from index.day import to_day
from index.scope import Filters


def restriction(filters: Filters) -> tuple[str, list[str | int]]:
    """Return the filters as SQL conditions on a version `v`, with their values."""
    conditions = ""
    values: list[str | int] = []
    for column, wanted in (("outlet", filters.outlets), ("language", filters.languages)):
        if wanted:
            conditions += f" AND v.{column} IN ({','.join('?' * len(wanted))})"
            values += wanted
    for comparison, day in ((">=", filters.since), ("<=", filters.until)):
        if day:
            conditions += f" AND v.published {comparison} ?"
            values.append(to_day(day))
    return conditions, values


def literal(text: str) -> str:
    """Escape the wildcards of LIKE."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
