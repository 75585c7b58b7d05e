from __future__ import annotations

import re
import resource
import signal
import time

import pytest

from sources.effort import limited
from sources.errors import Unreadable


def test_a_regular_expression_is_interrupted() -> None:
    """A search that would take years ends with the reason for refusing its article."""
    with pytest.raises(Unreadable, match=r"more than 0\.1 seconds of processor time"), limited(0.1):
        re.match(r"(?:a|a)*b", "a" * 80)


def test_what_catches_every_exception_is_interrupted_again() -> None:
    """A library that goes on after an exception does not escape."""
    caught = 0
    with limited(0.1):
        while caught < 2:
            try:
                re.match(r"(?:a|a)*b", "a" * 80)
            except Unreadable:
                caught += 1


def test_running_out_of_memory_is_a_reason() -> None:
    """An article that wants more memory than there is raises no MemoryError."""
    with pytest.raises(Unreadable, match="memory"), limited():
        raise MemoryError


def test_nothing_is_left_of_the_limit() -> None:
    """Behind the block the process is as it was before, however the block ended."""
    before = resource.getrlimit(resource.RLIMIT_CPU), signal.getsignal(signal.SIGPROF)
    with pytest.raises(Unreadable), limited(0.1):
        re.match(r"(?:a|a)*b", "a" * 80)
    after = resource.getrlimit(resource.RLIMIT_CPU), signal.getsignal(signal.SIGPROF)
    assert (after, signal.getitimer(signal.ITIMER_PROF)) == (before, (0.0, 0.0))


def test_an_article_has_a_minute_of_processor_time_unless_told_otherwise() -> None:
    """The kernel ends the process a few seconds later if the interrupt cannot."""
    with limited():
        left, again = signal.getitimer(signal.ITIMER_PROF)
        soft, _ = resource.getrlimit(resource.RLIMIT_CPU)
        assert 59 < left < 60.5
        assert 0 < again <= 1
        used = time.process_time()
        assert 60 < soft - used <= 63 + used / 50  # the kernel's clock may differ in a long process
