from __future__ import annotations

import pytest


@pytest.fixture(autouse=True)
def no_lingering(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for no reader to leave: the client that tests use reads a stream to its end."""
    monkeypatch.setattr("ui.app.streams.LINGER", 0)
