"""What can go wrong in this room.

KeyUnusable         a file that is no key to sign or verify receipts with
ReceiptUnreadable   a file that is no receipt, or one that this program cannot read
DraftUnusable       a draft that cannot be checked
TestsetUnusable     a test set with faults; it tells them all
ImportUnusable      a data set of others that cannot be read at all
PromptUnusable      a prompt whose placeholders are not those that it needs
RunUnreadable       a folder that holds no run, or one that cannot be read
RunDiffers          a folder that holds a run with other settings
RunBusy             a run that another process is at
JudgeFailed         a chat model that was to judge and could not be asked
GateUnreadable      a gate that names what is not measured, or no tolerance
MappingUnreadable   a mapping of columns that names none, or columns that cannot be told apart
ModelUnusable       a chat model that does not exist, or for which something is missing
ModelFailed         a chat model that failed, or took too long, while it was asked
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence


class KeyUnusable(ValueError):
    """A file cannot be used as a key; the message says why, part of a sentence."""


class ReceiptUnreadable(ValueError):
    """What was given as a receipt cannot be read as one; the message says why and what to do."""


class DraftUnusable(ValueError):
    """A draft cannot be checked; the message says why and what to do."""


class TestsetUnusable(ValueError):
    """A test set has faults; `problems` are all of them, each with its file and line."""

    __test__ = False  # or pytest takes it for tests, by its name
    _shown = 20

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        more = len(self.problems) - self._shown
        said = [*self.problems[: self._shown], *([f"and {more} more"] if more > 0 else [])]
        super().__init__("\n".join(said))


class ImportUnusable(ValueError):
    """A data set cannot be read at all; the message says why and what to do."""


class PromptUnusable(ValueError):
    """A prompt has other placeholders than it needs; the message says which."""


class RunUnreadable(ValueError):
    """A run of a test set cannot be read; the message says why and what to do."""


class RunDiffers(ValueError):
    """A folder holds a run with other settings; the message says which."""


class RunBusy(ValueError):
    """Another process is at this run."""


class GateUnreadable(ValueError):
    """A gate cannot be used; the message says why and what to do."""


class MappingUnreadable(ValueError):
    """Columns cannot be mapped to fields; the message says why and what to do."""


class JudgeFailed(RuntimeError):
    """The chat model that judges could not be asked; the message says why and what to do."""


class ModelUnusable(ValueError):
    """A chat model cannot be set up; the message says why and what to do."""

    @classmethod
    def unknown(cls, name: str, known: Iterable[str]) -> ModelUnusable:
        """Return the error for a name that no chat model has that is set up."""
        return cls(
            f"No chat model named {name!r} is set up; there is {', '.join(known) or 'none'}. "
            "ONRECORD_MODEL names those that are to be used."
        )


class ModelFailed(RuntimeError):
    """A chat model did not answer to the end; the message is the reason, part of a sentence."""
