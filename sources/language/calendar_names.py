"""English names and abbreviations of months and weekdays, and the Korean weekdays."""

from __future__ import annotations

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
