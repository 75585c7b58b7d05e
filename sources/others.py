"""Counts of the unsupported files in a folder."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from sources.file_ending import SIDECAR_ENDING, ending_of, full_suffix


def others(paths: Iterable[Path]) -> Counter[str]:
    """Count the skipped files by ending, ignoring hidden ones."""
    found: Counter[str] = Counter()
    for path in paths:
        for folder, folders, names in os.walk(path):
            folders[:] = [name for name in folders if not name.startswith(".")]
            found.update(
                full_suffix(name)
                for name in names
                if not (name.startswith(".") or _is_known(Path(folder), name))
            )
    return found


def hidden(paths: Iterable[Path]) -> int:
    """Count the hidden files with a supported ending, and those in hidden folders."""
    count = 0
    for path in paths:
        for folder, _, names in os.walk(path):
            within = Path(folder).relative_to(path).parts
            is_hidden = any(part.startswith(".") for part in within)
            count += sum(is_hidden or name.startswith(".") for name in names if ending_of(name))
    return count


def _is_known(folder: Path, name: str) -> bool:
    read = bool(ending_of(name)) or name.lower().endswith(SIDECAR_ENDING)
    return read or (folder / name).is_symlink()
