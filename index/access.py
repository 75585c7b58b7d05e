"""Access: whether an archive can be written where it lies, or only read."""

from __future__ import annotations

import os
from pathlib import Path

# SQLite and Chroma each make files of 32 kB beside what they read.
_ROOM = 2**20


def can_be_written(folder: Path) -> bool:
    """Return True if files can be made in a folder: it may be another's, or on a read-only disk."""
    return os.access(folder, os.W_OK | os.X_OK)


def is_full(folder: Path) -> bool:
    """Return True if the disk of a folder has no room for another small file."""
    disk = os.statvfs(folder)
    # Some file systems count no inodes, and report 0 of 0.
    return disk.f_bavail * disk.f_frsize < _ROOM or (disk.f_files > 0 and disk.f_favail == 0)
