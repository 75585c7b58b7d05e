"""The process of `onrecord serve --follow` that reads the followed sources."""

from __future__ import annotations

import signal
import subprocess
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from time import monotonic

from ui.length_of_time import said
from ui.render.text.terminal import safe, tell

_PAUSES = (5.0, 300.0)
_MINUTE = 60


@dataclass(frozen=True, slots=True)
class End:
    """Why the process ended, and when it is started again."""

    reason: str
    again: datetime

    def __str__(self) -> str:
        """Return both in words, in the middle of a sentence about the sources."""
        left = (self.again - datetime.now(UTC)).total_seconds()
        then = f"will be restarted in {_in_words(left)}" if left > 0 else "is being restarted"
        return f"the process that reads them {self.reason}. It {then}."


class FollowingProcess:
    """A process that is started again whenever it ends.

    The pause before that doubles each time, from the first of `pauses` to the last. It starts over
    after a process that ran longer than the longest pause.
    """

    def __init__(self, command: Sequence[str], pauses: tuple[float, float] = _PAUSES) -> None:
        self._command, self._pauses = command, pauses
        self._guard = threading.Lock()
        self._stopping = threading.Event()
        self._child: subprocess.Popen[str] | None = None
        self.end: End | None = None

    @contextmanager
    def running(self) -> Iterator[None]:
        """Keep the process running while the block runs, and end it after that."""
        thread = threading.Thread(target=self._keep_running, daemon=True)
        thread.start()
        try:
            yield
        finally:
            with self._guard:
                self._stopping.set()
                if self._child is not None:
                    self._child.terminate()
            thread.join()

    def _keep_running(self) -> None:
        pause = 0.0
        while not self._stopping.is_set():
            started = monotonic()
            reason = self._run()
            if self._stopping.is_set():
                return
            pause = pause_after(pause, monotonic() - started, self._pauses)
            self.end = End(reason, datetime.now(UTC) + timedelta(seconds=pause))
            tell(safe(f"The followed sources are not being read: {self.end}"))
            self._stopping.wait(pause)

    def _run(self) -> str:
        """Run the process until it ends, print what it says, and return why it ended."""
        try:
            child = self._start()
        except OSError as error:
            return f"could not be started ({error.strerror})"
        if child is None or child.stderr is None:
            return "was not started"
        last = ""
        with child:
            for line in child.stderr:
                tell(safe(line.rstrip()))
                last = line.strip() or last
        return _reason(child.returncode, last.removeprefix("onrecord: ").rstrip("."))

    def _start(self) -> subprocess.Popen[str] | None:
        """Start the process, unless it is to stop already.

        In a session of its own, it gets no Ctrl-C from the terminal, which is meant for the server.
        It ends when its standard input is closed, even if the server is killed.
        """
        with self._guard:
            if self._stopping.is_set():
                return None
            self._child = subprocess.Popen(  # noqa: S603 - our own program
                self._command,
                stdin=subprocess.PIPE,
                stderr=subprocess.PIPE,
                encoding="utf-8",
                errors="replace",
                start_new_session=True,
            )
            return self._child


def pause_after(last: float, ran: float, pauses: tuple[float, float]) -> float:
    """Return the pause after a process that ran for `ran` seconds; `last` is the one before it."""
    first, longest = pauses
    return min(2 * last, longest) if last and ran <= longest else first


def _in_words(seconds: float) -> str:
    whole = max(1, round(seconds))
    return said(whole) if whole >= _MINUTE else f"{whole} second{'s' * (whole != 1)}"


def _reason(code: int, last: str) -> str:
    said_last = f" ({last[:200]})" if last else ""
    if code < 0:
        return f"was killed by {signal.Signals(-code).name}{said_last}"
    return f"exited with code {code}{said_last}"
