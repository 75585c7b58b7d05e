"""Questions with the window that they name as asked on one day, or none, in halves.

Each line of `windows.jsonl` holds a question, the days that articles should be from, and what is
left of the question to be looked for; no days for a question whose times are no filter. The first
byte of the SHA-256 of the question decides the half: even is for development, odd is held out.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from assistant.times.window import Window, window_of

TODAY = date(2024, 7, 10)
"""A Wednesday, on which all of the questions are asked."""
_FILE = Path(__file__).with_name("windows.jsonl")


@dataclass(frozen=True, slots=True)
class Case:
    """A question, and the window that it should be understood to name."""

    question: str
    since: date | None
    until: date | None
    left: str

    @property
    def held_out(self) -> bool:
        """Whether the question is kept from tuning."""
        return hashlib.sha256(self.question.encode()).digest()[0] % 2 == 1

    @property
    def windowed(self) -> bool:
        """Whether the question names a window."""
        return self.since is not None or self.until is not None

    @property
    def found(self) -> Window | None:
        """The window that is found."""
        return window_of(self.question, TODAY, lambda _: None)

    @property
    def right(self) -> bool:
        """Whether it is found with its very days, or rightly not found."""
        found = self.found
        if found is None or not self.windowed:
            return found is None and not self.windowed
        return (found.since, found.until, found.question) == (self.since, self.until, self.left)


def cases() -> tuple[Case, ...]:
    """Return all questions."""
    rows = map(json.loads, _FILE.read_text("utf-8").splitlines())
    return tuple(
        Case(row["question"], _day(row["since"]), _day(row["until"]), row["left"]) for row in rows
    )


def _day(written: str | None) -> date | None:
    return date.fromisoformat(written) if written else None


def main() -> None:
    """Print how many of each half are right, and what is wrong with the half for development."""
    for held_out in (False, True):
        half = [case for case in cases() if case.held_out is held_out]
        named = [case for case in half if case.windowed]
        others = [case for case in half if not case.windowed]
        print(
            f"{'held out' if held_out else 'development'}: {sum(c.right for c in named)} of "
            f"{len(named)} windows, {sum(c.right for c in others)} of {len(others)} without one"
        )
        for case in half if not held_out else ():
            if not case.right:
                print(f"  {case.question}: {case.found}")


if __name__ == "__main__":
    main()
