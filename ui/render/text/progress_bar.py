"""Progress bars for the terminal."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Generic, Protocol, TypeVar

from rich.console import Console
from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from assistant.wording import count
from index.progress import Progress
from ui.render.text.terminal import tell

_SECONDS_BETWEEN_LINES = 5.0
# Batches take seconds, so the speed is measured over the last three minutes.
_SECONDS_OF_SPEED = 180.0


class Advance(Protocol):
    """The progress of a task."""

    @property
    def step(self) -> str:
        """The current step, in a word."""

    @property
    def fraction(self) -> float:
        """The share of the task that is done, from 0 to 1."""


AnyAdvance = TypeVar("AnyAdvance", bound=Advance)


def counts(progress: Progress) -> str:
    """Return the number of articles and passages done, in words."""
    return f"{count(progress.articles, 'article')}, {count(progress.passages, 'passage')}"


@contextmanager
def gauge(*, lines: bool = False) -> Iterator[Callable[[Progress], None]]:
    """Yield a callback that shows the progress of a change to the archive."""
    with gauge_of(counts, lines=lines) as watch:
        yield watch


@contextmanager
def gauge_of(
    said: Callable[[AnyAdvance], str], *, lines: bool = False
) -> Iterator[Callable[[AnyAdvance], None]]:
    """Yield a callback that shows progress: a bar on a terminal, otherwise occasional lines.

    Set `lines` if other output is printed meanwhile, which a bar would be mixed up with.
    """
    if lines or not sys.stderr.isatty():
        yield Lines(said)
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[counts]}"),
        TimeRemainingColumn(),
    )
    console = Console(file=sys.stderr)
    with Bar(*columns, console=console, speed_estimate_period=_SECONDS_OF_SPEED) as bar:
        task = bar.add_task("reading", total=1.0, counts="")

        def watch(progress: AnyAdvance) -> None:
            bar.update(
                task,
                completed=progress.fraction,
                description=progress.step,
                counts=said(progress),
            )

        yield watch


class Lines(Generic[AnyAdvance]):
    """Prints progress as lines for logs, at most one every few seconds."""

    def __init__(
        self, said: Callable[[AnyAdvance], str], clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._said = said
        self._clock = clock
        self._begun = self._last = clock()
        self._first: float | None = None

    def __call__(self, progress: AnyAdvance) -> None:
        """Record the progress, and print it if a line is due."""
        now = self._clock()
        if self._first is None:  # resumed work does not begin at zero
            self._first = progress.fraction
        if now - self._last < _SECONDS_BETWEEN_LINES:
            return
        self._last = now
        tell(f"{progress.step}: {self._said(progress)}, {self._estimate(progress, now)}")

    def _estimate(self, progress: AnyAdvance, now: float) -> str:
        part = f"{progress.fraction:.0%} done"
        done = progress.fraction - (self._first or 0.0)
        if done <= 0 or progress.fraction >= 1:
            return part
        left = (now - self._begun) * (1 - progress.fraction) / done
        return f"{part}, about {duration(left)} left"


def duration(seconds: float) -> str:
    """Return a duration in seconds, minutes or hours: 45 s, 12 min, 2.5 h."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
