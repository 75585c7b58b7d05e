"""Stops: visitors who want the answer that is being made for them to end."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Stops:
    """Carries the wish to stop from the button to the answer.

    The answer ends itself, so that no piece of it can arrive behind its end. (Gradio's own way,
    `cancels`, lets one through that was on its way.)
    """

    def __init__(self) -> None:
        self._answers: dict[str, list[threading.Event]] = {}
        self._changing = threading.Lock()

    def ask(self, visitor: str) -> bool:
        """Ask that a visitor's answers end; False where none is being made."""
        with self._changing:
            answers = list(self._answers.get(visitor, ()))
        for wanted in answers:
            wanted.set()
        return bool(answers)

    @contextmanager
    def heard(self, visitor: str) -> Iterator[Callable[[], bool]]:
        """Give an answer that is being made the question whether it shall end."""
        wanted = threading.Event()
        with self._changing:
            self._answers.setdefault(visitor, []).append(wanted)
        try:
            yield wanted.is_set
        finally:
            with self._changing:
                self._answers[visitor].remove(wanted)
                if not self._answers[visitor]:
                    del self._answers[visitor]
