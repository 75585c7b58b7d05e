"""The interpreter: how Python shares a process between threads, and how it looks for garbage."""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

# The youngest objects after so many new ones instead of 700; what outlives that, hardly ever.
_THRESHOLDS = (50_000, 1_000, 1_000)
# Seconds after which a thread that computes makes room for one that waits, instead of .005.
_SWITCH = 0.001


class _Interpreter:
    """The settings of this process, that several may ask to have for long work at once."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._asking = 0
        self._usual = self._settings()

    @contextmanager
    def for_long_work(self) -> Iterator[None]:
        """Let old objects be, and threads take turns sooner, while the block runs.

        For what makes very many objects that live for a while: to look through all of them again
        and again for some that only refer to each other takes long and finds next to none. And for
        what computes in one thread while another feeds a model, which must not wait for its turn.
        """
        with self._guard:
            if not self._asking:
                self._usual = self._settings()
                self._set(_THRESHOLDS, _SWITCH)
            self._asking += 1
        try:
            yield
        finally:
            with self._guard:
                self._asking -= 1
                if not self._asking:
                    self._set(*self._usual)

    @staticmethod
    def _settings() -> tuple[tuple[int, int, int], float]:
        return gc.get_threshold(), sys.getswitchinterval()

    @staticmethod
    def _set(thresholds: tuple[int, int, int], switch: float) -> None:
        gc.set_threshold(*thresholds)
        sys.setswitchinterval(switch)


for_long_work = _Interpreter().for_long_work
