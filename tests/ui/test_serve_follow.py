from __future__ import annotations

import signal
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from index.following_lock import is_followed
from tests.patience import PATIENCE
from tests.serving import serving


@pytest.mark.slow
@pytest.mark.parametrize("end", [signal.SIGTERM, signal.SIGKILL])
def test_what_follows_beside_the_page_ends_with_it(tmp_path: Path, end: signal.Signals) -> None:
    """It is a process of its own, waits for sources, and is never left behind."""
    archive = tmp_path / "archive"
    with serving(archive, tmp_path / "log", "--follow", end=end) as server:
        _until(lambda: is_followed(archive) and "Following 0 sources" in server.said)
    _until(lambda: not is_followed(archive))


def _until(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.2)
