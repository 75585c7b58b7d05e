"""Measure how processor time grows with the length of an input, for every probe and text.

    python -m tests.benchmarks.growth [--room R] [--probe P] [--alphabet A] [--longest N] [--all]

Every probe of `tests/growth/probes_*.py` meets every text of `tests/growth/alphabets.py`. A screen
runs each pair where it takes 20 ms, and with a text four times as long. What grew there by more
than its length allows, and the slowest texts of each probe, are then measured in doublings up to
the longest, best of five, and shown. `--all` measures every pair like that. It exits with 1 when a
doubling took more than 2.5 times as long.

Memory that is freed is kept (glibc). Otherwise, from some length on, the kernel gives each long
text fresh pages again and again, which takes longer than the work and looks like growth.
"""

from __future__ import annotations

import argparse
import ctypes
import logging
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from tests.growth.alphabets import texts
from tests.growth.doubling import (
    FIRST_LENGTH,
    LARGEST_RATIO,
    LONGEST,
    MEASURABLE,
    Growth,
    Point,
    growth,
)
from tests.growth.registry import Probe, rooms
from tests.timing import shortest

# For a length four times as long: what a doubling of more than 2.3 comes to.
_SUSPICIOUS = 2.3**2
# SEE: mallopt(3)
_TRIM_THRESHOLD, _TOP_PAD, _MOST_MAPPED = -1, -2, -4


@dataclass(frozen=True, slots=True)
class Pair:
    """A probe of a room and a text that it meets."""

    room: str
    probe: str
    alphabet: str

    @property
    def work(self) -> Probe:
        """What is measured."""
        return rooms()[self.room][self.probe]

    def text(self, length: int) -> str:
        """Return the text of a length."""
        return texts()[self.alphabet](length)


@dataclass(frozen=True, slots=True)
class Screened:
    """What the screen found of a pair: where it takes 20 ms, and a text four times as long."""

    pair: Pair
    points: tuple[Point, ...]

    @property
    def is_suspicious(self) -> bool:
        """Return True if the time grew by more than four times the length allows."""
        return any(b.seconds > _SUSPICIOUS * a.seconds for a, b in pairwise(self.points))

    @property
    def seconds_per_character(self) -> float:
        """Return the time of a character in the longest text."""
        return self.points[-1].seconds / self.points[-1].length


def screen(pair: Pair, longest: int) -> Screened:
    """Run a pair where it takes 20 ms, and with a text four times as long; both only once."""
    length = FIRST_LENGTH
    seconds = _seconds(pair, length)
    while seconds < MEASURABLE and length < longest:
        length *= 2 if seconds > MEASURABLE / 4 else 4
        seconds = _seconds(pair, length)
    points = [Point(length, seconds)]
    if length * 4 <= longest:
        points.append(Point(length * 4, _seconds(pair, length * 4)))
    return Screened(pair, tuple(points))


def _seconds(pair: Pair, length: int) -> float:
    text = pair.text(length)
    return shortest(lambda: pair.work(text), tries=1)


def pairs(room: str, probe: str, alphabet: str) -> Iterator[Pair]:
    """Yield the pairs whose names hold the words given; '' holds for all."""
    for room_name, probes in rooms().items():
        for probe_name in probes:
            for name in texts():
                if room in room_name and probe in probe_name and alphabet in name:
                    yield Pair(room_name, probe_name, name)


def chosen(screened: Sequence[Screened]) -> list[Pair]:
    """Return the suspicious pairs, and of each probe the slowest text."""
    slowest: dict[tuple[str, str], Screened] = {}
    for each in screened:
        place = (each.pair.room, each.pair.probe)
        known = slowest.get(place)
        if known is None or each.seconds_per_character > known.seconds_per_character:
            slowest[place] = each
    kept = {id(each) for each in slowest.values()}
    return [each.pair for each in screened if each.is_suspicious or id(each) in kept]


def row(pair: Pair, measured: Growth) -> str:
    """Return the line of the table for a pair: its times, and how they grew."""
    first, last = measured.points[0], measured.points[-1]
    ratios = " ".join(f"{ratio:.2f}" for ratio in measured.ratios) or "-"
    mark = "  TOO FAST" if measured.worst > LARGEST_RATIO else ""
    return (
        f"{pair.room:8} {pair.probe:28} {pair.alphabet:28} {first.length:>9,} "
        f"{first.seconds * 1000:>8.1f} {last.length:>9,} {last.seconds * 1000:>8.1f}  "
        f"{ratios}{mark}"
    )


def main(arguments: list[str]) -> int:
    """Screen, measure and print; return the exit status."""
    options = _options(arguments)
    _keep_memory()
    logging.disable(logging.WARNING)  # unreadable dates and broken files are what is measured
    wanted = list(pairs(options.room, options.probe, options.alphabet))
    if not options.all:
        screened = []
        for number, pair in enumerate(wanted, start=1):
            screened.append(screen(pair, options.longest))
            if screened[-1].is_suspicious or number % 500 == 0:
                note = "grows" if screened[-1].is_suspicious else "is fine"
                _print(f"# {number:,} of {len(wanted):,}: {pair.probe} / {pair.alphabet} {note}")
        wanted = chosen(screened)
    _print(f"{'room':8} {'probe':28} {'text':28} {'from':>9} {'ms':>8} {'to':>9} {'ms':>8}  ratios")
    worst = 0.0
    for pair in wanted:
        measured = growth(pair.work, pair.text, longest=options.longest, tries=options.tries)
        _print(row(pair, measured))
        worst = max(worst, measured.worst)
    _print(f"worst ratio of a doubling: {worst:.2f} (at most {LARGEST_RATIO})")
    return int(worst > LARGEST_RATIO)


def _keep_memory() -> None:
    mallopt = getattr(ctypes.CDLL(None), "mallopt", None)
    if mallopt:
        mallopt(_MOST_MAPPED, 0)
        mallopt(_TRIM_THRESHOLD, 2**31 - 1)
        mallopt(_TOP_PAD, 2**28)


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.growth")
    parser.add_argument("--room", default="", help="only rooms whose name holds this")
    parser.add_argument("--probe", default="", help="only probes whose name holds this")
    parser.add_argument("--alphabet", default="", help="only texts whose name holds this")
    parser.add_argument("--longest", type=int, default=LONGEST, help="characters, 1 MB by default")
    parser.add_argument("--tries", type=int, default=5, help="the best of so many counts")
    parser.add_argument("--all", action="store_true", help="measure every pair in doublings")
    return parser.parse_args(arguments)


def _print(line: str) -> None:
    print(line, flush=True)  # printing is what a benchmark is for


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
