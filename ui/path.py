"""Checks on paths that people type or configure."""

from __future__ import annotations

import errno
import os
from pathlib import Path
from tempfile import TemporaryFile

STANDARD_INPUT = "-"  # given instead of a path


def why_no_path(text: str) -> str:
    """Return why a path is invalid and what to do about it, or '' if it is valid."""
    if not text.strip():
        return "The path is empty. For the current folder, write a dot (.)."
    try:
        os.lstat(Path(text).expanduser())
    except RuntimeError:
        return f"There is no home folder for {text.partition('/')[0]}. Write the full path."
    except OSError as error:
        if error.errno == errno.ENAMETOOLONG:
            return (
                f"The path {text[:40]}… is too long for this system ({len(text):,} characters). "
                "Use a shorter one."
            )
        if error.errno == errno.ELOOP:
            return (
                f"The path {text} has a symbolic link that leads back to itself. Remove the link."
            )
    except ValueError:  # a NUL or a lone surrogate
        return f"The path {text[:40]!r} has a character that no path may have. Type it again."
    return ""


def why_not_writable(folder: Path) -> str:
    """Return why a folder, which may not exist yet, is not writable, or '' if it is.

    It tries to create an unnamed file, because permissions do not show whether a disk is read-only.
    """
    try:
        while not folder.exists() and folder != folder.parent:
            folder = folder.parent
        with TemporaryFile(dir=folder):
            return ""
    except NotADirectoryError:
        return f"{folder} is not a folder."
    except OSError as error:
        return f"{folder} is not writable: {error.strerror or error}."


def is_file(text: str) -> bool:
    """Return True if there is a regular file at this path; False for text that is not a path."""
    return not why_no_path(text) and Path(text).is_file()
