"""Paths as people type them or set them: which of them can name nothing on this system."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from tempfile import TemporaryFile

STANDARD_INPUT = "-"  # in the place of a path


def why_no_path(text: str) -> str:
    """Return why no file or folder can have this path, and the next step; empty if one can."""
    if not text.strip():
        return "The path is empty. Write . if you mean the folder that you are in."
    try:
        os.lstat(Path(text).expanduser())
    except RuntimeError:
        return f"There is no home folder for {text.partition('/')[0]}. Write the whole path."
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            return f"The path {text[:40]}… is too long for this system: {len(text):,} characters."
        if error.errno == errno.ELOOP:
            return (
                f"The path {text} goes through a link that leads back to itself. Remove the link."
            )
    except ValueError:  # a NUL, or half of a surrogate pair
        return f"The path {text[:40]!r} has a character that no path can have. Type it again."
    return ""


def why_not_writable(folder: Path) -> str:
    """Return why no file can be written into a folder, which need not exist yet; empty if one can.

    A file without a name is made there: permissions do not tell everything about a disk.
    """
    try:
        while not folder.exists() and folder != folder.parent:
            folder = folder.parent
        with TemporaryFile(dir=folder):
            return ""
    except NotADirectoryError:
        return f"{folder} is not a folder."
    except OSError as error:
        return f"{folder} cannot be written: {error.strerror or error}."


def is_file(text: str) -> bool:
    """Return True if there is a regular file of this path; any text can be asked for."""
    return not why_no_path(text) and Path(text).is_file()
