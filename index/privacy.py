"""Privacy: a new archive belongs to its owner alone, whatever the umask."""

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

    An existing folder is tightened only if it is empty: somebody may rely on the permissions of
    one that is in use.
    """
    try:
        folder.mkdir(mode=0o700, parents=True)
    except FileExistsError:
        if folder.is_dir() and folder.stat().st_uid == os.geteuid() and not any(folder.iterdir()):
            folder.chmod(0o700)


def is_private(archive: Path) -> bool:
    """Return True if nobody but the owner has permissions on the catalogue, or if there is none.

    An archive made by an earlier version, or shared since, keeps its permissions: what is added
    to it follows the umask.
    """
    try:
        return not (archive / FILE_NAME).stat().st_mode & OTHERS
    except OSError:
        return True


def open_to_others(archive: Path) -> bool:
    """Return True if the folder and the catalogue in it have permissions for group or others."""
    return bool(archive.stat().st_mode & OTHERS) and not is_private(archive)


@contextmanager
def private_writing(archive: Path) -> Iterator[None]:
    """Give what is created inside the block no permissions for others if the archive is private.

    The umask does it, because SQLite, tantivy and Chroma (in a child process) create files too.
    It belongs to the whole process, so blocks that overlap in time share one change of it.
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
    """The umask of the process, without permissions for others while anybody needs that."""

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
