"""Decompression of files as they are read, with limits that are checked on the way."""

from __future__ import annotations

import gzip
import io
import os
import zlib
from dataclasses import dataclass
from typing import BinaryIO

from sources.errors import Unreadable

# The limit of a decompressed file: 200 times the largest collection that was tested.
MAX_UNPACKED_BYTES = 10_000_000_000
# Articles compress to a third, lists of little more than field names to a thirtieth. A higher
# ratio is meant to fill a memory or a day: a megabyte can hold a billion line breaks.
MAX_RATIO = 100
# Always allowed, whatever the ratio: a short file of one repeated word is harmless.
FREE_BYTES = 4_000_000
# The deepest nesting seen is a zip of a mail of a zip.
MAX_LEVELS = 3
_CHUNK = 1 << 16
_LOOK = "check what it contains; if that is right, unpack it and add the result"


@dataclass
class Allowance:
    """The bytes that may still be unpacked from one file, at any depth."""

    left: int
    most: int
    levels: int = MAX_LEVELS

    @classmethod
    def of(cls, stream: BinaryIO) -> Allowance:
        """Return the allowance for a file of this size."""
        size = stream.seek(0, os.SEEK_END)
        stream.seek(0)
        most = min(MAX_UNPACKED_BYTES, max(FREE_BYTES, MAX_RATIO * size))
        return cls(most, most)

    def spend(self, count: int) -> None:
        """Count unpacked bytes; raise Unreadable beyond the limit."""
        self.left -= count
        if self.left < 0:
            largest = self.most == MAX_UNPACKED_BYTES
            more = (
                ""
                if largest
                else f", over {MAX_RATIO} times its size, which is not normal for text"
            )
            raise Unreadable(
                f"it unpacks to more than {self.most:,} bytes{more}",
                "split it" if largest else _LOOK,
            )

    def enter(self) -> None:
        """Enter a nested packed file; raise Unreadable if it is too deep."""
        if not self.levels:
            raise Unreadable(
                f"it is packed more than {MAX_LEVELS} layers deep",
                "unpack the outer layers and add the result",
            )
        self.levels -= 1

    def leave(self) -> None:
        """Leave a nested packed file."""
        self.levels += 1


def unpacked(stream: BinaryIO, allowance: Allowance) -> io.BufferedReader:
    """Return the decompressed bytes of a gzip file.

    Reading raises Unreadable beyond the limits, and if the compressed data is damaged.
    """
    return io.BufferedReader(_Unpacked(stream, allowance), _CHUNK)


class _Unpacked(io.RawIOBase):
    """A decompressed stream that is read piece by piece and stops at the limits."""

    def __init__(self, stream: BinaryIO, allowance: Allowance) -> None:
        self._stream = stream
        self._content = gzip.GzipFile(fileobj=stream)
        self._allowance = allowance
        self._count = 0

    def readable(self) -> bool:
        """Return True, as `io` requires of a stream that can be read."""
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        """Fill the buffer with the next bytes; raise Unreadable beyond the limits."""
        try:
            piece = self._content.read1(len(buffer))
        except (EOFError, OSError, zlib.error) as error:
            raise Unreadable(
                f"its compressed data is damaged ({error}); everything before the damage was read",
                "download or export it again",
            ) from error
        self._count += len(piece)
        self._allowance.spend(len(piece))
        packed = self._stream.tell()
        if self._count > max(FREE_BYTES, MAX_RATIO * packed):
            raise Unreadable(
                f"its first {packed:,} bytes unpack to more than {self._count:,}, over "
                f"{MAX_RATIO} times as many, which is not normal for text",
                _LOOK,
            )
        buffer[: len(piece)] = piece
        return len(piece)
