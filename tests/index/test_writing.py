from __future__ import annotations

import threading
from typing import Any

from index.writing import Writing
from tests.index.fakes import FakeEmbedder
from tests.patience import PATIENCE


class NotingEmbedder(FakeEmbedder):
    """Notes in which thread it was used."""

    def __init__(self) -> None:
        super().__init__()
        self.used = threading.Event()
        self.threads: list[threading.Thread] = []

    def embed_question(self, text: str) -> Any:
        """Embed a question."""
        self.threads.append(threading.current_thread())
        self.used.set()
        return super().embed_question(text)


def test_the_process_waits_for_a_model_that_is_loading() -> None:
    """A thread that OpenVINO runs in must not outlive the interpreter: that ends in SIGABRT."""
    embedder = NotingEmbedder()
    session: Any = Writing(None, None, embedder)  # type: ignore[arg-type]
    reading = threading.Thread(target=session.prepare, daemon=True)
    reading.start()
    assert embedder.used.wait(PATIENCE)
    assert [thread.daemon for thread in embedder.threads] == [False]
