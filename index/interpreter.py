"""Interpreter settings for long work: GC thresholds and the thread switch interval."""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager

# Collect the youngest generation after this many new objects instead of 700, others rarely.
_THRESHOLDS = (50_000, 1_000, 1_000)
# The thread switch interval in seconds, instead of .005.
_SWITCH = 0.001


class _Interpreter:
    """The settings of this process, which several callers may change at once for long work."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._asking = 0
        self._usual = self._settings()

    @contextmanager
    def for_long_work(self) -> Iterator[None]:
        """Raise the GC thresholds and shorten the thread switch interval inside the block.

        Use it for code that creates very many objects that live for a while, because repeated
        collections take long and find next to nothing. Use it also for code that computes in one
        thread while another feeds a model, because the second one must not wait for its turn.
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
