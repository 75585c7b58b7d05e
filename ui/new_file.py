"""Files that are written whole or not at all, and never over another."""

from __future__ import annotations

import os
from pathlib import Path


def write_new(path: Path, data: bytes, mode: int = 0o666) -> None:
    """Write a file that is not there yet; FileExistsError if it is."""
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode), "wb") as file:
        try:
            file.write(data)
            file.flush()
        except OSError:  # half a file would keep the whole one from this name
            path.unlink()
            raise
