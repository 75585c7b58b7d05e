from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from tests.benchmarks.adding import found, ratios
from tests.benchmarks.turns import Contender, Run, State, Tell

TURN = 0.3


def counting() -> Run:
    """Count quickly and for long."""

    def run(tell: Tell) -> tuple[int, int]:
        for number in range(1, 100_000):
            time.sleep(0.01)
            tell(number, 10 * number)
        return 0, 0

    return run


def three() -> Run:
    """Be done at once."""

    def run(tell: Tell) -> tuple[int, int]:
        tell(3, 30)
        return 3, 33

    return run


def broken() -> Run:
    """Fail at once."""

    def run(_: Tell) -> tuple[int, int]:
        raise RuntimeError("out of order")

    return run


@pytest.fixture
def contender() -> Iterator[Contender]:
    """Return one that counts, and end it."""
    counter = Contender(counting)
    yield counter
    counter.end()


def test_a_contender_stands_still_between_its_turns(contender: Contender) -> None:
    """What it has done, and the seconds it took, grow in its turns only."""
    contender.turn(TURN)
    before = contender.states[-1]
    assert 0 < before.seconds <= 2 * TURN
    time.sleep(3 * TURN)
    contender.turn(TURN)
    after = contender.states[-1]
    assert after.passages > before.passages
    # While it stood still it could have counted three times as far.
    assert after.seconds <= 3 * TURN
    assert after.passages - before.passages < 1.5 * TURN / 0.01


def test_a_contender_that_is_done_says_so() -> None:
    """Its last state is what its run returned, and its turn ends early."""
    contender = Contender(three)
    start = time.perf_counter()
    contender.turn(60)
    contender.end()
    assert contender.finished
    assert time.perf_counter() - start < 30
    assert (contender.states[-1].passages, contender.states[-1].characters) == (3, 33)
    assert contender.states[-1].peak_bytes > 1_000_000


def test_a_contender_that_fails_ends_the_comparison() -> None:
    """A process that died is an error, not a slow contender."""
    contender = Contender(broken)
    try:
        with pytest.raises(RuntimeError, match="ended with 1"):
            contender.turn(60)
    finally:
        contender.end()


def test_the_archive_is_timed_when_all_can_be_found_and_at_its_end() -> None:
    """Publishing comes after the last passage was stored."""
    states = [
        State(512, 0, False, 1.0),
        State(600, 0, False, 1.5),
        State(600, 60_000, True, 2.0),
    ]
    assert found(states) == State(600, 60_000, False, 1.5)


def test_speed_is_related_by_whichever_measure_is_less_kind() -> None:
    """A contender with longer passages is not made slow by counting them."""
    archive = State(passages=100, characters=50_000, finished=True, seconds=1.0)
    other = State(passages=50, characters=40_000, finished=True, seconds=1.0)
    assert ratios(archive, {"recipe": other}) == {"recipe": 50_000 / 40_000}
