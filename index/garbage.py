"""Garbage: how often Python looks for objects that only refer to each other."""

from __future__ import annotations

import gc
import threading
from collections.abc import Iterator
from contextlib import contextmanager

# The youngest objects after so many new ones instead of 700; what outlives that, hardly ever.
_THRESHOLDS = (10_000, 1_000, 1_000)


class _Collector:
    """The process's collector of garbage, of which several may ask at once to look seldom."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._asking = 0
        self._usual = gc.get_threshold()

    @contextmanager
    def seldom(self) -> Iterator[None]:
        """Let old objects be while the block runs.

        For what makes very many objects that live for a while: to look through all of them again
        and again takes long and finds nothing.
        """
        with self._guard:
            if not self._asking:
                self._usual = gc.get_threshold()
                gc.set_threshold(*_THRESHOLDS)
            self._asking += 1
        try:
            yield
        finally:
            with self._guard:
                self._asking -= 1
                if not self._asking:
                    gc.set_threshold(*self._usual)


seldom_collected = _Collector().seldom
