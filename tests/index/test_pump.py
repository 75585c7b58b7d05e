from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest

from index.pump import ahead
from tests.patience import PATIENCE


def test_the_items_come_in_order() -> None:
    """However few may wait, each item comes once and in its place."""
    assert list(ahead(range(50), 1)) == list(range(50))


def test_the_next_item_is_made_while_one_is_used() -> None:
    """Who uses the first item need not be done before the second one is begun."""
    begun = threading.Event()

    def items() -> Iterator[int]:
        yield 1
        begun.set()
        yield 2

    used = ahead(items(), 1)
    assert next(used) == 1
    assert begun.wait(PATIENCE)
    assert list(used) == [2]


def test_an_error_comes_after_what_was_made_before_it() -> None:
    """What ends the making ends the using, where it happened."""

    def items() -> Iterator[int]:
        yield 1
        raise ValueError("no more")

    used = ahead(items(), 1)
    assert next(used) == 1
    with pytest.raises(ValueError, match="no more"):
        next(used)


def test_a_chain_ends_as_a_whole() -> None:
    """When the last of two in a row is left, the first is closed too, in its own thread."""
    closed: list[str] = []

    def items() -> Iterator[int]:
        try:
            yield from range(1000)
        finally:
            closed.append(threading.current_thread().name)

    used = ahead((item for item in ahead(items(), 1)), 1)
    next(used)
    used.close()  # type: ignore[attr-defined]
    assert closed == ["pump"]
