"""Unpacking compressed files while they are read, within limits that are checked on the way."""

from __future__ import annotations

import gzip
import io
import os
import zlib
from dataclasses import dataclass
from typing import BinaryIO

from sources.errors import Unreadable

# What a compressed file may grow to: 200 times the largest collection that was tried.
MAX_UNPACKED_BYTES = 10_000_000_000
# Articles shrink to a third, lists of hardly anything else than their field names to a thirtieth.
# What shrinks to less is made to fill a memory or a day: a megabyte holds a billion line breaks.
MAX_RATIO = 100
# So much is read whatever the ratio: a short file of one word over and over does no harm.
FREE_BYTES = 4_000_000
# A zip of a mail of a zip is the most that was seen.
MAX_LEVELS = 3
_CHUNK = 1 << 16
_LOOK = "look at what it holds, and if it is right, give it unpacked"


@dataclass
class Allowance:
    """What may still be unpacked from one file, however deep its parts are packed."""

    left: int
    most: int
    levels: int = MAX_LEVELS

    @classmethod
    def of(cls, stream: BinaryIO) -> Allowance:
        """Return the allowance of a file, by its size."""
        size = stream.seek(0, os.SEEK_END)
        stream.seek(0)
        most = min(MAX_UNPACKED_BYTES, max(FREE_BYTES, MAX_RATIO * size))
        return cls(most, most)

    def spend(self, count: int) -> None:
        """Count bytes that are unpacked; raise Unreadable beyond the limit."""
        self.left -= count
        if self.left < 0:
            largest = self.most == MAX_UNPACKED_BYTES
            more = "" if largest else f", over {MAX_RATIO} times its size, which text does not"
            raise Unreadable(
                f"it unpacks to more than {self.most:,} bytes{more}",
                "split it" if largest else _LOOK,
            )

    def enter(self) -> None:
        """Go into a packed file inside a packed file; raise Unreadable where it is too deep."""
        if not self.levels:
            raise Unreadable(
                f"it is packed in more than {MAX_LEVELS} layers", "unpack the outer ones"
            )
        self.levels -= 1

    def leave(self) -> None:
        """Come back out of a packed file."""
        self.levels += 1


def unpacked(stream: BinaryIO, allowance: Allowance) -> io.BufferedReader:
    """Return the bytes that a file compressed with gzip holds.

    Reading raises Unreadable beyond the limits, and where the compression is damaged.
    """
    return io.BufferedReader(_Unpacked(stream, allowance), _CHUNK)


class _Unpacked(io.RawIOBase):
    """Reads what a compressed stream holds, a piece at a time, and stops at the limits."""

    def __init__(self, stream: BinaryIO, allowance: Allowance) -> None:
        self._stream = stream
        self._content = gzip.GzipFile(fileobj=stream)
        self._allowance = allowance
        self._count = 0

    def readable(self) -> bool:
        """Return True: this is read from."""
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        """Fill the buffer with what comes next; raise Unreadable beyond the limits."""
        try:
            piece = self._content.read1(len(buffer))
        except (EOFError, OSError, zlib.error) as error:
            raise Unreadable(
                f"its compression is damaged ({error}); what came before that was read",
                "download or export it again",
            ) from error
        self._count += len(piece)
        self._allowance.spend(len(piece))
        packed = self._stream.tell()
        if self._count > max(FREE_BYTES, MAX_RATIO * packed):
            raise Unreadable(
                f"its first {packed:,} bytes unpack to more than {self._count:,}, over "
                f"{MAX_RATIO} times as many, which text does not",
                _LOOK,
            )
        buffer[: len(piece)] = piece
        return len(piece)
