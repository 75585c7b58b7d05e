"""Processes that take turns: one works while the others stand still.

Whatever else the machine does then slows all of them alike, and each is timed by its own turns.
"""

from __future__ import annotations

import os
import resource
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

import psutil

_LOOK = 0.2
_KILOBYTE = 1024

# Tells how many passages and characters are done by now; a run returns both at its end.
Tell = Callable[[int, int], None]
Run = Callable[[Tell], tuple[int, int]]


@dataclass(frozen=True, slots=True)
class State:
    """How far a process has come, what that took, and whether there is more for it to do."""

    passages: int
    characters: int
    finished: bool
    seconds: float = 0.0
    cpu_seconds: float = 0.0
    peak_bytes: int = 0

    @property
    def rate(self) -> float:
        """Passages per second of its own turns."""
        return self.passages / self.seconds

    @property
    def character_rate(self) -> float:
        """Characters per second of its own turns."""
        return self.characters / self.seconds


class Contender:
    """A process that works in its turns only, and is stopped in between."""

    def __init__(self, prepare: Callable[..., Run], *arguments: object) -> None:
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(
            target=_work, name=prepare.__name__, args=(theirs, prepare, arguments)
        )
        self._process.start()
        theirs.close()
        self._receive()  # it has prepared itself
        self._own = psutil.Process(self._process.pid)
        self._started = False
        self._seconds = 0.0
        self._looked = 0.0
        self.states: list[State] = []
        self.peak_bytes_together = 0

    @property
    def finished(self) -> bool:
        """Return True if it has done everything."""
        return bool(self.states) and self.states[-1].finished

    def turn(self, seconds: float) -> None:
        """Let it work, with all processes that it has started, for some seconds at the most."""
        start = time.perf_counter()
        if self._started:
            self._signal(signal.SIGCONT)
        else:
            self._pipe.send("go")
            self._started = True
        while not self.finished and (left := start + seconds - time.perf_counter()) > 0:
            if self._pipe.poll(min(left, _LOOK)):
                self._hear(start)
            if time.perf_counter() - self._looked > _LOOK:
                self._weigh()
        if not self.finished:
            self._signal(signal.SIGSTOP)
        self._seconds += time.perf_counter() - start

    def end(self) -> None:
        """End it, wherever it stands."""
        if self._process.is_alive():
            self._signal(signal.SIGKILL)
        self._process.join()

    def _hear(self, start: float) -> None:
        passages, characters, finished, cpu_seconds, peak_bytes = self._receive()
        seconds = self._seconds + time.perf_counter() - start
        self.states.append(State(passages, characters, finished, seconds, cpu_seconds, peak_bytes))

    def _receive(self) -> Any:
        try:
            return self._pipe.recv()
        except EOFError as error:
            self._process.join()
            raise RuntimeError(
                f"The process `{self._process.name}` ended with {self._process.exitcode}: what it "
                "said stands above."
            ) from error

    def _signal(self, number: signal.Signals) -> None:
        # It leads a group of its own, with what it has started.
        os.killpg(self._own.pid, number)

    def _weigh(self) -> None:
        """Take the memory of the process and its children together."""
        self._looked = time.perf_counter()
        together = 0
        try:
            for process in (self._own, *self._own.children(recursive=True)):
                together += process.memory_info().rss
        except psutil.NoSuchProcess:
            return
        self.peak_bytes_together = max(self.peak_bytes_together, together)


def _work(pipe: Connection, prepare: Callable[..., Run], arguments: tuple[object, ...]) -> None:
    os.setsid()
    run = prepare(*arguments)
    pipe.send("ready")
    pipe.recv()
    before = _cpu_seconds()

    def tell(passages: int, characters: int, finished: bool = False) -> None:
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        peak *= 1 if sys.platform == "darwin" else _KILOBYTE
        pipe.send((passages, characters, finished, _cpu_seconds() - before, peak))

    tell(*run(tell), True)


def _cpu_seconds() -> float:
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)
