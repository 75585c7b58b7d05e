"""The errors of this package.

KeyUnusable         the file is not a key that can sign or verify receipts
ReceiptUnreadable   the file is not a receipt, or this program cannot read it
DraftUnusable       the draft cannot be checked
TestsetUnusable     the test set has errors; all of them are listed
ImportUnusable      an external data set cannot be read at all
PromptUnusable      the prompt has the wrong placeholders
RunUnreadable       the folder holds no run, or the run cannot be read
RunDiffers          the folder holds a run with other settings
RunBusy             another process is working on the run
JudgeFailed         the judging chat model could not be asked
GateUnreadable      the gate names an unknown measure, or has no tolerance
MappingUnreadable   the column mapping names no columns, or ambiguous ones
ModelUnusable       the chat model does not exist, or something it needs is missing
ModelFailed         the chat model failed or timed out
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence


class KeyUnusable(ValueError):
    """A file cannot be used as a key. The message is a clause that gives the reason."""


class ReceiptUnreadable(ValueError):
    """The input cannot be read as a receipt. The message gives the reason and the next step."""


class DraftUnusable(ValueError):
    """A draft cannot be checked. The message gives the reason and the next step."""


class TestsetUnusable(ValueError):
    """A test set has errors. `problems` lists all of them, each with its file and line."""

    __test__ = False  # or pytest collects it because of its name
    _shown = 20

    def __init__(self, problems: Sequence[str]) -> None:
        self.problems = tuple(problems)
        more = len(self.problems) - self._shown
        said = [*self.problems[: self._shown], *([f"and {more} more"] if more > 0 else [])]
        super().__init__("\n".join(said))


class ImportUnusable(ValueError):
    """A data set cannot be read at all. The message gives the reason and the next step."""


class PromptUnusable(ValueError):
    """A prompt has the wrong placeholders. The message lists them."""


class RunUnreadable(ValueError):
    """A run of a test set cannot be read. The message gives the reason and the next step."""


class RunDiffers(ValueError):
    """A folder holds a run with other settings. The message lists the differences."""


class RunBusy(ValueError):
    """Another process is working on the same run of a test set."""


class GateUnreadable(ValueError):
    """A gate cannot be used. The message gives the reason and the next step."""


class MappingUnreadable(ValueError):
    """Columns cannot be mapped to fields. The message gives the reason and the next step."""


class JudgeFailed(RuntimeError):
    """The judging chat model could not be asked. The message gives the reason and the next step."""


class ModelUnusable(ValueError):
    """A chat model cannot be set up. The message gives the reason and the next step."""

    @classmethod
    def unknown(cls, name: str, known: Iterable[str]) -> ModelUnusable:
        """Return the error for a name that no configured chat model has."""
        return cls(
            f"No chat model named {name!r} is set up. Available: {', '.join(known) or 'none'}. "
            "Set ONRECORD_MODEL to the models to use."
        )


class ModelFailed(RuntimeError):
    """A chat model did not finish its answer. The message is a clause that gives the reason."""
