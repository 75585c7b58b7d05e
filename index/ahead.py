"""Reading ahead: the next items are made ready in a thread while the last ones are used."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

from index.pump import Pump

Item = TypeVar("Item")


def ahead(items: Iterable[Item], size: int) -> Iterator[Item]:
    """Yield the items in order, with at most `size` of them waiting."""
    pump = Pump(items, size)
    try:
        yield from pump
    finally:
        pump.stop()
        pump.join()
