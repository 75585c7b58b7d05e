"""Errors while the reader is loaded or trained.

ReadingError            70  base class of all errors of this folder
├── WeightsMissing      66  a file of weights does not exist
├── WeightsDamaged      74  a file of weights is not the published one
├── DataMissing         66  a file of training data does not exist
├── DataUnusable        65  a line of training data does not follow its README
└── CheckpointDiffers   78  a checkpoint was made with other settings

The number is the exit code of a command that ends with the error, after sysexits.h.
"""

from __future__ import annotations

from pathlib import Path


class ReadingError(Exception):
    """The base class of this folder's errors. Messages give the reason and the next step."""

    exit_code = 70


class WeightsMissing(ReadingError):
    """A file of weights does not exist."""

    exit_code = 66

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"The reader's weights {path} cannot be read ({reason}). Restore the file from the "
            "repository, or train it again with `python -m assistant.reading.train`."
        )


class WeightsDamaged(ReadingError):
    """A file of weights is not the published one."""

    exit_code = 74

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"The reader's weights {path} cannot be used: {reason}. Restore the file from the "
            "repository, or train it again with `python -m assistant.reading.train`."
        )


class DataMissing(ReadingError):
    """A file of training data does not exist."""

    exit_code = 66

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"The training data {path} cannot be read ({reason}). Name the folder that holds it "
            "with --data."
        )


class DataUnusable(ReadingError):
    """A line of training data does not follow its README."""

    exit_code = 65

    def __init__(self, path: Path, number: int, reason: str) -> None:
        super().__init__(f"{path}, line {number}: {reason}. Fetch the file again.")


class CheckpointDiffers(ReadingError):
    """A checkpoint was made with settings other than those of this run."""

    exit_code = 78

    def __init__(self, path: Path, differences: str) -> None:
        super().__init__(
            f"{path} was made with other settings ({differences}). Continue it with the same "
            "settings, or name another folder with --out."
        )
