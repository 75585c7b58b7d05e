"""Pacing: waiting for what takes its time in such a way that the waiting can be ended."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import TypeVar

from index.pump import NothingYet, Pump

T = TypeVar("T")
MOMENT_SECONDS = 0.5


def paced(items: Iterator[T], moment: float = MOMENT_SECONDS) -> Generator[T | None]:
    """Yield items as they come, and None whenever none has come for a moment.

    Gradio can end a generator only between two of its values, and while it waits for that, every
    visitor waits. The items are therefore made in a thread of their own, which ends with the next
    of them once nobody listens.
    """
    pump = Pump(items)
    try:
        while True:
            try:
                yield pump.take(moment)
            except NothingYet:
                yield None
            except StopIteration:
                return
    finally:
        pump.stop()
