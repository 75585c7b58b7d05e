from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass, field

import pytest

from ui.access.login import LONGEST_DELAY, MEMORY_SECONDS, MOST_ADDRESSES, MOST_WAITING, Guesses


@dataclass
class Clock:
    """A clock that is set by hand, and a pause that takes no time but is recorded."""

    now: float = 0.0
    pauses: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        """Return the time."""
        return self.now

    async def pause(self, seconds: float) -> None:
        """Record how long a pause was asked for."""
        self.pauses.append(seconds)


@pytest.fixture
def clock() -> Clock:
    """Set a clock to zero."""
    return Clock()


@pytest.fixture
def guesses(clock: Clock) -> Guesses:
    """Count guesses by that clock."""
    return Guesses(clock, clock.pause)


def guess(guesses: Guesses, address: str, times: int = 1) -> None:
    """Guess wrongly."""
    for _ in range(times):
        asyncio.run(guesses.wrong(address))


def test_each_wrong_guess_waits_longer(guesses: Guesses, clock: Clock) -> None:
    """The delay doubles up to ten seconds."""
    guess(guesses, "192.0.2.1", 8)
    assert clock.pauses == [0.25, 0.5, 1, 2, 4, 8, 10, 10]
    guess(guesses, "192.0.2.1", 2000)
    assert clock.pauses[-1] == LONGEST_DELAY


def test_each_address_is_counted_by_itself(guesses: Guesses, clock: Clock) -> None:
    """Somebody who mistypes does not wait for what others guess."""
    guess(guesses, "192.0.2.1", 5)
    guess(guesses, "192.0.2.2")
    assert clock.pauses[-1] == 0.25


def test_addresses_of_one_ipv6_site_are_one(guesses: Guesses, clock: Clock) -> None:
    """A subscriber has 2^64 addresses; the next one is no fresh start."""
    for last in range(3):
        guess(guesses, f"2001:db8:1:2::{last}")
    guess(guesses, "2001:db8:1:3::1")
    assert clock.pauses == [0.25, 0.5, 1, 0.25]


def test_failures_are_forgotten(guesses: Guesses, clock: Clock) -> None:
    """After a quarter of an hour without one an address begins again."""
    guess(guesses, "192.0.2.1", 4)
    clock.now = MEMORY_SECONDS
    guess(guesses, "192.0.2.1")
    assert clock.pauses[-1] == 0.25


def test_the_table_is_bounded(guesses: Guesses) -> None:
    """The address that has been silent for the longest time is dropped."""
    for number in range(2 * MOST_ADDRESSES):
        guess(guesses, f"10.0.{number // 256}.{number % 256}")
    assert len(guesses) == MOST_ADDRESSES


def test_waiting_answers_are_bounded() -> None:
    """Guesses beyond the bound are answered without waiting, and room is made as others end."""

    async def flood() -> None:
        release = asyncio.Event()

        async def held(_: float) -> None:
            await release.wait()

        guesses = Guesses(pause=held)
        waiting = [asyncio.create_task(guesses.wrong("192.0.2.1")) for _ in range(MOST_WAITING)]
        await asyncio.sleep(0)
        assert not await guesses.wrong("192.0.2.1")
        waiting.pop().cancel()
        await asyncio.sleep(0)
        release.set()
        assert await guesses.wrong("192.0.2.1")
        assert all(await asyncio.gather(*waiting))

    asyncio.run(flood())


def test_each_failure_is_one_line_of_the_log(
    guesses: Guesses, caplog: pytest.LogCaptureFixture
) -> None:
    """It has the address and the count; an address that is none cannot write into the log."""
    with caplog.at_level(logging.WARNING):
        guess(guesses, "192.0.2.1", 2)
        guess(guesses, "\x1b[2J")
    assert caplog.messages == [
        "Wrong password from 192.0.2.1 (failure 1).",
        "Wrong password from 192.0.2.1 (failure 2).",
        "Wrong password from an unknown address (failure 1).",
    ]
