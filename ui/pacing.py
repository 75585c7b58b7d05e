"""Pacing: waiting for what takes its time in such a way that the waiting can be ended."""

from __future__ import annotations

import contextvars
import queue
import threading
from collections.abc import Generator, Iterator
from typing import TypeVar

T = TypeVar("T")
MOMENT_SECONDS = 0.5


def paced(items: Iterator[T], moment: float = MOMENT_SECONDS) -> Generator[T | None]:
    """Yield items as they come, and None whenever none has come for a moment.

    Gradio can end a generator only between two of its values, and while it waits for that, every
    visitor waits. The items are therefore made in a thread of their own, which ends with the next
    of them once nobody listens.
    """
    made: queue.SimpleQueue[tuple[bool, T | BaseException | None]] = queue.SimpleQueue()
    enough = threading.Event()

    def make() -> None:
        try:
            for item in items:
                if enough.is_set():
                    break
                made.put((True, item))
            made.put((False, None))
        except BaseException as error:  # noqa: BLE001 - it is raised again where somebody waits
            made.put((False, error))
        finally:
            if hasattr(items, "close"):
                items.close()

    # The context tells tracers which run the items belong to.
    threading.Thread(target=contextvars.copy_context().run, args=(make,), daemon=True).start()
    try:
        while True:
            try:
                more, item = made.get(timeout=moment)
            except queue.Empty:
                yield None
                continue
            if isinstance(item, BaseException) and not more:
                raise item
            if not more:
                return
            yield item  # type: ignore[misc]
    finally:
        enough.set()
