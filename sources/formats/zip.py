"""Zip files: members read one at a time, with limits on number, size and names."""

from __future__ import annotations

import io
import lzma
import os
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import BinaryIO, cast

from sources.errors import Damaged, Unreadable
from sources.formats.unpacking import FREE_BYTES, MAX_RATIO, Allowance

MAX_ENTRIES = 100_000
# The list of entries stays in memory while the file is read.
_LARGEST_DIRECTORY = 16_000_000
_END = struct.Struct("<4s4H2LH")
_LONGEST_COMMENT = 1 << 16
_DAMAGE = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, lzma.LZMAError, OSError, EOFError),
    *(struct.error, RuntimeError, NotImplementedError),
)
_AGAIN = "pack it again"
_BEGINNING = b"PK"


@dataclass(frozen=True, slots=True)
class Member:
    """A file in a zip. `name` is its path in the zip."""

    name: str
    archive: zipfile.ZipFile
    info: zipfile.ZipInfo
    allowance: Allowance

    @contextmanager
    def open(self) -> Iterator[BinaryIO]:
        """Open the member; raise Unreadable if it is locked, damaged, hostile or too large."""
        self._check()
        try:
            with self.archive.open(self.info) as stream:
                yield cast("BinaryIO", stream)
        except _DAMAGE as error:
            raise Damaged(
                f"it cannot be unpacked ({str(error)[:100]})", "download the zip or pack it again"
            ) from error

    def _check(self) -> None:
        parts = self.name.replace("\\", "/").split("/")
        if ".." in parts or self.name.startswith(("/", "\\")) or ":" in parts[0]:
            raise Unreadable("its name points outside the zip", "pack it again from its own folder")
        if not self.name.isprintable():
            raise Unreadable("its name contains control characters", _AGAIN)
        if self.info.flag_bits & 1:
            raise Unreadable(
                "it is protected by a password", "create it again without the password"
            )
        packed, size = self.info.compress_size, self.info.file_size
        if size > max(FREE_BYTES, MAX_RATIO * packed):
            raise Unreadable(
                f"its {packed:,} bytes unpack to {size:,}, over {MAX_RATIO} times as many, "
                "which is not normal for text",
                "check what it contains; if that is right, unpack it and add the result",
            )
        self.allowance.spend(size)


def members(stream: BinaryIO, allowance: Allowance) -> Iterator[Member]:
    """Yield the files in a zip, except hidden ones; raise Unreadable if it is not a zip."""
    if (length := directory_size(stream)) > _LARGEST_DIRECTORY:
        raise Unreadable(f"its list of entries has {length:,} bytes, which is too many", "split it")
    try:
        archive = zipfile.ZipFile(stream)
    except (*_DAMAGE, ValueError, LookupError) as error:
        raise _not_a_zip(stream, str(error)[:100]) from error
    if len(archive.filelist) > MAX_ENTRIES:
        raise Unreadable(
            f"it has {len(archive.filelist):,} entries, more than {MAX_ENTRIES:,}", "split it"
        )
    for info in archive.filelist:
        parts = info.filename.split("/")
        hidden = any(part.startswith(".") and part != ".." for part in parts)
        if not (info.is_dir() or hidden or parts[0] == "__MACOSX"):
            yield Member(info.filename, archive, info, allowance)


def _not_a_zip(stream: BinaryIO, fault: str) -> Unreadable:
    """Return the exception for a file that cannot be opened as a zip."""
    stream.seek(0)
    if stream.read(len(_BEGINNING)) != _BEGINNING:
        return Unreadable("it is not a zip file", "check what it is, and name it accordingly")
    return Unreadable(
        f"it was cut short or is damaged, and nothing was read from it ({fault})",
        "download it or pack it again",
    )


def seekable(stream: BinaryIO, limit: int) -> BinaryIO:
    """Return a stream in memory; raise Unreadable if it has more bytes than the limit."""
    data = stream.read(limit + 1)
    if len(data) > limit:
        raise Unreadable(f"it has more than {limit:,} bytes", "unpack it and add the result")
    return io.BytesIO(data)


def directory_size(stream: BinaryIO) -> int:
    """Return the size that a zip file states for its list of entries, or 0 if it states none."""
    size = stream.seek(0, os.SEEK_END)
    stream.seek(max(0, size - _LONGEST_COMMENT - _END.size))
    tail = stream.read()
    stream.seek(0)
    found = tail.rfind(b"PK\x05\x06")
    within = 0 <= found <= len(tail) - _END.size
    return int(_END.unpack_from(tail, found)[5]) if within else 0
