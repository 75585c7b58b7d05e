"""Private permissions for new archives, whatever the umask."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.catalogue.database import FILE_NAME

OTHERS = 0o077


def make_folder(folder: Path) -> None:
    """Create the folder of an archive with mode 0700.

    An existing folder is only tightened if it is empty. Others may rely on the permissions of a
    folder that is in use.
    """
    try:
        folder.mkdir(mode=0o700, parents=True)
    except FileExistsError:
        if folder.is_dir() and folder.stat().st_uid == os.geteuid() and not any(folder.iterdir()):
            folder.chmod(0o700)


def is_private(archive: Path) -> bool:
    """Return True if only the owner has permissions on the catalogue, or if there is none.

    An archive that was made by an earlier version or shared since keeps its permissions. New files
    in it follow the umask.
    """
    try:
        return not (archive / FILE_NAME).stat().st_mode & OTHERS
    except OSError:
        return True


def open_to_others(archive: Path) -> bool:
    """Return True if the group or others have permissions on both the folder and its catalogue."""
    return bool(archive.stat().st_mode & OTHERS) and not is_private(archive)


@contextmanager
def private_writing(archive: Path) -> Iterator[None]:
    """Create files inside the block without permissions for others if the archive is private.

    This changes the umask, because SQLite, tantivy and Chroma (in a child process) create files
    too. The umask belongs to the whole process, so overlapping blocks share one change of it.
    """
    if not is_private(archive):
        yield
        return
    _tightened.begin()
    try:
        yield
    finally:
        _tightened.end()


class _Tightened:
    """The umask of the process, tightened while any block needs it."""

    def __init__(self) -> None:
        self._changing = threading.Lock()
        self._users = 0
        self._before = 0

    def begin(self) -> None:
        with self._changing:
            if not self._users:
                self._before = os.umask(OTHERS)
                os.umask(self._before | OTHERS)
            self._users += 1

    def now(self) -> int:
        with self._changing:
            mask = os.umask(OTHERS)
            os.umask(mask)
            return mask

    def end(self) -> None:
        with self._changing:
            self._users -= 1
            if not self._users:
                os.umask(self._before)


_tightened = _Tightened()


def umask() -> int:
    """Return the umask of this process."""
    return _tightened.now()
