"""Links: a folder of one's own that shows the files of another one, which cannot be written."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory


def linked(folder: Path) -> TemporaryDirectory[str]:
    """Make a folder of links to all files of a folder but its locks; it goes when let go of."""
    links = TemporaryDirectory(prefix="onrecord-")
    for file in folder.absolute().iterdir():
        if not file.name.endswith(".lock"):
            (Path(links.name) / file.name).symlink_to(file)
    return links
