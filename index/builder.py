"""The process that builds a generation or probes one, as its parent sees it."""

from __future__ import annotations

import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from index.errors import ArchiveFull, GenerationUnusable


class Builder:
    """A running `index.building`; it ends when its standard input does, so with its parent."""

    def __init__(self, archive: Path, place: Path | str, *arguments: str) -> None:
        self._place = Path(place)
        command = [sys.executable, "-m", "index.building", str(archive.absolute()), str(place)]
        self._child = subprocess.Popen(  # noqa: S603 - this interpreter, this program, no shell
            [*command, *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            cwd=Path(__file__).parent.parent,
        )

    def tell(self, order: str) -> None:
        """Give it an order; that it has died already is told by `end`."""
        if self._child.stdin is not None:
            with suppress(BrokenPipeError):
                self._child.stdin.write(f"{order}\n".encode())
                self._child.stdin.flush()

    def end(self) -> str:
        """Wait for its end and return its last words.

        ArchiveFull or GenerationUnusable when it failed.
        """
        try:
            # Not `communicate`: that would close the standard input.
            said = self._child.stdout.read() if self._child.stdout else b""
            code = self._child.wait()
        except BaseException:
            self.kill()
            raise
        self._let_go()
        last = said.decode(errors="replace").strip().rpartition("\n")[2]
        if code == ArchiveFull.exit_code:
            raise ArchiveFull(last)
        if code != 0:
            raise GenerationUnusable(self._place, _reason(code, last))
        return last

    def kill(self) -> None:
        """End it now, if it runs."""
        self._child.kill()
        self._child.wait()
        self._let_go()

    def _let_go(self) -> None:
        for pipe in (self._child.stdin, self._child.stdout):
            if pipe is not None:
                with suppress(BrokenPipeError):
                    pipe.close()


def _reason(code: int, last: str) -> str:
    if code < 0:
        return f"the process that worked on them died of {signal.Signals(-code).name}"
    return last or f"the process that worked on them ended with {code}"
