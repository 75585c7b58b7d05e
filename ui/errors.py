"""Errors of the user interface.

NothingToRead   a file that was named is not there, or holds nothing that can be read
"""

from __future__ import annotations


class NothingToRead(Exception):
    """A file that should be read is not there, or cannot be read."""
