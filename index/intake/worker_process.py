"""The process that reads articles, from its parent's side."""

from __future__ import annotations

import os
import subprocess
import sys
import weakref
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from index.errors import ArchiveDamaged, ArchiveError, ArchiveFull, ArchiveLocked
from index.intake.message import Done, Failed, Message, Ready, decoded
from index.intake.task import Task, encoded

_ERRORS = {kind.__name__: kind for kind in (ArchiveDamaged, ArchiveFull, ArchiveLocked)}


class WorkerDied(Exception):
    """The process ended in the middle of a task; the code is `subprocess`'s return code."""

    def __init__(self, code: int) -> None:
        super().__init__(str(code))
        self.code = code


class Worker:
    """A running `index.intake.analysis`. It ends with its parent, or after a long idle time."""

    def __init__(self, module: str, seconds: float) -> None:
        far, near = os.pipe()
        try:
            self._child = subprocess.Popen(  # noqa: S603 - this interpreter, this program, no shell
                [sys.executable, "-m", module, str(seconds), str(far)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                pass_fds=[far],
                cwd=Path(__file__).parents[2],
            )
        finally:
            os.close(far)
        # Also at the exit of this process, and when the worker is garbage-collected.
        self.kill = weakref.finalize(self, _kill, self._child, near)
        self.has_started = False
        self.is_idle = True

    @property
    def is_alive(self) -> bool:
        """Return True if the process is running."""
        return self._child.poll() is None

    def messages(self, task: Task) -> Iterator[Message]:
        """Send a task and yield its messages; raise WorkerDied if the process dies first."""
        self.is_idle = False
        if self._child.stdin is not None:
            with suppress(BrokenPipeError):  # it has exited, and its messages end too
                self._child.stdin.write(encoded(task))
                self._child.stdin.flush()
        for line in self._child.stdout or ():
            match decoded(line):
                case Ready():
                    self.has_started = True
                case Done():
                    self.is_idle = True
                    return
                case Failed(kind, said):
                    raise _ERRORS.get(kind, ArchiveError)(said)
                case message:
                    yield message
        raise WorkerDied(self._child.wait())


def _kill(child: subprocess.Popen[bytes], lifeline: int) -> None:
    child.kill()
    child.wait()
    os.close(lifeline)
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with suppress(BrokenPipeError):
                pipe.close()
