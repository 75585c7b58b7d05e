from __future__ import annotations

import pytest

from ui.conversations.stops import Answering, Stops


def test_only_the_answers_of_whoever_asks_are_stopped() -> None:
    """Two visitors have an answer each; one of them stops his."""
    stops = Stops()
    with stops.heard("one") as mine, stops.heard("two") as theirs:
        assert stops.ask("one")
        assert (mine(), theirs()) == (True, False)


def test_there_is_nothing_to_stop_before_and_behind_an_answer() -> None:
    """The next answer of somebody who stopped one is not stopped with it."""
    stops = Stops()
    assert not stops.ask("one")
    with stops.heard("one"):
        assert stops.ask("one")
    assert not stops.ask("one")
    with stops.heard("one") as wanted:
        assert not wanted()


def test_a_visitor_has_one_answer_at_a_time() -> None:
    """The second is refused, and the first can still be stopped; after it there is room."""
    stops = Stops()
    with stops.heard("one") as wanted:
        with pytest.raises(Answering, match="still being written"), stops.heard("one"):
            pass
        assert stops.ask("one")
        assert wanted()
    with stops.heard("one"):
        pass
