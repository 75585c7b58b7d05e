"""The lock that one process holds while it follows sources for an archive."""

from __future__ import annotations

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from index.errors import ArchiveLocked
from index.privacy import make_folder, private_writing

LOCK = "following.lock"


@contextmanager
def following_lock(folder: Path) -> Iterator[None]:
    """Hold the lock for following sources; raise ArchiveLocked if another process has it."""
    make_folder(folder)
    with private_writing(folder), (folder / LOCK).open("a+") as file:
        try:
            fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ArchiveLocked(
                f"Another process is already following sources for the archive {folder}, and "
                "picks up the sources that you add. Stop it to follow them from here."
            ) from None
        yield


def is_followed(folder: Path) -> bool:
    """Return True if a process is following sources for the archive now."""
    try:
        with (folder / LOCK).open("rb") as file:
            fcntl.flock(file.fileno(), fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    except OSError:
        return False
    return False
