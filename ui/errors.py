"""Errors of the user interface.

RequestUnusable     a request cannot be answered as it is; the message gives the fix
  FilterUnreadable  a filter is not a date, or not a stored outlet or language
NothingToRead       a named file does not exist, or has nothing that can be read
"""

from __future__ import annotations


class RequestUnusable(ValueError):
    """A request cannot be answered as it is. The message is shown to whoever made it."""


class FilterUnreadable(RequestUnusable):
    """A filter is not valid. The message is shown to whoever set it."""


class NothingToRead(Exception):
    """A file does not exist or cannot be read."""
