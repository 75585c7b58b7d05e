"""Errors of the operating system when a file is opened or read."""

from __future__ import annotations

import errno

from sources.errors import Unreadable


def unreadable(error: OSError | ValueError) -> Unreadable:
    """Translate an operating-system error into Unreadable."""
    number = getattr(error, "errno", None)
    reasons = {
        errno.ENOENT: ("it does not exist", "check the path; if it was just moved, run this again"),
        errno.EACCES: (
            "you do not have permission to read it",
            "give yourself permission with `chmod u+rX`",
        ),
        errno.EPERM: (
            "you do not have permission to read it",
            "give yourself permission with `chmod u+rX`",
        ),
        errno.ELOOP: ("it is a link", "give the path of the file that it points to"),
        errno.ENXIO: ("it is not a regular file", "give the path of a regular file"),
        errno.ENAMETOOLONG: ("its name is too long for this system", "give it a shorter name"),
        errno.ENOTDIR: ("it does not exist", "check the path: part of it is a file, not a folder"),
    }
    if number in reasons:
        return Unreadable(*reasons[number])
    said = getattr(error, "strerror", None) or str(error)
    return Unreadable(f"the system cannot read it: {said}", "check the path and the disk")
