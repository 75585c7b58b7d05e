"""Stops: one answer at a time for each visitor, who may want it to end."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Answering(Exception):
    """An answer is being made for this visitor already; the message is meant for them."""


class Stops:
    """Carries the wish to stop from the button to the answer.

    The answer ends itself, so that no piece of it can arrive behind its end. (Gradio's own way,
    `cancels`, lets one through that was on its way.)
    """

    def __init__(self) -> None:
        self._answers: dict[str, threading.Event] = {}
        self._changing = threading.Lock()

    def ask(self, visitor: str) -> bool:
        """Ask that a visitor's answer ends; False where none is being made."""
        with self._changing:
            wanted = self._answers.get(visitor)
        if wanted is not None:
            wanted.set()
        return wanted is not None

    @contextmanager
    def heard(self, visitor: str) -> Iterator[Callable[[], bool]]:
        """Give an answer that is being made the question whether it shall end.

        Answering where another is being made: two would overwrite each other's conversation.
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
