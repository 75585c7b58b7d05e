from __future__ import annotations

import time

import pytest

from tests.patience import PATIENCE
from ui import slow_step as module
from ui.slow_step import slow_step


def test_a_step_that_takes_long_is_reported(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """While it is under way."""
    monkeypatch.setattr(module, "SECONDS", 0.01)
    deadline, said = time.monotonic() + PATIENCE, ""
    with slow_step("Loading the reader"):
        while not said and time.monotonic() < deadline:
            said = capsys.readouterr().err
            time.sleep(0.01)
    assert said == "Loading the reader ...\n"


def test_a_step_that_is_soon_done_is_not(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nor afterwards."""
    monkeypatch.setattr(module, "SECONDS", 0.3)
    for _ in range(3):
        with slow_step("Loading the reader"):
            pass
    time.sleep(0.5)
    assert capsys.readouterr().err == ""
