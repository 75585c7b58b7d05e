from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ui.uploads.upload_folder import PREFIX, Spool, remove_leftovers

ROOT = Path(__file__).parents[3]
HOLD = (
    "import sys; from pathlib import Path; from ui.uploads.upload_folder import Spool; "
    "spool = Spool([Path(sys.argv[1])]); (spool.folder / 'upload.txt').write_text('a draft'); "
    "print(spool.folder, flush=True); sys.stdin.read()"
)


@pytest.fixture(params=[0o000, 0o022])
def umask(request: pytest.FixtureRequest) -> Iterator[None]:
    """Run a test under a umask that lets others read, and one that lets them write too."""
    before = os.umask(request.param)
    yield
    os.umask(before)


def holder(place: Path) -> tuple[subprocess.Popen[str], Path]:
    """Start a process that has a folder with an upload in it."""
    process = subprocess.Popen(  # noqa: S603 - this interpreter, our own module
        [sys.executable, "-c", HOLD, str(place)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    return process, Path(process.stdout.readline().strip())


@pytest.mark.usefixtures("umask")
def test_the_folder_and_those_in_it_are_private(tmp_path: Path) -> None:
    """Whatever the umask is, and also where a cleaner has removed the folder."""
    spool = Spool([tmp_path])
    for _ in range(2):
        with spool.receiving():
            (spool.folder / "made by gradio").mkdir()
        modes = [path.stat().st_mode & 0o777 for path in (spool.folder, *spool.folder.iterdir())]
        assert modes == [0o700, 0o700]
        (spool.folder / "made by gradio").rmdir()
        spool.folder.rmdir()


def test_an_upload_that_broke_off_is_removed(tmp_path: Path) -> None:
    """At once, or later where it may be another one that is still going on."""
    spool = Spool([tmp_path])
    with spool.receiving():
        with spool.receiving():
            (spool.folder / "new").touch()
            (spool.folder / "old").touch()
            os.utime(spool.folder / "old", (0, 0))
        assert [path.name for path in spool.folder.iterdir()] == ["new"]
    assert [*spool.folder.iterdir()] == []


def test_it_is_removed_at_the_end(tmp_path: Path) -> None:
    """When it is closed, when nobody needs it, and when its process ends."""
    spool = Spool([tmp_path])
    spool.close()
    del spool
    process, folder = holder(tmp_path)
    assert (folder / "upload.txt").exists()
    process.communicate("")
    assert list(tmp_path.iterdir()) == []


def test_what_a_killed_process_left_is_removed_at_the_next_start(tmp_path: Path) -> None:
    """The folder of a process that runs stays."""
    running, kept = holder(tmp_path)
    killed, left = holder(tmp_path)
    killed.send_signal(signal.SIGKILL)
    killed.communicate()
    assert left.exists()
    spool = Spool([tmp_path])
    assert sorted(tmp_path.iterdir()) == sorted([kept, spool.folder])
    running.communicate("")


def test_what_is_not_a_folder_of_this_user_stays(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A link or a file under such a name, or a folder of somebody else, removes nothing."""
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (elsewhere / "file").touch()
    (tmp_path / f"{PREFIX}link").symlink_to(elsewhere)
    (tmp_path / f"{PREFIX}file").touch()
    (tmp_path / f"{PREFIX}folder").mkdir()
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    remove_leftovers(tmp_path)
    assert len(list(tmp_path.iterdir())) == 4
    assert (elsewhere / "file").exists()


def test_another_place_is_taken_where_the_first_has_no_room(tmp_path: Path) -> None:
    """Whatever is wrong with the temporary directory, the page can be served."""
    (tmp_path / "full").touch()
    spool = Spool([tmp_path / "full", tmp_path])
    assert spool.folder.parent == tmp_path
    with pytest.raises(OSError, match="full"):
        Spool([tmp_path / "full"])
