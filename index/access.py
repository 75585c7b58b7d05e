"""Access: whether an archive can be written where it stands, or only read."""

from __future__ import annotations

import os
from pathlib import Path


def can_be_written(folder: Path) -> bool:
    """Say whether files can be made in a folder: it may be another's, or on a read-only disk."""
    return os.access(folder, os.W_OK | os.X_OK)
