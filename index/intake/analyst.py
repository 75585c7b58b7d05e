"""Reading articles in a separate process, where a bad file cannot block anything else.

The process refuses an article that takes too much processor time or memory, and continues. If the
process dies, because the kernel enforces a limit or a parser crashes, the current article is
refused and another process continues after it.
"""

from __future__ import annotations

import os
import signal
import subprocess
import threading
import weakref
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cache
from pathlib import Path

from index.admission import AS_USUAL, Admission
from index.errors import (
    ArchiveDamaged,
    ArchiveError,
    ArchiveFull,
    ArchiveLocked,
    ReadingUnavailable,
)
from index.intake.event import Draft, PurgedRecord, SeenRecord, TakenFile, UnpublishedRecord
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
    message_of,
    task_line,
)
from index.own_module import own_module
from sources.article import Metadata, Page
from sources.effort import ARTICLE_SECONDS, NEXT_STEP, too_slow
from sources.errors import Refusal

_ERRORS = {kind.__name__: kind for kind in (ArchiveDamaged, ArchiveFull, ArchiveLocked)}


class WorkerDied(Exception):
    """The process ended in the middle of a task; the code is `subprocess`'s return code."""

    def __init__(self, code: int) -> None:
        super().__init__(str(code))
        self.code = code


class Worker:
    """A running `index.intake.worker`. It ends with its parent, or after a long idle time."""

    def __init__(self, module: str, seconds: float) -> None:
        far, near = os.pipe()
        try:
            self._child = subprocess.Popen(  # noqa: S603 - this interpreter, this program, no shell
                own_module(module, str(seconds), str(far)),
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
                self._child.stdin.write(task_line(task))
                self._child.stdin.flush()
        for line in self._child.stdout or ():
            match message_of(line):
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


ReadEvent = Draft | SeenRecord | PurgedRecord | UnpublishedRecord | TakenFile | Refusal
# Per file: each costs up to a minute, and a file may hold a million.
MOST_BAD_RECORDS = 3


class Analyst:
    """Read articles in one process at a time, which is kept for the next session."""

    def __init__(
        self, seconds: float = ARTICLE_SECONDS, module: str = "index.intake.worker"
    ) -> None:
        self._seconds = seconds
        self._module = module
        self._guard = threading.Lock()
        self._idle: Worker | None = None

    @contextmanager
    def session(self, archive: Path | None = None) -> Iterator[Session]:
        """Yield a session for an archive, or none; no process starts before the first request."""
        session = Session(self, archive, self._seconds)
        try:
            yield session
        finally:
            session.end()

    def worker(self) -> Worker:
        """Return an idle process."""
        with self._guard:
            idle, self._idle = self._idle, None
        return idle if idle and idle.is_alive else Worker(self._module, self._seconds)

    def take_back(self, worker: Worker) -> None:
        """Keep an idle process for the next session if none is kept yet."""
        with self._guard:
            if self._idle is None:
                self._idle = worker
                return
        worker.kill()


@cache
def shared_analyst() -> Analyst:
    """Return this process's shared analyst, because starting another takes half a second."""
    return Analyst()


class Session:
    """A session that reads files and versions for one archive."""

    def __init__(self, analyst: Analyst, archive: Path | None, seconds: float) -> None:
        self._analyst = analyst
        self._archive = None if archive is None else archive.absolute()
        self._seconds = seconds
        self._worker: Worker | None = None

    def read(
        self, file: TakenFile, metadata: Metadata, admission: Admission = AS_USUAL
    ) -> Iterator[ReadEvent]:
        """Yield an event for each record of a file, and for the file if nothing was refused."""
        passed = 0
        for _ in range(MOST_BAD_RECORDS):
            begun = None
            try:
                task = ReadFile(file, metadata, self._archive, passed, admission)
                for message in self._answers(task):
                    if isinstance(message, Begun):
                        begun = message.origin
                    elif isinstance(message, ReadEvent):
                        begun = None
                        passed += not isinstance(message, TakenFile)
                        yield message
            except WorkerDied as death:
                if begun is None:
                    yield self._unread(file.path, death, passed)
                    return
                passed += 1
                yield self._refusal(begun, death)
            else:
                return
        yield rest_unread(file.path)

    def analyse(self, keys: tuple[int, ...]) -> Iterator[Draft | Refusal]:
        """Yield the current rules' findings in each stored version, in the order of the keys."""
        if self._archive is None:
            return
        done = 0
        while done < len(keys):
            begun = ""
            try:
                for message in self._answers(ReadVersions(keys[done:], self._archive)):
                    if isinstance(message, Begun):
                        begun = message.origin
                    elif isinstance(message, Draft | Refusal):
                        done += 1
                        yield message
            except WorkerDied as death:
                done += 1
                yield self._refusal(begun, death)

    def pages(self, path: Path) -> Iterator[Page | Refusal]:
        """Yield the pages of a file as they are read."""
        try:
            for message in self._answers(ReadPages(path.absolute())):
                if isinstance(message, Page | Refusal):
                    yield message
        except WorkerDied as death:
            yield self._refusal(str(path), death)

    def end(self) -> None:
        """Close the archive; kill a process that is still working."""
        worker, self._worker = self._worker, None
        if worker is None:
            return
        if not worker.is_idle:
            worker.kill()
            return
        try:
            for _ in worker.messages(LetGo()):
                pass
        except WorkerDied:
            worker.kill()
        else:
            self._analyst.take_back(worker)

    def _answers(self, task: Task) -> Iterator[Message]:
        while True:
            if self._worker is None:
                self._worker = self._analyst.worker()
            worker = self._worker
            try:
                yield from worker.messages(task)
            except WorkerDied as death:
                self._worker = None
                worker.kill()
                if not worker.has_started:
                    raise ReadingUnavailable(_cause(death)) from death
                if death.code:
                    raise
                # It had been idle too long and exited before it was asked.
            else:
                return

    def _unread(self, path: str, death: WorkerDied, passed: int) -> Refusal:
        refusal = self._refusal(path, death)
        if not passed:
            return refusal
        said = f"{refusal.reason}; records read before that: {passed:,}"
        return Refusal(path, said, refusal.next_step)

    def _refusal(self, origin: str, death: WorkerDied) -> Refusal:
        if death.code == -signal.SIGXCPU:
            return Refusal(origin, too_slow(self._seconds), NEXT_STEP)
        return Refusal(origin, f"the process reading it {_cause(death)}", NEXT_STEP)


def rest_unread(path: str) -> Refusal:
    """Return the refusal for the rest of a file with too many bad records."""
    return Refusal(
        path,
        f"the rest was not read, because {MOST_BAD_RECORDS} of its records could not be analysed",
        "remove them from the file and add it again",
    )


def _cause(death: WorkerDied) -> str:
    if death.code == -signal.SIGKILL:
        return "was killed, perhaps because memory ran out"
    if death.code < 0:
        return f"was killed by {signal.Signals(-death.code).name}"
    return f"exited with code {death.code}; its error is printed above"
