"""The process that builds or probes generations, from its parent's side."""

from __future__ import annotations

import atexit
import json
import os
import signal
import subprocess
import threading
from contextlib import suppress
from pathlib import Path
from typing import Any

from index.errors import ArchiveFull, GenerationUnusable
from index.own_module import own_module
from index.privacy import umask
from index.vectors.building import REPORT


class Builder:
    """An `index.vectors.building` process working on one job; it ends when its parent does.

    Starting one takes a second, nearly all of it for importing Chroma. So the process is kept for
    the next job, which runs in a child of its own. It exits after a minute without a job.
    """

    def __init__(self, archive: Path, place: Path | str, *arguments: str) -> None:
        self._place = Path(place)
        self._child = _spare.take() or _start()
        job = {"archive": str(archive.absolute()), "arguments": [str(place), *arguments]}
        self.tell(json.dumps({**job, "umask": umask()}))

    def tell(self, order: str) -> None:
        """Send a command. If the process has died, `end` reports the error."""
        if self._child.stdin is not None:
            with suppress(BrokenPipeError):
                self._child.stdin.write(f"{order}\n".encode())
                self._child.stdin.flush()

    def end(self) -> str:
        """Wait until the job is finished and return its result.

        Raise ArchiveFull or GenerationUnusable if it failed.
        """
        try:
            last, report = self._report()
        except BaseException:
            self.kill()
            raise
        if report is None:
            code = self._child.wait()
            _let_go(self._child)
            raise GenerationUnusable(self._place, _reason(code, last))
        _spare.keep(self._child)
        if report["code"] < 0 or (not report["result"] and report["code"]):
            raise GenerationUnusable(self._place, _reason(report["code"], last))
        if report["code"] == ArchiveFull.exit_code:
            raise ArchiveFull(report["result"])
        if report["code"] != 0:
            raise GenerationUnusable(self._place, report["result"])
        return str(report["result"])

    def kill(self) -> None:
        """Kill the process if it is running, and wait for it to exit."""
        _kill(self._child)

    def _report(self) -> tuple[str, dict[str, Any] | None]:
        """Return the last line before the report, and the report, or None if the process died."""
        last = ""
        for line in self._child.stdout or ():
            said = line.decode(errors="replace").strip()
            if said.startswith(REPORT):
                return last, json.loads(said.removeprefix(REPORT))
            last = said or last
        return last, None


class _Spare:
    """At most one process without a job."""

    def __init__(self) -> None:
        self._guard = threading.Lock()
        self._child: subprocess.Popen[bytes] | None = None
        atexit.register(self.end)

    def take(self) -> subprocess.Popen[bytes] | None:
        """Return the kept process if there is one and it is still running."""
        with self._guard:
            child, self._child = self._child, None
        if child is None or child.poll() is None:
            return child
        _let_go(child)
        return None

    def keep(self, child: subprocess.Popen[bytes]) -> None:
        """Keep a process for the next job, and end the one kept before."""
        with self._guard:
            before, self._child = self._child, child
        if before is not None:
            _kill(before)

    def end(self) -> None:
        """End the kept process, if there is one."""
        child = self.take()
        if child is not None:
            _kill(child)


def _start() -> subprocess.Popen[bytes]:
    return subprocess.Popen(  # noqa: S603 - this interpreter, this program, no shell
        own_module("index.vectors.building"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        cwd=Path(__file__).parents[2],
        process_group=0,  # so that it can be killed together with its child
    )


def _kill(child: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)
    child.wait()
    if child.stdout is not None:
        child.stdout.read()  # until its own child has exited too
    _let_go(child)


def _let_go(child: subprocess.Popen[bytes]) -> None:
    for pipe in (child.stdin, child.stdout):
        if pipe is not None:
            with suppress(BrokenPipeError):
                pipe.close()


def _reason(code: int, last: str) -> str:
    if code < 0:
        return f"the process working on them was killed by {signal.Signals(-code).name}"
    return last or f"the process working on them exited with code {code}"


_spare = _Spare()
