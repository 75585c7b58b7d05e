"""What can go wrong while the reader is loaded or trained.

ReadingError            70  every error of this folder
├── WeightsMissing      66  there is no file of weights
├── WeightsDamaged      74  a file of weights is not the one that was published
├── DataMissing         66  a file of training data is not there
├── DataUnusable        65  a line of training data is not as its README says
└── CheckpointDiffers   78  a checkpoint was made with other settings

The number is the exit code of a command that ends with the error, after sysexits.h.
"""

from __future__ import annotations

from pathlib import Path


class ReadingError(Exception):
    """Say what happened and what to do next."""

    exit_code = 70


class WeightsMissing(ReadingError):
    """There is no file of weights where one is expected."""

    exit_code = 66

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"The reader's weights {path} cannot be read ({reason}). Restore the file from the "
            "repository, or train it again with `python -m assistant.reading.train`."
        )


class WeightsDamaged(ReadingError):
    """A file of weights is not the one that was published."""

    exit_code = 74

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"The reader's weights {path} cannot be used: {reason}. Restore the file from the "
            "repository, or train it again with `python -m assistant.reading.train`."
        )


class DataMissing(ReadingError):
    """A file of training data is not there."""

    exit_code = 66

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(
            f"The training data {path} cannot be read ({reason}). Name the folder that holds it "
            "with --data."
        )


class DataUnusable(ReadingError):
    """A line of training data is not as its README says."""

    exit_code = 65

    def __init__(self, path: Path, number: int, reason: str) -> None:
        super().__init__(f"{path}, line {number}: {reason}. Fetch the file again.")


class CheckpointDiffers(ReadingError):
    """A checkpoint was made with other settings than those of this run."""

    exit_code = 78

    def __init__(self, path: Path, differences: str) -> None:
        super().__init__(
            f"{path} was made with other settings ({differences}). Continue it with the same "
            "settings, or name another folder with --out."
        )
