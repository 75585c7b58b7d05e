"""Report a step of starting that takes long, so that nobody takes the program for stuck."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from ui.render.text.terminal import tell

SECONDS = 3.0


@contextmanager
def slow_step(what: str) -> Iterator[None]:
    """Print what the block does if it takes more than some seconds."""
    timer = threading.Timer(SECONDS, tell, [f"{what} ..."])
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
