"""Limits on the processor time and memory used to read one article."""

from __future__ import annotations

import math
import resource
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from sources.errors import Unreadable

ARTICLE_SECONDS = 60.0
NEXT_STEP = "split it, or save the article's text as .txt"
# The signal repeats because a library may catch every exception.
_AGAIN = 1.0
# Extra seconds before the kernel ends the process.
_GRACE = 2
# The kernel counts ticks for its limit, which in a long-lived process differ from its clock.
_DRIFT = 0.02


@contextmanager
def limited(seconds: float = ARTICLE_SECONDS) -> Iterator[None]:
    """Raise Unreadable if the block uses more than this much processor time.

    Python's regular expressions can be interrupted too. Native code that does not return to the
    interpreter cannot, so the kernel ends the process with SIGXCPU soon afterwards. Running out of
    memory also raises Unreadable. Works in the main thread only.
    """

    def interrupt(_signal: int, _frame: FrameType | None) -> None:
        raise Unreadable(too_slow(seconds), NEXT_STEP)

    usual = signal.signal(signal.SIGPROF, interrupt)
    soft, hard = resource.getrlimit(resource.RLIMIT_CPU)
    last = math.ceil(time.process_time() * (1 + _DRIFT) + seconds) + _GRACE
    resource.setrlimit(resource.RLIMIT_CPU, (min([last, *_finite(soft, hard)]), hard))
    signal.setitimer(signal.ITIMER_PROF, seconds, _AGAIN)
    try:
        yield
    except MemoryError as error:
        raise Unreadable("reading it needs more memory than is available", NEXT_STEP) from error
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        resource.setrlimit(resource.RLIMIT_CPU, (soft, hard))
        signal.signal(signal.SIGPROF, usual)


def too_slow(seconds: float) -> str:
    """Return the reason for refusing an article that exceeded its processor time."""
    return f"reading it took more than {seconds:g} seconds of processor time"


def _finite(*limits: int) -> list[int]:
    return [limit for limit in limits if limit != resource.RLIM_INFINITY]
