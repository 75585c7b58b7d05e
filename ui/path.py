"""Checks on paths that people type or configure."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from tempfile import TemporaryFile

STANDARD_INPUT = "-"  # in place of a path


def why_no_path(text: str) -> str:
    """Return the reason that a path is invalid, with the next step, or '' if it is valid."""
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
    except ValueError:  # a NUL or a lone surrogate
        return f"The path {text[:40]!r} has a character that no path can have. Type it again."
    return ""


def why_not_writable(folder: Path) -> str:
    """Return the reason that a folder, which may not exist yet, is not writable, or '' if it is.

    An unnamed file is created there, because permissions alone do not show that a disk is writable.
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
    """Return True if there is a regular file at this path. Any text is accepted."""
    return not why_no_path(text) and Path(text).is_file()
