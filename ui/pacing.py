"""Iterate over slow items in a way that can be stopped between them."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from typing import TypeVar

from index.pump import NothingYet, Pump

T = TypeVar("T")
MOMENT_SECONDS = 0.5


def paced(items: Iterator[T], moment: float = MOMENT_SECONDS) -> Generator[T | None]:
    """Yield items as they come, and None each time a moment passes without one.

    Gradio can end a generator only between two values, and every visitor waits while it tries. The
    items are therefore made in a separate thread. If the generator is closed, the thread is
    abandoned and exits at its next item.
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
