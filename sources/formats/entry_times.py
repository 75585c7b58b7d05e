"""The times of a live blog's entries: read from short lines such as "14:05" and "4:21 a.m. ET"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

from sources.formats.dates import day_without_year, find_published, parse_published
from sources.formats.time_of_day import TIME, minute_of_day

LONGEST_STAMP = 60
_MOST_OTHER_WORDS = 6
_UNIT = re.compile(r" ?(?:Uhr|h)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_SENTENCE = re.compile(r"[!?:;“”\"„«»]|[.](?=\s+[^\W\d_]{4})")
_EVENING, _MORNING = 18 * 60, 12 * 60


@dataclass(frozen=True, slots=True)
class Stamp:
    """The minute of the day that a line states, and the day if it states one."""

    text: str
    minute: int
    day: date | None = None

    @property
    def clock(self) -> str:
        """The time of day, such as 14:05."""
        return f"{self.minute // 60:02}:{self.minute % 60:02}"


def stamp_of(text: str) -> Stamp | None:
    """Return the time of a line with a time and little else, or None."""
    if not 0 < len(text) <= LONGEST_STAMP:
        return None
    line = " ".join(unicodedata.normalize("NFKC", text).split())
    found = next((each for each in TIME.finditer(line) if not each["duration"]), None)
    if found is None:
        return None
    rest = f"{line[: found.start()]} {line[found.end() :]}"
    if len(_WORD.findall(rest)) > _MOST_OTHER_WORDS or _SENTENCE.search(rest):
        return None
    return Stamp(text, minute_of_day(found), find_published(line))


def leading_stamp(text: str) -> Stamp | None:
    """Return the time that a heading begins with, or None."""
    found = TIME.match(text[:LONGEST_STAMP])
    if found is None or not found["minute"]:
        return None
    unit = _UNIT.match(text, found.end())
    return Stamp(text[: unit.end() if unit else found.end()], minute_of_day(found))


def moment_of(epoch: str, shown: Stamp | None) -> str:
    """Return a count of seconds or milliseconds since 1970 as a time in UTC, or ''.

    It must give the shown minute in some time zone, which are quarters of an hour apart.
    """
    if not re.fullmatch(r"\d{10}|\d{13}", epoch, re.ASCII) or not parse_published(epoch):
        return ""
    moment = datetime.fromtimestamp(int(epoch[:10]), UTC)
    if shown and (moment.minute - shown.minute) % 15:
        return ""
    return moment.isoformat(timespec="seconds").replace("+00:00", "Z")


def moments(stamps: Sequence[Stamp | None], day: date | None) -> list[str]:
    """Return the times of the entries of one page, each with its day if that is known.

    An entry that states no day is of the day of the one before it in time. The first is of the
    page's `day`. An early time after a late one begins the next day.
    """
    stamps = [stamp and _with_day(stamp, day) for stamp in stamps]
    known = [stamp.minute for stamp in stamps if stamp]
    falls = sum(one > other for one, other in pairwise(known))
    newest_first = falls * 2 >= len(known) - 1
    found: list[str] = []
    last: int | None = None
    for stamp in reversed(stamps) if newest_first else stamps:
        if stamp is None:
            found.append("")
            continue
        if stamp.day:
            day = stamp.day
        elif day and last is not None and stamp.minute < _MORNING and last >= _EVENING:
            day += timedelta(days=1)
        last = stamp.minute
        found.append(f"{day}T{stamp.clock}" if day else stamp.clock)
    return found[::-1] if newest_first else found


def _with_day(stamp: Stamp, page_day: date | None) -> Stamp:
    """Return a stamp that states a day but no year, such as "19:00 11 Jun", with its day."""
    if stamp.day or page_day is None:
        return stamp
    return replace(stamp, day=day_without_year(stamp.text, page_day))
