"""Limit each visitor to one answer at a time, and let them stop it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Answering(Exception):
    """Another answer for this visitor is under way. The message is shown to the visitor."""


class Stops:
    """Passes stop requests from the Stop button to the answer.

    The answer ends itself, so that nothing can arrive after its end. (With gradio's own `cancels`,
    an update that was already under way still arrives.)
    """

    def __init__(self) -> None:
        self._answers: dict[str, threading.Event] = {}
        self._changing = threading.Lock()

    def ask(self, visitor: str) -> bool:
        """Ask a visitor's answer to stop; return False if there is none under way."""
        with self._changing:
            wanted = self._answers.get(visitor)
        if wanted is not None:
            wanted.set()
        return wanted is not None

    @contextmanager
    def heard(self, visitor: str) -> Iterator[Callable[[], bool]]:
        """Yield a function that returns True once the answer should stop.

        Raise Answering if another answer is under way, because the two would overwrite each other
        in the conversation.
        """
        wanted = threading.Event()
        with self._changing:
            if visitor in self._answers:
                raise Answering("An answer is still being written. Wait for it, or stop it first.")
            self._answers[visitor] = wanted
        try:
            yield wanted.is_set
        finally:
            with self._changing:
                del self._answers[visitor]
