"""The process's private folder for uploads, which is removed when the process ends."""

from __future__ import annotations

import fcntl
import os
import shutil
import time
import weakref
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import gettempdir, mkdtemp

PREFIX = "onrecord-uploads-"
_UNFINISHED = "onrecord-unfinished-"
# A folder in memory, so that the page can be served even if the disk is full.
IN_MEMORY = Path("/dev/shm")  # noqa: S108 - only a folder with a random name is made in it
_SECONDS_TO_UPLOAD = 3_600.0


class Spool:
    """A folder with mode 0700 and a random name, in the first given place that accepts one.

    The process locks the folder, and the lock ends with the process, even if it is killed. So the
    next process can detect abandoned folders and remove them.
    """

    def __init__(self, places: Sequence[Path]) -> None:
        for place in places:
            remove_leftovers(place)
        self.folder, self._lock = _made(places)
        self._receiving = 0
        self._end = weakref.finalize(self, _removed, self.folder, self._lock)

    @classmethod
    def of_process(cls) -> Spool:
        """Make a folder in the system's temporary directory, or in memory if that fails."""
        return cls((Path(gettempdir()), IN_MEMORY))

    @contextmanager
    def receiving(self) -> Iterator[None]:
        """Make sure that the folder exists, and remove incomplete uploads after the block."""
        self._receiving += 1
        try:
            self._ready()
            yield
        finally:
            self._receiving -= 1
            self.tidy()

    def _ready(self) -> None:
        """Create the folder again if the system has cleaned the temporary directory."""
        if not self.folder.is_dir():
            self.folder.mkdir(mode=0o700)
            again = _held(self.folder)
            os.dup2(again, self._lock, inheritable=False)
            os.close(again)

    def tidy(self) -> None:
        """Make gradio's subfolders private, and remove incomplete uploads.

        While other uploads are being received, only old ones are removed, because any recent one
        may still be in progress.
        """
        for path in self.folder.iterdir() if self.folder.is_dir() else ():
            with suppress(FileNotFoundError):  # another upload has finished
                if path.is_dir():
                    path.chmod(0o700)
                elif not self._receiving or _age(path) > _SECONDS_TO_UPLOAD:
                    path.unlink()

    def holds(self, path: str) -> bool:
        """Return True if a path is the path of an upload, even one that was already removed."""
        try:
            inside = Path(path).resolve().relative_to(self.folder.resolve())
        except (OSError, ValueError):  # it is elsewhere, or not a valid path
            return False
        return len(inside.parts) == 2

    def close(self) -> None:
        """Remove the folder."""
        self._end()


def _age(path: Path) -> float:
    return time.time() - path.stat().st_mtime


def remove_leftovers(place: Path) -> None:
    """Remove the folders that ended processes of this user have left."""
    for folder in place.glob(f"{PREFIX}*"):
        with suppress(OSError), _if_left(folder):
            shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _if_left(folder: Path) -> Iterator[None]:
    """Lock this user's folder; raise OSError if it is another user's or its process is running."""
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW)
    try:
        if os.fstat(descriptor).st_uid != os.geteuid():
            raise PermissionError(folder)
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        yield
    finally:
        os.close(descriptor)


def _made(places: Sequence[Path]) -> tuple[Path, int]:
    """Create a folder, and lock it before it gets the name by which leftovers are found."""
    failure = OSError("no folder for uploads was given")
    for place in places:
        try:
            unfinished = Path(mkdtemp(prefix=_UNFINISHED, dir=place))
        except OSError as error:
            failure = error
            continue
        lock = _held(unfinished)
        name = PREFIX + unfinished.name.removeprefix(_UNFINISHED)
        return unfinished.rename(unfinished.with_name(name)), lock
    raise failure


def _held(folder: Path) -> int:
    descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    return descriptor


def _removed(folder: Path, lock: int) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    os.close(lock)
