"""Atomic file writes."""

from __future__ import annotations

import os
from pathlib import Path


def replace_file(path: Path, content: bytes, mode: int | None = None) -> None:
    """Write a file, replacing any existing one; `mode` sets its permissions.

    After an interruption the path holds either the old file or the whole new one.
    """
    beside = path.with_name(f".{path.name}.new")
    with beside.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    if mode is not None:
        beside.chmod(mode)
    beside.replace(path)


def write_new(path: Path, content: bytes, mode: int = 0o666) -> None:
    """Write a new file; raise FileExistsError if it exists."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        try:
            file.write(content)
            file.flush()
        except OSError:  # an incomplete file would block this name for the whole one
            path.unlink()
            raise
