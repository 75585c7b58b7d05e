"""What can go wrong in this room.

ReceiptUnreadable   a file that is no receipt, or one that this program cannot read
DraftUnusable       a draft that cannot be checked
RunUnreadable       a folder that holds no run, or one that cannot be read
RunDiffers          a folder that holds a run with other settings
RunBusy             a run that another process is at
GateUnreadable      a gate that names what is not measured, or no tolerance
"""

from __future__ import annotations


class ReceiptUnreadable(ValueError):
    """What was given as a receipt cannot be read as one; the message says why and what to do."""


class DraftUnusable(ValueError):
    """A draft cannot be checked; the message says why and what to do."""


class RunUnreadable(ValueError):
    """A run of a test set cannot be read; the message says why and what to do."""


class RunDiffers(ValueError):
    """A folder holds a run with other settings; the message says which."""


class RunBusy(ValueError):
    """Another process is at this run."""


class GateUnreadable(ValueError):
    """A gate cannot be used; the message says why and what to do."""
