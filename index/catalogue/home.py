"""Home: the folder of an archive when it was created, which the names of its own files keep.

An archive may be moved. The origins of its followed pages and uploads identify their articles, so
they stay as they were in the first folder, and are translated when files are read.
"""

from __future__ import annotations

import os
import sqlite3
from dataclasses import dataclass
from pathlib import Path, PurePath

from sources.following.spool import FOLLOWED

UPLOADS = "uploads"
OWN_FOLDERS = (UPLOADS, FOLLOWED)
SETTING = "home"
# Names that are looked at in an archive from before this setting.
_MOST_TRIED = 1_000


@dataclass(frozen=True, slots=True)
class Home:
    """The current folder of an archive, and its first one, both with links resolved."""

    folder: str
    first: str

    @classmethod
    def of(cls, connection: sqlite3.Connection, folder: Path) -> Home:
        """Return the home of the archive in a folder, derived from its origins if it is old."""
        now = str(folder.resolve())
        row = connection.execute("SELECT value FROM settings WHERE name = ?", (SETTING,)).fetchone()
        return cls(now, str(row[0]) if row else _derived(connection, now))

    def stored(self, name: str) -> str:
        """Return the stored form of a path or origin."""
        return _moved(name, self.folder, self.first)

    def current(self, name: str) -> str:
        """Return the current path of a stored path or origin."""
        return _moved(name, self.first, self.folder)

    def is_followed(self, name: str) -> bool:
        """Return True if a path or origin is a page that the archive fetched."""
        return self.current(name).startswith(f"{self.folder}{os.sep}{FOLLOWED}{os.sep}")


def _moved(name: str, start: str, end: str) -> str:
    if start != end:
        for own in OWN_FOLDERS:
            if name.startswith(f"{start}{os.sep}{own}{os.sep}"):
                return end + name[len(start) :]
    return name


def _derived(connection: sqlite3.Connection, folder: str) -> str:
    """Return the folder that an archive's origins name, if its files are in `folder` now."""
    for own in OWN_FOLDERS:
        place = Path(folder) / own
        if not place.is_dir():
            continue
        bounds = (f"{place}{os.sep}", f"{place}{chr(ord(os.sep) + 1)}")
        sql = "SELECT 1 FROM articles WHERE origin > ? AND origin < ? LIMIT 1"
        if connection.execute(sql, bounds).fetchone():
            return folder
        sql = "SELECT origin FROM articles WHERE instr(origin, ?) LIMIT ?"
        for (origin,) in connection.execute(sql, (f"{os.sep}{own}{os.sep}", _MOST_TRIED)):
            path = PurePath(origin.partition("#")[0])
            if path.parent.name == own and (place / path.name).is_file():
                return str(path.parent.parent)
    return folder
