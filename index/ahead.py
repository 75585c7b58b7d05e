"""Reading ahead: the next items are made ready in a thread while the last ones are used."""

from __future__ import annotations

import queue
import threading
from collections.abc import Generator, Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")
_PAUSE = 0.1


class _End:
    """What follows the last item: the error that ended the iteration, if any."""

    def __init__(self, error: BaseException | None) -> None:
        self.error = error


def ahead(items: Iterable[Item], size: int) -> Iterator[Item]:
    """Yield the items in order, with at most `size` of them waiting."""
    waiting: queue.Queue[Item | _End] = queue.Queue(size)
    stopped = threading.Event()

    def put(item: Item | _End) -> bool:
        while not stopped.is_set():
            try:
                waiting.put(item, timeout=_PAUSE)
            except queue.Full:
                continue
            return True
        return False

    def work() -> None:
        error: BaseException | None = None
        try:
            for item in items:
                if not put(item):
                    return
        except BaseException as raised:  # noqa: BLE001 - raised again where the items are used
            error = raised
        finally:
            # Here, and not when it is collected: what the items come from may read ahead itself.
            if isinstance(items, Generator):
                items.close()
        put(_End(error))

    thread = threading.Thread(target=work, name="reading-ahead", daemon=True)
    thread.start()
    try:
        while not isinstance(item := waiting.get(), _End):
            yield item
        if item.error is not None:
            raise item.error
    finally:
        stopped.set()
        thread.join()
