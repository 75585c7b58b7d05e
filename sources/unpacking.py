"""Unpacking a compressed file while it is read, within limits that are looked at on the way."""

from __future__ import annotations

import gzip
import io
from typing import BinaryIO

from sources.errors import Unreadable

# What a compressed file may grow to: 200 times the largest collection that was tried.
MAX_UNPACKED_BYTES = 10_000_000_000
# Articles shrink to a third, lists of hardly anything else than their field names to a thirtieth.
# What shrinks to less is made to fill a memory or a day: a megabyte holds a billion line breaks.
MAX_RATIO = 100
# So much is read whatever the ratio: a short file of one word over and over does no harm.
FREE_BYTES = 4_000_000
_CHUNK = 1 << 16


def unpacked(stream: BinaryIO) -> io.BufferedReader:
    """Return the bytes that a file compressed with gzip holds; reading raises Unreadable.

    Damaged compression raises what gzip raises: EOFError, OSError or zlib.error.
    """
    return io.BufferedReader(_Unpacked(stream), _CHUNK)


class _Unpacked(io.RawIOBase):
    """Reads what a compressed stream holds, a piece at a time, and stops at the limits."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._content = gzip.GzipFile(fileobj=stream)
        self._count = 0

    def readable(self) -> bool:
        """Return True: this is read from."""
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        """Fill the buffer with what comes next; raise Unreadable beyond the limits."""
        piece = self._content.read1(len(buffer))
        self._count += len(piece)
        if self._count > MAX_UNPACKED_BYTES:
            raise Unreadable(
                f"it unpacks to more than {MAX_UNPACKED_BYTES:,} bytes", "split it into parts"
            )
        packed = self._stream.tell()
        if self._count > max(FREE_BYTES, MAX_RATIO * packed):
            raise Unreadable(
                f"its first {packed:,} bytes unpack to more than {self._count:,}, over "
                f"{MAX_RATIO} times as many, which text does not",
                "look at what it holds, and if it is right, give it unpacked as .jsonl",
            )
        buffer[: len(piece)] = piece
        return len(piece)
