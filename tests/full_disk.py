"""A small disk of its own for a test, which can be filled to the last byte."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest

_FILLING = "filling"


@dataclass(frozen=True)
class Disk:
    """A mounted disk."""

    folder: Path

    def fill(self) -> None:
        """Leave not one byte."""
        handle = os.open(self.folder / _FILLING, os.O_CREAT | os.O_WRONLY | os.O_APPEND)
        for size in (2**20, 4096, 1):
            with suppress(OSError):
                while True:
                    os.write(handle, b"x" * size)
        os.close(handle)

    def use_all_names(self) -> None:
        """Leave no file to be made, though there is room."""
        with suppress(OSError):
            for number in range(10_000):
                (self.folder / f"{_FILLING}{number}").touch()

    def free(self) -> None:
        """Take away what filled it."""
        for path in self.folder.glob(f"{_FILLING}*"):
            path.unlink()


@contextmanager
def mounted(folder: Path, files: int = 10_000) -> Iterator[Disk]:
    """Mount an empty disk of 100 MB in memory; skip the test where that is not permitted."""
    folder.mkdir(exist_ok=True)
    options = f"size=100m,nr_inodes={files}"
    mount = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)]
    try:
        subprocess.run(mount, check=True, capture_output=True)  # noqa: S603 - the system's own
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("only root may mount a disk to fill")
    try:
        yield Disk(folder)
    finally:
        subprocess.run(["umount", "--lazy", str(folder)], check=True)  # noqa: S603, S607 - the same
