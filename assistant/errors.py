"""What can go wrong in this room.

ReceiptUnreadable   a file that is no receipt, or one that this program cannot read
DraftUnusable       a draft that cannot be checked
"""

from __future__ import annotations


class ReceiptUnreadable(ValueError):
    """What was given as a receipt cannot be read as one; the message says why and what to do."""


class DraftUnusable(ValueError):
    """A draft cannot be checked; the message says why and what to do."""
