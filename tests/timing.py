"""How long work takes, measured so that a busy machine does not decide a test."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable


def shortest(work: Callable[[], object], tries: int = 3) -> float:
    """Return the least processor time, in seconds, that the work took in some tries.

    Whatever else runs on a machine (another process, the collector of this one) can only make
    work longer, so the shortest try is nearest to what the work itself needs.
    """
    return min(_once(work) for _ in range(tries))


def _once(work: Callable[[], object]) -> float:
    gc.disable()
    try:
        began = time.process_time()
        work()
        return time.process_time() - began
    finally:
        gc.enable()
