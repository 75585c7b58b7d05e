from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import closing

import pytest

from tests.patience import PATIENCE
from ui.conversations.converse import paced


def test_items_come_in_their_order() -> None:
    """Nothing is lost or turned round, and the end is the end."""
    assert [item for item in paced(iter("abc")) if item] == ["a", "b", "c"]


def test_an_error_is_raised_where_somebody_waits() -> None:
    """What was made before it still arrives."""

    def failing() -> Iterator[str]:
        yield "a"
        raise ValueError("no more")

    states = paced(failing())
    assert next(item for item in states if item) == "a"
    with pytest.raises(ValueError, match="no more"):
        list(states)


def test_waiting_for_what_hangs_can_be_ended_and_ends_the_work() -> None:
    """Whoever waits gets a turn every moment; when nobody listens, the maker is closed."""
    go_on, closed = threading.Event(), threading.Event()

    def hanging() -> Iterator[str]:
        try:
            yield "a"
            go_on.wait(PATIENCE)
            yield "b"
            yield "c"
        finally:
            closed.set()

    with closing(paced(hanging(), moment=0.02)) as states:
        assert next(item for item in states if item) == "a"
        assert next(states) is None
    assert not closed.is_set()
    go_on.set()
    assert closed.wait(PATIENCE)
