"""Whether a language writes the day before the month in figures, by Unicode's patterns."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from functools import cache

from babel import Locale, UnknownLocaleError

_FIGURES = re.compile(r"(?<![\d./-])(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d\d)(?![\d/-]|\.\d)")
# The first year of news on the web. Two figures stand for a year from then to this one.
_FIRST_YEAR, _SHORT = 1993, 2


@cache
def puts_day_first(tag: str) -> bool:
    """Return True if 03/10/2020 is 3 October in a language, such as "fr" or "pt-BR".

    English does not count: many pages with American dates declare British English.
    """
    try:
        locale = Locale.parse(tag, sep="-")
    except (ValueError, UnknownLocaleError):
        return False
    return locale.language != "en" and locale.date_formats["short"].pattern.startswith("d")


def with_dots(line: str) -> str:
    """Return a line with dots and whole years in its dates in figures.

    Everywhere, dates with dots put the day first.
    """
    return _FIGURES.sub(_dotted, line)


def _dotted(found: re.Match[str]) -> str:
    day, _, month, year = found.groups()
    years = [year] if len(year) > _SHORT else [f"20{year}", f"19{year}"]
    believable = (one for one in years if _FIRST_YEAR <= int(one) <= datetime.now(UTC).year)
    return f"{day}.{month}.{next(believable, year)}"
