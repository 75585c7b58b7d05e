"""Times of day as lines state them: "14:05", "4:21 a.m.", "10 Uhr", "0001 GMT", "오후 3시 20분"."""

from __future__ import annotations

import re

_NOON = 12
# "2 hours" may also be how long something takes or how long ago it was.
_DURATION = r"hrs|heures?|horas?|uur|час\w*"
TIME = re.compile(
    r"(?:(?<![\w.:,/-])|(?<=\dT))(?P<said>\b(?:ore|klo?\.?|godz\.?|às) )?"
    r"(?:(?P<half>오전|오후|午前|午後) ?)?(?P<hour>[01]?\d|2[0-3])"
    r"(?:(?:[:.]|h(?=\d)|[시時点點] ?)(?P<minute>[0-5]\d)[분分]?(?::[0-5]\d)?"
    r"|(?<=\d\d)(?P<military>[0-5]\d)(?=\s?(?:hrs|hours|GMT|BST|UTC|[ECMP][SD]T)\b)"
    rf"|(?=\s?(?:Uhr|h|[ap]\.?m\.?|(?P<duration>{_DURATION}))(?!\w))|[시時点點]"
    r"|(?(said)(?!\w)|(?!)))"
    r"(?:\s?(?P<later>[ap])\.?m\.?(?!\w))?(?!\d|[.,]\d|%)",
    re.IGNORECASE,
)
"""A time of day within a line. The group `duration` has a unit that also counts hours."""


def minute_of_day(found: re.Match[str]) -> int:
    """Return the minute of the day that a match of TIME states."""
    hour = int(found["hour"])
    if half := (found["half"] or found["later"] or "").lower():
        hour = hour % _NOON + _NOON * (half in {"오후", "午後", "p"})
    return hour * 60 + int(found["minute"] or found["military"] or 0)
