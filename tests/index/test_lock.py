from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from index.errors import ArchiveLocked
from index.lock import writer_lock
from tests.patience import PATIENCE

HOLDER = """
import sys
from pathlib import Path
from index.lock import writer_lock
with writer_lock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_a_second_writer_is_told_who_holds_the_lock(tmp_path: Path) -> None:
    """The refusal names the process and since when, and ends with exit code 75."""
    path = tmp_path / "writer.lock"
    with writer_lock(path), pytest.raises(ArchiveLocked) as refused, writer_lock(path):
        pass
    assert f"process {os.getpid()} (since 2" in str(refused.value)
    assert refused.value.exit_code == 75


def test_what_was_typed_is_written_nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Neither the lock, which others may read, nor the message has an argument of the command."""
    monkeypatch.setattr(sys, "argv", ["onrecord", "serve", "--secret", "hunter22"])
    path = tmp_path / "writer.lock"
    with writer_lock(path):
        written = path.read_text(encoding="utf-8")
        with pytest.raises(ArchiveLocked) as refused, writer_lock(path):
            pass
    assert str(os.getpid()) in written
    assert "hunter22" not in written + str(refused.value)


def test_a_second_writer_may_wait(tmp_path: Path) -> None:
    """A writer that waits gets the lock when the first one lets go."""
    path = tmp_path / "writer.lock"
    held = threading.Event()

    def hold() -> None:
        with writer_lock(path):
            held.set()
            time.sleep(0.3)

    first = threading.Thread(target=hold)
    first.start()
    held.wait()
    with writer_lock(path, wait=PATIENCE):
        first.join()
        assert not first.is_alive()


def test_waiting_ends(tmp_path: Path) -> None:
    """A writer that has waited as long as it was told gives up and says so."""
    path = tmp_path / "writer.lock"
    with (
        writer_lock(path),
        pytest.raises(ArchiveLocked, match=r"within 0\.1 s\."),
        writer_lock(path, wait=0.1),
    ):
        pass


def test_a_killed_holder_holds_nothing(tmp_path: Path) -> None:
    """The lock of a process that was killed is free, whatever its file still says."""
    path = tmp_path / "writer.lock"
    with subprocess.Popen(  # noqa: S603 - this interpreter
        [sys.executable, "-c", HOLDER, str(path)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=Path(__file__).parents[2],
    ) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(ArchiveLocked, match=f"process {holder.pid} "), writer_lock(path):
            pass
        holder.send_signal(signal.SIGKILL)
    with writer_lock(path):
        assert path.read_text(encoding="utf-8").startswith("{")
