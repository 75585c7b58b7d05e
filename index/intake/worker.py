"""The process that reads articles and analyses stored ones.

    python -m index.intake.worker SECONDS LIFELINE

LIFELINE is the number of a pipe that the parent holds open and never writes to. Each line of the
standard input is a task, and the standard output answers it with messages. The content of articles
is untrusted. This process has no more memory than an article may need, each article has a limit of
processor time, and a crash of the process stops nothing else.
"""

from __future__ import annotations

import fcntl
import os
import resource
import select
import signal
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from index.catalogue.database import Catalogue
from index.errors import ArchiveError
from index.intake.event import Draft
from index.intake.intake import Intake
from index.intake.layer import found_in
from index.intake.message import (
    Begun,
    Done,
    Failed,
    LetGo,
    Message,
    ReadFile,
    ReadPages,
    ReadVersions,
    Ready,
    Task,
    message_line,
    task_of,
)
from index.intake.warnings import name_pages_in_warnings
from index.passage_cutting import passages
from sources.article import Page
from sources.effort import limited
from sources.errors import Refusal, Unreadable
from sources.reading import discover, read

# A list of articles in 100 MB of JSON, the longest allowed, takes about a quarter of it.
MOST_BYTES = 4 * 2**30
# The process then exits: a server that adds articles once a day need not keep its memory.
_IDLE_SECONDS = 60.0


class Analysis:
    """Carry out tasks and report the results."""

    def __init__(self, answers: BinaryIO, seconds: float) -> None:
        self._answers = answers
        self._seconds = seconds
        self._catalogue: Catalogue | None = None

    def tell(self, message: Message) -> None:
        """Send a message at once."""
        self._answers.write(message_line(message))
        self._answers.flush()

    def carry_out(self, task: Task) -> None:
        """Send the results of a task."""
        try:
            match task:
                case ReadFile():
                    self._read(task)
                case ReadVersions():
                    self._analyse(task)
                case ReadPages():
                    self._pages(task.path)
                case LetGo():
                    self._let_go()
        except ArchiveError as error:
            self.tell(Failed(type(error).__name__, str(error)))

    def _read(self, task: ReadFile) -> None:
        catalogue = None if task.archive is None else self._open(task.archive)
        intake = Intake((), (), (), task.metadata, catalogue, {}, task.admission)
        for event in intake.records(task.file, task.passed, self._seconds, self._begin):
            self.tell(event)

    def _analyse(self, task: ReadVersions) -> None:
        catalogue = self._open(task.archive)
        for key in task.keys:
            with catalogue.reading() as snapshot:
                article, path, digest = snapshot.stored(key)
            self._begin(article.origin)
            try:
                with limited(self._seconds):
                    cut, found = passages(article), found_in(article)
            except Unreadable as error:
                self.tell(error.refusal(article.origin))
            else:
                self.tell(Draft(article, cut, found, path, digest, known=True))

    def _pages(self, path: Path) -> None:
        for file in discover([path]):
            pages: Iterator[Page | Refusal] = (
                iter([file]) if isinstance(file, Refusal) else read(file)
            )
            while (page := self._next(pages, path)) is not None:
                self.tell(page)

    def _next(self, pages: Iterator[Page | Refusal], path: Path) -> Page | Refusal | None:
        try:
            with limited(self._seconds):
                return next(pages, None)
        except Unreadable as error:
            return error.refusal(str(path))

    def _begin(self, origin: str) -> None:
        self.tell(Begun(origin))

    def _open(self, folder: Path) -> Catalogue:
        if self._catalogue is None:
            self._catalogue = Catalogue(folder)
        return self._catalogue

    def _let_go(self) -> None:
        if self._catalogue is not None:
            self._catalogue.close()
            self._catalogue = None


def main(arguments: list[str]) -> int:
    """Carry out the parent's tasks until it exits or sends no more."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent handles interrupts
    signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    _end_with_parent(int(arguments[1]))
    _limit_memory()
    name_pages_in_warnings()
    # Keep the output of libraries out of the messages.
    with os.fdopen(os.dup(sys.stdout.fileno()), "wb") as answers:
        os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
        analysis = Analysis(answers, float(arguments[0]))
        analysis.tell(Ready())
        while select.select([sys.stdin], [], [], _IDLE_SECONDS)[0]:
            line = sys.stdin.buffer.readline()
            if not line:
                break
            analysis.carry_out(task_of(line))
            analysis.tell(Done())
    return 0


def _end_with_parent(lifeline: int) -> None:
    """Have the kernel end this process with its parent, even in native code that never returns.

    The kernel sends SIGIO when the pipe closes, however the parent dies. A pipe that carries tasks
    would not work: SIGIO is also sent for each write, and perhaps after it was read. If SIGIO is
    ignored by default (macOS), the process ends at its next message instead.
    """
    fcntl.fcntl(lifeline, fcntl.F_SETOWN, os.getpid())
    flags = fcntl.fcntl(lifeline, fcntl.F_GETFL)
    fcntl.fcntl(lifeline, fcntl.F_SETFL, flags | os.O_ASYNC)
    if select.select([lifeline], [], [], 0)[0]:  # the parent has already exited
        os._exit(1)


def _limit_memory() -> None:
    for what, most in ((resource.RLIMIT_AS, MOST_BYTES), (resource.RLIMIT_CORE, 0)):
        hard = resource.getrlimit(what)[1]
        limit = most if hard == resource.RLIM_INFINITY else min(most, hard)
        with suppress(ValueError, OSError):  # macOS cannot limit the address space
            resource.setrlimit(what, (limit, hard))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
