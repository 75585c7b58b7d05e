"""Decompression of files as they are read, with limits that are checked on the way."""

from __future__ import annotations

import io
import os
import zlib
from dataclasses import dataclass
from typing import BinaryIO

from sources.errors import Damaged, Unreadable

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
# Small, because the position in the file shows the progress.
_PACKED_CHUNK = 1 << 13
# The next member is searched for in this many bytes before the place where damage was noticed.
_MOST_SEARCHED = 1 << 15
_GZIP, _GZIP_MARK = 31, b"\x1f\x8b\x08"
# A member's header and the beginning of its content fit into this many bytes.
_LONGEST_OPENING = 4_096
# A file with more damaged members was damaged on purpose.
_MOST_RESUMPTIONS = 100
_AGAIN = "download or export it again"
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


class Unpacked(io.BufferedReader):
    """The decompressed bytes of a gzip file.

    Everything before damage is returned. Reading on raises Damaged, and Unreadable beyond the
    limits.
    """

    def __init__(self, stream: BinaryIO, allowance: Allowance) -> None:
        self._members = _Members(stream, allowance)
        super().__init__(self._members, _CHUNK)

    @property
    def damage(self) -> Damaged | None:
        """The damage that ends the bytes, if they were unpacked up to it."""
        return self._members.damage

    @property
    def produced(self) -> int:
        """The number of bytes that were unpacked."""
        return self._members.count

    @property
    def checked(self) -> int:
        """The number of unpacked bytes that their checksums have confirmed."""
        return self._members.checked

    def read(self, size: int | None = -1, /) -> bytes:
        """Return the next bytes: fewer than the size only at the end, or before damage."""
        left = -1 if size is None or size < 0 else size
        pieces: list[bytes] = []
        while left:
            try:
                piece = self.read1(_CHUNK if left < 0 else min(left, _CHUNK))
            except Damaged:
                if pieces:
                    break
                raise
            if not piece:
                break
            pieces.append(piece)
            left -= len(piece) if left > 0 else 0
        return b"".join(pieces)

    def resume(self, opening: bytes) -> bool:
        """Skip the damaged member of the file, up to one whose content starts with `opening`.

        Return False if there is none, or if many members were skipped already.
        """
        return self._members.resume(opening)


class _Members(io.RawIOBase):
    """The members of a gzip file, decompressed piece by piece, within the limits."""

    def __init__(self, stream: BinaryIO, allowance: Allowance) -> None:
        self.damage: Damaged | None = None
        self.count = 0
        self._stream = stream
        self._allowance = allowance
        self._decoder: zlib._Decompress | None = None
        self._waiting = b""  # compressed bytes that were read and are not used yet
        self._recent = b""  # the last compressed bytes of this member
        self._start = 0
        self._resumed = 0

    @property
    def checked(self) -> int:
        """The number of bytes in members that are complete."""
        return self._start if self._decoder else self.count

    def readable(self) -> bool:
        """Return True, as `io` requires of a stream that can be read."""
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        """Fill the buffer with the next bytes; raise Unreadable beyond the limits."""
        piece = self._next(len(buffer))
        self.count += len(piece)
        self._allowance.spend(len(piece))
        packed = self._stream.tell()
        if self.count > max(FREE_BYTES, MAX_RATIO * packed):
            raise Unreadable(
                f"its first {packed:,} bytes unpack to more than {self.count:,}, over "
                f"{MAX_RATIO} times as many, which is not normal for text",
                _LOOK,
            )
        buffer[: len(piece)] = piece
        return len(piece)

    def resume(self, opening: bytes) -> bool:
        """Continue with the next member whose content starts with `opening`, if there is one."""
        self._resumed += 1
        data = self._recent[1:]
        while self._resumed <= _MOST_RESUMPTIONS:
            place = -1
            while (place := data.find(_GZIP_MARK, place + 1)) >= 0:
                if _opens(data[place : place + _LONGEST_OPENING], opening):
                    self._waiting, self._decoder, self.damage = data[place:], None, None
                    return True
            if not (more := self._stream.read(_CHUNK)):
                break
            data = data[-_LONGEST_OPENING:] + more
        return False

    def _next(self, size: int) -> bytes:
        """Return the next bytes, b"" at the end; raise Damaged where they cannot be unpacked."""
        while self.damage is None and (decoder := self._decoder or self._begun()):
            data = self._waiting or self._taken()
            before = decoder.copy()
            try:
                piece = decoder.decompress(data, size)
            except zlib.error as error:
                piece = _intact(before, data, size)
                self.damage = self._damage(str(error).rpartition(": ")[2], len(piece))
            else:
                self._waiting = decoder.unconsumed_tail
                if decoder.eof:
                    self._waiting, self._decoder = decoder.unused_data, None
                elif not (data or piece):
                    self.damage = self._damage("", 0)
            if piece:
                return piece
        if self.damage:
            raise self.damage
        return b""

    def _begun(self) -> zlib._Decompress | None:
        """Begin the next member, after the zeros that may fill up the one before."""
        if self.count:
            self._waiting = self._waiting.lstrip(b"\0")
        while not self._waiting and (data := self._stream.read(_PACKED_CHUNK)):
            self._waiting = data.lstrip(b"\0") if self.count else data
        if not self._waiting:
            return None
        self._start, self._recent = self.count, self._waiting
        self._decoder = zlib.decompressobj(_GZIP)
        return self._decoder

    def _taken(self) -> bytes:
        data = self._stream.read(_PACKED_CHUNK)
        self._recent = self._recent[-_MOST_SEARCHED:] + data
        return data

    def _damage(self, fault: str, last: int) -> Damaged:
        """Return the damage after `last` more bytes were unpacked; a cut has no fault."""
        if not self.count and not self._recent.startswith(_GZIP_MARK[:2]):
            return Damaged("it is not compressed with gzip", "remove .gz from its name")
        reason = "it was cut short: the end of its compressed data is missing"
        if fault:
            reason = f"its compressed data is damaged ({fault})"
        intact = not fault or self._start == self.count + last
        return Damaged(reason, _AGAIN, start=self._start, is_intact=intact)


def _intact(decoder: zlib._Decompress, data: bytes, size: int) -> bytes:
    """Return what the bytes unpack to before the first that is damaged."""
    whole, broken = 0, len(data)
    while broken - whole > 1:
        middle = (whole + broken) // 2
        try:
            decoder.copy().decompress(data[:middle], size)
        except zlib.error:
            broken = middle
        else:
            whole = middle
    return decoder.decompress(data[:whole], size)


def _opens(data: bytes, opening: bytes) -> bool:
    """Return True if the bytes are a gzip member whose content starts with `opening`."""
    try:
        return zlib.decompressobj(_GZIP).decompress(data, len(opening)) == opening
    except zlib.error:
        return False
