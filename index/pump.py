"""Prefetching: a thread that produces items for another one."""

from __future__ import annotations

import contextvars
import queue
import threading
from collections.abc import Generator, Iterable, Iterator
from typing import Generic, TypeVar

Item = TypeVar("Item")
_PAUSE = 0.1


class NothingYet(Exception):
    """No item arrived within the time limit."""


class _End:
    """The end marker after the last item, with the error that ended the iteration, if any."""

    def __init__(self, error: BaseException | None) -> None:
        self.error = error


class Pump(Generic[Item]):
    """Iterate in a thread, at most `size` items ahead of use; 0 sets no limit.

    `take` raises an error of the iteration after returning the items produced before it.
    """

    def __init__(self, items: Iterable[Item], size: int = 0) -> None:
        self._made: queue.Queue[Item | _End] = queue.Queue(size)
        self._stopped = threading.Event()
        # The context shows tracers which run the items belong to.
        run = contextvars.copy_context().run
        self._thread = threading.Thread(
            target=run, args=(self._make, items), name="pump", daemon=True
        )
        self._thread.start()

    def take(self, seconds: float | None = None) -> Item:
        """Return the next item; raise NothingYet on a timeout and StopIteration at the end."""
        try:
            item = self._made.get(timeout=seconds)
        except queue.Empty as error:
            raise NothingYet from error
        if isinstance(item, _End):
            self._made.put(item)
            raise item.error or StopIteration
        return item

    def __iter__(self) -> Iterator[Item]:
        return self

    def __next__(self) -> Item:
        return self.take()

    def stop(self) -> None:
        """Produce no more items. The thread exits after its current one."""
        self._stopped.set()

    def join(self) -> None:
        """Wait for the thread to exit."""
        self._thread.join()

    def _make(self, items: Iterable[Item]) -> None:
        error: BaseException | None = None
        try:
            for item in items:
                if not self._put(item):
                    break
        except BaseException as raised:  # noqa: BLE001 - raised again in `take`
            error = raised
        finally:
            # Closed in this thread, not by the garbage collector: it may have a pump of its own.
            if isinstance(items, Generator):
                items.close()
        self._put(_End(error))

    def _put(self, item: Item | _End) -> bool:
        while not self._stopped.is_set():
            try:
                self._made.put(item, timeout=_PAUSE)
            except queue.Full:
                continue
            return True
        return False


def ahead(items: Iterable[Item], size: int) -> Iterator[Item]:
    """Yield items that a thread produces, at most `size` of them ahead of use."""
    pump = Pump(items, size)
    try:
        yield from pump
    finally:
        pump.stop()
        pump.join()
