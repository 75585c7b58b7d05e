"""A process of `onrecord serve`, and what it printed."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from tests.patience import PATIENCE
from ui.exit_code import ExitCode

ROOT = Path(__file__).parents[1]


@dataclass(frozen=True)
class Serving:
    """A running server: its port, the file that takes what it prints, and its process."""

    port: int
    log: Path
    process: int

    @property
    def said(self) -> str:
        """All that it has printed until now."""
        return self.log.read_text(encoding="utf-8")

    @property
    def address(self) -> str:
        """The address that it printed."""
        found = re.search(r"is running at (\S+)", self.said)
        assert found, self.said
        return found[1]


@contextmanager
def serving(
    archive: Path,
    log: Path,
    *arguments: str,
    environment: Mapping[str, str] = MappingProxyType({}),
    end: signal.Signals = signal.SIGTERM,
) -> Iterator[Serving]:
    """Serve an archive on 127.0.0.1 as a person would, and send a signal when the block ends."""
    port = free_port()
    command = [sys.executable, "-m", "ui", "--archive", str(archive), "serve", *arguments]
    with (
        log.open("wb") as output,
        subprocess.Popen(  # noqa: S603 - our own program
            [*command, "--port", str(port)],
            cwd=ROOT,
            stdout=output,
            stderr=subprocess.STDOUT,
            env=os.environ | environment,
        ) as process,
    ):
        try:
            until_it_listens(port, process, log)
            yield Serving(port, log, process.pid)
        finally:
            process.send_signal(end)
            code = process.wait(PATIENCE)
    assert code in (ExitCode.OK, ExitCode.INTERRUPTED, -end)


def until_it_listens(port: int, process: subprocess.Popen[bytes], log: Path) -> None:
    """Wait until a process listens on a port; RuntimeError with its log if it does not."""
    started = time.monotonic()
    while time.monotonic() - started < PATIENCE and process.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=2).close()
        except OSError:
            time.sleep(0.2)
        else:
            return
    raise RuntimeError(f"nothing listens on port {port}:\n{log.read_text(encoding='utf-8')}")


def free_port() -> int:
    """Find a port that nobody uses."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
