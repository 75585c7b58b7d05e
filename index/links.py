"""Links: a temporary folder with links to the files of a read-only one."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory


def linked(folder: Path) -> TemporaryDirectory[str]:
    """Create a temporary folder of links to all files of a folder except its locks."""
    links = TemporaryDirectory(prefix="onrecord-")
    for file in folder.absolute().iterdir():
        if not file.name.endswith(".lock"):
            (Path(links.name) / file.name).symlink_to(file)
    return links
