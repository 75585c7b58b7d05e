"""Gauges: how far a long change of the archive has come, as people see it."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn
from rich.progress import Progress as Bar

from assistant.wording import count
from index.progress import Progress
from ui.printing import tell

_SECONDS_BETWEEN_LINES = 5.0
# Batches come seconds apart; the speed is taken over the last minutes.
_SECONDS_OF_SPEED = 180.0

Watcher = Callable[[Progress], None]


@contextmanager
def gauge() -> Iterator[Watcher]:
    """Give what watches the progress: a bar on a terminal, a line now and then elsewhere."""
    if not sys.stderr.isatty():
        yield Lines()
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

        def watch(progress: Progress) -> None:
            bar.update(
                task,
                completed=progress.fraction,
                description=progress.step,
                counts=counts(progress),
            )

        yield watch


class Lines:
    """Writes a line at most every few seconds, for logs."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._begun = self._last = clock()

    def __call__(self, progress: Progress) -> None:
        """Take note of how far it has come."""
        now = self._clock()
        if now - self._last < _SECONDS_BETWEEN_LINES:
            return
        self._last = now
        tell(f"{progress.step}: {counts(progress)}, {self._estimate(progress, now)}")

    def _estimate(self, progress: Progress, now: float) -> str:
        part = f"{progress.fraction:.0%} done"
        if not 0 < progress.fraction < 1:
            return part
        left = (now - self._begun) * (1 - progress.fraction) / progress.fraction
        return f"{part}, about {duration(left)} left"


def counts(progress: Progress) -> str:
    """Write how many articles and passages are done."""
    return f"{count(progress.articles, 'article')}, {count(progress.passages, 'passage')}"


def duration(seconds: float) -> str:
    """Write a stretch of time as people say it."""
    if seconds < 90:
        return f"{seconds:.0f} s"
    return f"{seconds / 60:.0f} min" if seconds < 5400 else f"{seconds / 3600:.1f} h"
