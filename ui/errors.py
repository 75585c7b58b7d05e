"""Errors of the user interface.

RequestUnusable     a request cannot be answered as it is; the message says what to change
  FilterUnreadable  one of its filters is not a date, a held outlet or a held language
NothingToRead       a file that was named is not there, or holds nothing that can be read
"""

from __future__ import annotations


class RequestUnusable(ValueError):
    """A request cannot be answered as it is; the message is for whoever made it."""


class FilterUnreadable(RequestUnusable):
    """A filter is not one; the message is for whoever set it."""


class NothingToRead(Exception):
    """A file that should be read is not there, or cannot be read."""
