"""Access checks: whether an archive can be written or only read."""

from __future__ import annotations

import os
from pathlib import Path

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
