"""Names and abbreviations of months and weekdays.

The English and Korean ones are listed here. Those of other languages are Unicode's, from Babel.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Mapping
from functools import cache

from babel import Locale

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
MONTH_NUMBERS = {
    form: number
    for number, name in enumerate(MONTHS, start=1)
    for form in (name, *(["Sept"] if name == "September" else []), name[:3])
}
"""The number of each month by its name and its short forms."""
MONTH_PATTERNS = tuple(
    "Sep(?:t(?:ember)?)?" if name == "September" else f"{name[:3]}(?:{name[3:]})?"
    for name in MONTHS
)
"""A regular expression for each month, of its name and its short forms."""
LOWER_MONTHS = frozenset(map(str.lower, MONTHS))

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
LOWER_WEEKDAYS = frozenset(map(str.lower, WEEKDAYS))
KOREAN_WEEKDAYS = "월화수목금토일"
"""The first syllable of each weekday, from Monday on."""

# Languages that write dates with the names of months. English names are in MONTH_NUMBERS.
_LOCALES = (
    *("ar", "az", "bg", "ca", "cs", "da", "de", "el", "es", "et", "fi", "fr", "he", "hr", "hu"),
    *("hy", "id", "it", "ka", "kk", "lt", "lv", "ms", "nb", "nl", "pl", "pt", "ro", "ru", "sk"),
    *("sl", "sr", "sv", "tg", "th", "tr", "uk", "uz"),
)
_BEFORE_NAME = re.compile(r"d(?:e |['’])")


@cache
def foreign_months() -> Mapping[str, int]:
    """Return the number of each month by its folded names in languages other than English.

    Loading them takes half a second. A name of different months, such as "listopad" in Polish and
    in Croatian, is left out.
    """
    found: defaultdict[str, set[int]] = defaultdict(set)
    for names in (locale.months for locale in map(Locale, _LOCALES)):
        for context in names.values():
            for width in ("wide", "abbreviated"):
                for number, name in context.get(width, {}).items():
                    found[folded_name(name)].add(int(number))
    return {name: min(numbers) for name, numbers in found.items() if len(numbers) == 1}


@cache
def foreign_weekdays() -> frozenset[str]:
    """Return the folded names of the weekdays in languages other than English."""
    return frozenset(
        folded_name(name)
        for days in (locale.days for locale in map(Locale, _LOCALES))
        for context in days.values()
        for width in ("wide", "abbreviated", "short")
        for name in context.get(width, {}).values()
    )


def names_part_of_date(word: str) -> bool:
    """Return True for the name of a month or weekday in any language, but not for the verb "is"."""
    name = folded_name(word)
    if name.capitalize() in (*MONTH_NUMBERS, *WEEKDAYS):
        return True
    # It is also a weekday in Malay.
    return name != "is" and (name in foreign_months() or name in foreign_weekdays())


def folded_name(name: str) -> str:
    """Return the name of a month or weekday without case, its full stop, and Catalan's "de"."""
    plain = unicodedata.normalize("NFKC", name).casefold().strip(". ")
    return _BEFORE_NAME.sub("", plain, count=1) if _BEFORE_NAME.match(plain) else plain
