"""The lock that lets one process at a time write to an archive."""

from __future__ import annotations

import fcntl
import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

from index.errors import ArchiveLocked

_PAUSE = 0.05


@contextmanager
def writer_lock(path: Path, wait: float = 0.0) -> Iterator[None]:
    """Hold the lock inside the block; raise ArchiveLocked if it is not free within `wait` seconds.

    The kernel releases the lock when its holder exits for any reason, so a lock file that was left
    behind locks nothing.
    """
    # Append mode: waiting processes open the file and must not erase what the holder wrote.
    with path.open("a+", encoding="utf-8") as file:
        _acquire(file.fileno(), path, wait)
        file.truncate(0)
        file.write(_signature())
        file.flush()
        try:
            yield
        finally:
            file.truncate(0)


def _acquire(descriptor: int, path: Path, wait: float) -> None:
    deadline = time.monotonic() + wait
    while True:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            if time.monotonic() >= deadline:
                raise ArchiveLocked(_message(path, wait)) from None
            time.sleep(_PAUSE)
        else:
            return


def _signature() -> str:
    # Never the command line as typed: anyone with access to the folder can read this file.
    since = datetime.now(UTC).isoformat(timespec="seconds")
    return json.dumps({"pid": os.getpid(), "since": since})


def _message(path: Path, wait: float) -> str:
    try:
        holder = json.loads(path.read_text(encoding="utf-8"))
        who = f"process {holder['pid']} (since {holder['since']})"
    except (ValueError, KeyError, TypeError, OSError):
        who = "another process"
    waited = f" and did not finish within {wait:g} s" if wait else ""
    return (
        f"The archive {path.parent} is in use by {who}{waited}. Try again later, or wait for it "
        "to finish with --wait SECONDS."
    )


# SQLite and Chroma each create files of 32 kB beside the files that they read.
_ROOM = 2**20


def can_be_written(folder: Path) -> bool:
    """Return True if files can be created in the folder."""
    return os.access(folder, os.W_OK | os.X_OK)


def is_full(folder: Path) -> bool:
    """Return True if the folder's disk has no room for another small file."""
    disk = os.statvfs(folder)
    # Some file systems do not count inodes and report 0 of 0.
    return disk.f_bavail * disk.f_frsize < _ROOM or (disk.f_files > 0 and disk.f_favail == 0)
