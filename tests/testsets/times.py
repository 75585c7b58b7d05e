"""Sentences of news, with the times that they name as seen from a day, in halves.

Each line of `times.jsonl` holds a sentence, the day on which it was published (null for none), and
the phrases that stand for a time with that time: "2025", "2024-06", "2024-06-early", "2024-06-12",
"2024-06-08/2024-06-09", "week 2024-06-10", "summer 2024"; null where no day is known. What is not
listed must not be taken for a time. The first byte of the SHA-256 of the sentence decides the half:
even is for development, odd is held out.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from sources.language.time_phrase import Granularity, Period
from sources.language.time_phrases import resolved

_FILE = Path(__file__).with_name("times.jsonl")
_SEASONS = {"spring": 3, "summer": 6, "autumn": 9, "winter": 12}
_THIRDS = {"early": (1, 10), "mid": (11, 20), "late": (21, 31)}
Found = frozenset[tuple[str, Period | None]]


@dataclass(frozen=True, slots=True)
class Case:
    """A sentence of a day, and the times in it."""

    text: str
    published: date | None
    times: Found

    @property
    def held_out(self) -> bool:
        """Whether the sentence is kept from tuning."""
        return hashlib.sha256(self.text.encode()).digest()[0] % 2 == 1

    @property
    def found(self) -> Found:
        """The times that the rules find."""
        phrases = resolved(self.text, 0, len(self.text), self.published)
        return frozenset((self.text[each.start : each.end], each.period) for each in phrases)


@dataclass(frozen=True, slots=True)
class Measured:
    """How many times were expected, found and right."""

    expected: int
    found: int
    right: int

    @classmethod
    def of(cls, cases: Iterable[Case]) -> Measured:
        """Count over sentences; right is a phrase with its very words and its very period."""
        listed = [(case.times, case.found) for case in cases]
        return cls(
            sum(len(times) for times, _ in listed),
            sum(len(found) for _, found in listed),
            sum(len(times & found) for times, found in listed),
        )

    @property
    def precision(self) -> float:
        """The share of right ones among those found."""
        return self.right / self.found

    @property
    def recall(self) -> float:
        """The share of those expected that were found and are right."""
        return self.right / self.expected


def cases() -> tuple[Case, ...]:
    """Return all sentences."""
    return tuple(_case(json.loads(line)) for line in _FILE.read_text("utf-8").splitlines())


def _case(row: dict[str, object]) -> Case:
    published, times = row["published"], row["times"]
    assert isinstance(times, dict)
    return Case(
        str(row["text"]),
        date.fromisoformat(str(published)) if published else None,
        frozenset((words, _period(named)) for words, named in times.items()),
    )


def _period(named: str | None) -> Period | None:
    if named is None:
        return None
    kind, _, rest = named.partition(" ")
    if kind == "week":
        monday = date.fromisoformat(rest)
        return Period(monday, monday + timedelta(days=6), Granularity.WEEK)
    if kind in _SEASONS:
        first = date(int(rest), _SEASONS[kind], 1)
        return Period(first, _month_end(first.year, first.month + 2), Granularity.SEASON)
    first_day, _, last_day = named.partition("/")
    parts = first_day.split("-")
    if len(parts) == 3 and parts[2].isdecimal():
        first = date.fromisoformat(first_day)
        last = date.fromisoformat(last_day) if last_day else first
        return Period(first, last, Granularity.DAY)
    year = int(parts[0])
    if len(parts) == 1:
        return Period(date(year, 1, 1), date(year, 12, 31), Granularity.YEAR)
    month = int(parts[1])
    begin, end = _THIRDS[parts[2]] if len(parts) == 3 else (1, 31)
    last = min(date(year, month, begin) + timedelta(days=end - begin), _month_end(year, month))
    return Period(date(year, month, begin), last, Granularity.MONTH)


def _month_end(year: int, month: int) -> date:
    after = date(year + month // 12, month % 12 + 1, 1)
    return after - timedelta(days=1)


def main() -> None:
    """Print how right each half is, and what is wrong with the half for development."""
    for held_out in (False, True):
        half = [case for case in cases() if case.held_out is held_out]
        measured = Measured.of(half)
        name = "held out" if held_out else "development"
        print(
            f"{name}: {len(half)} sentences, {measured.expected} times: precision "
            f"{measured.precision:.3f}, recall {measured.recall:.3f}"
        )
        for case in half if not held_out else ():
            for words, period in sorted(case.times ^ case.found, key=str):
                sign = "-" if (words, period) in case.times else "+"
                print(f"  {sign} {words!r} {period}: {case.text} ({case.published})")


if __name__ == "__main__":
    main()
