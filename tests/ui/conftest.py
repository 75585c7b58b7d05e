from __future__ import annotations

import pytest

from index.embedding.embedder import Embedder


@pytest.fixture(autouse=True)
def no_lingering(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait for no reader to leave: the client that tests use reads a stream to its end."""
    monkeypatch.setattr("ui.app.sessions.LINGER", 0)


@pytest.fixture(autouse=True)
def one_embedder(embedder: Embedder, monkeypatch: pytest.MonkeyPatch) -> None:
    """Load the embedding model once: commands run in this process, and each would load it."""
    monkeypatch.setattr("index.embedding.embedder.default_embedder", lambda: embedder)
