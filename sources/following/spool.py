"""The spool: fetched pages in files of the archive's folder, waiting to be added."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

from sources.errors import NotFetched
from sources.file_ending import SIDECAR_ENDING

FOLLOWED = "followed"
_ENDINGS = {
    "": ".html",
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
    "application/json": ".json",
    "application/ld+json": ".json",
}
_ALL = tuple(dict.fromkeys(_ENDINGS.values()))
OWN_TEXT = ".json"
OF_FEED = "the text that its feed has"
_ASIDE = ".before"


def ending_for(kind: str) -> str:
    """Return the file ending for a content type; raise NotFetched if it is not supported."""
    ending = _ENDINGS.get(kind)
    if ending is None:
        raise NotFetched(f"its content type is {kind[:60]!r}, which is not supported", lasting=True)
    return ending


class Spool:
    """A folder with one file per page, named after the page's key, and a sidecar for each."""

    def __init__(self, archive: Path) -> None:
        self.folder = (archive / FOLLOWED).resolve()

    def write(self, key: str, ending: str, data: bytes, stated: Mapping[str, object]) -> Path:
        """Store a page durably, replacing its previous version.

        The sidecar is written first, so that a page is never added without its own.
        """
        self.folder.mkdir(mode=0o700, exist_ok=True)
        path = self.folder / f"{key}{ending}"
        self.state(path, stated)
        _replace(path, data)
        for other in self.files_of(key):
            if other != path:
                self.drop(other)
        return path

    def files_of(self, key: str) -> list[Path]:
        """Return the stored files of a page; listing the folder for each page takes too long."""
        files = (self.folder / f"{key}{ending}" for ending in _ALL)
        return [file for file in files if file.exists()]

    def file_of(self, key: str) -> Path | None:
        """Return the stored file of a page, or None."""
        return next(iter(self.files_of(key)), None)

    def state(self, path: Path, stated: Mapping[str, object]) -> None:
        """Store the known facts about a page in its sidecar."""
        given = {name: value for name, value in stated.items() if value}
        sidecar = json.dumps(given, ensure_ascii=False).encode("utf-8", "replace")
        _replace(_sidecar(path), sidecar)

    def stated(self, path: Path) -> dict[str, object]:
        """Return the stored facts about a page."""
        try:
            found = json.loads(_sidecar(path).read_bytes())
        except (OSError, ValueError):
            return {}
        return dict(found) if isinstance(found, dict) else {}

    def set_aside(self, path: Path) -> None:
        """Keep a copy of a stored page and its sidecar, until `settle` or `restore`."""
        if path.is_file() and not self._aside(path):
            beside = path.with_name(f".{path.name}{_ASIDE}")
            _replace(_sidecar(beside), _bytes_of(_sidecar(path)))
            _replace(beside, path.read_bytes())

    def settle(self, path: Path) -> None:
        """Remove the copy of a page's previous version."""
        for copy in self._aside(path):
            self.drop(copy)

    def restore(self, path: Path) -> Path | None:
        """Put the copy of a page's previous version back; return its file, or None."""
        restored = None
        for copy in self._aside(path):
            restored = path.with_name(copy.name[1 : -len(_ASIDE)])
            if restored != path:
                self.drop(path)
            _sidecar(copy).replace(_sidecar(restored))
            copy.replace(restored)
        return restored

    def _aside(self, path: Path) -> list[Path]:
        copies = (path.with_name(f".{path.stem}{ending}{_ASIDE}") for ending in _ALL)
        return [copy for copy in copies if copy.exists()]

    def drop(self, path: Path) -> None:
        """Remove a page and its sidecar."""
        path.unlink(missing_ok=True)
        _sidecar(path).unlink(missing_ok=True)


def _sidecar(path: Path) -> Path:
    return path.with_name(path.name + SIDECAR_ENDING)


def _bytes_of(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b"{}"


def _replace(path: Path, data: bytes) -> None:
    beside = path.with_name(f".{path.name}.new")
    with beside.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
