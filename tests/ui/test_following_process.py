from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.patience import PATIENCE
from ui.exit_code import ExitCode
from ui.followed_sources import command_of
from ui.following_process import FollowingProcess, pause_after

# Each run notes that it began, and the second one waits for the end of its input.
RUN = """import sys
from pathlib import Path
note = Path(sys.argv[1])
note.write_text(note.read_text() + "." if note.exists() else ".")
if len(note.read_text()) < 2:
    sys.exit("onrecord: The disk is full.")
sys.stdin.read()
"""


def _until(happened: Callable[[], bool]) -> None:
    deadline = time.monotonic() + PATIENCE
    while not happened():
        assert time.monotonic() < deadline
        time.sleep(0.02)


def test_a_process_that_ended_is_started_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What it said and why it ended are printed; it ends with the block and is not restarted."""
    note = tmp_path / "note"
    process = FollowingProcess([sys.executable, "-c", RUN, str(note)], pauses=(0.1, 60))
    with process.running():
        _until(lambda: note.exists() and note.read_text("utf-8") == "..")
    assert process.end is not None
    assert process.end.reason == "exited with code 1 (The disk is full)"
    said = " ".join(capsys.readouterr().err.split())
    assert (
        "onrecord: The disk is full. The followed sources are not being read: the process" in said
    )
    assert said.count("exited with") == 1
    assert note.read_text("utf-8") == ".."


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        ([sys.executable, "-c", "import os; os.kill(os.getpid(), 9)"], "was killed by SIGKILL"),
        ([sys.executable, "-c", ""], "exited with code 0"),
        (["/nowhere/python"], "could not be started (No such file or directory)"),
    ],
)
def test_the_reason_is_what_the_system_says(command: list[str], reason: str) -> None:
    """Where the process said nothing; the block may end during the pause."""
    process = FollowingProcess(command, pauses=(PATIENCE, PATIENCE))
    with process.running():
        _until(lambda: process.end is not None)
    assert process.end is not None
    assert process.end.reason == reason
    assert (
        str(process.end)
        == f"the process that reads them {reason}. It will be restarted in 10 minutes."
    )


def test_pauses_grow_up_to_the_longest() -> None:
    """A process that cannot run costs little; one that ran for long is started again soon."""
    found = [0.0]
    for ran in (1, 1, 1, 1, 1, 301, 1):
        found.append(pause_after(found[-1], ran, (40, 300)))
    assert found[1:] == [40, 80, 160, 300, 300, 40, 80]


def test_no_file_of_the_working_directory_is_run_in_its_place(tmp_path: Path) -> None:
    """The command follows sources also where a file is called ui.py."""
    for name in ("ui", "index", "pathlib"):
        (tmp_path / f"{name}.py").write_text("open('ran', 'w').close()\n", encoding="utf-8")
    done = subprocess.run(  # noqa: S603 - our own program
        command_of(tmp_path / "archive"),
        cwd=tmp_path,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == ExitCode.OK, done.stderr
    assert "Following 0 sources." in done.stderr
    assert not (tmp_path / "ran").exists()
