"""Containers: the content of packed files, read in pieces with bounded memory and time.

gzip, bzip2, xz, lzma, zip, tar and PDF are unpacked, also nested and inside base64. A file may
unpack to 100 times its size. What cannot be read completely is listed with the reason.
"""

from __future__ import annotations

import io
import lzma
import struct
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from index.intake.decompression import DECODERS, Decompressed, Source
from index.purging.encodings import runs
from index.purging.fingerprints import MOST_BYTES
from sources.errors import Unreadable
from sources.formats.pdf import read_pdf
from sources.formats.zip import directory_size

OVERLAP = 4_096
MOST_RATIO = 100
FREE_BYTES = 16 * 2**20
MOST_LAYERS = 5
_IN_MEMORY = 64 * 2**20
_LARGEST_DIRECTORY = 16 * 2**20
_CHUNK = 2**16
_BLOCK = 512  # a tar block; the first one identifies a tar
_ZIP, _TAR, _PDF, _LZMA = "zip", "tar", "PDF", "lzma"
_MARKS = {
    b"\x1f\x8b\x08": "gzip",
    b"\xfd7zXZ\0": "xz",
    b"\x5d\0\0": _LZMA,
    b"PK\x03\x04": _ZIP,
    b"%PDF-": _PDF,
    b"7z\xbc\xaf\x27\x1c": "7z",
    b"Rar!\x1a\x07": "rar",
    b"\x28\xb5\x2f\xfd": "zstd",
    b"\x04\x22\x4d\x18": "lz4",
    b"\x1f\x9d\x90": "compress",
}
_BZIP2, _BZIP2_BLOCK = b"BZh", b"1AY&SY"
_IN_BASE64 = (b"H4sI", b"Qlpo", b"/Td6WFo", b"_Td6WFo", b"XQAA", b"UEsDB")
_DAMAGE = (
    *(OSError, EOFError, ValueError, MemoryError, RuntimeError, struct.error),
    *(zlib.error, lzma.LZMAError, zipfile.BadZipFile, zipfile.LargeZipFile),
)


class Contents:
    """Reads files and everything packed in them; `unread` lists what it could not read."""

    def __init__(self) -> None:
        self.unread: list[str] = []
        self._left = 0

    def of(self, path: Path) -> Iterator[bytes]:
        """Yield the bytes of a file in overlapping pieces, then its unpacked content."""
        try:
            with path.open("rb") as file:
                self._left = max(FREE_BYTES, MOST_RATIO * path.stat().st_size)
                kind = _kind(file.read(_BLOCK)) or (_ZIP if zipfile.is_zipfile(file) else "")
                file.seek(0)
                yield from self._pieces(file, str(path), 0)
                file.seek(0)
                yield from _joined(self._unpacked(kind, file, str(path), 1))
        except FileNotFoundError:
            return  # a reader's file, deleted since
        except OSError as error:
            self._skip(str(path), str(error.strerror or error))

    def _skip(self, name: str, reason: str) -> None:
        self.unread.append(f"{name}: {reason}")

    def _unpacked(
        self, kind: str, stream: Source | BinaryIO, name: str, depth: int
    ) -> Iterator[bytes]:
        try:
            if kind and depth > MOST_LAYERS:
                raise _Unread(f"it is packed more than {MOST_LAYERS} layers deep")
            if kind in DECODERS:
                yield from self._layer(Decompressed(stream, kind), name, depth)
            elif kind == _TAR:
                yield from self._members(stream, name, depth)
            elif kind == _ZIP:
                yield from self._entries(_seekable(stream), name, depth)
            elif kind == _PDF:
                for page in read_pdf(_seekable(stream), name):
                    yield page.text.encode("utf-8", "replace")
            elif kind:
                raise _Unread(f"this program cannot unpack {kind}")
        except _Unread as error:
            self._skip(name, str(error))
        except Unreadable as error:
            self._skip(name, error.reason)
        except _DAMAGE as error:
            if kind != _LZMA or name.endswith(f".{_LZMA}"):  # its magic number is weak
                self._skip(name, f"its {kind} data is damaged ({error})")

    def _layer(self, stream: Source, name: str, depth: int) -> Iterator[bytes]:
        """Yield the content of a stream inside a container, unpacked if it is a container too."""
        counted = _Ahead(_Counted(self, stream))
        kind = _kind(counted.head)
        if kind:
            yield from self._unpacked(kind, counted, name, depth + 1)
        else:
            yield from self._pieces(counted, name, depth)

    def spend(self, count: int) -> None:
        """Count unpacked bytes."""
        self._left -= count
        if self._left < 0:
            raise _Unread("its unpacked content is too large")

    def _members(self, stream: Source, name: str, depth: int) -> Iterator[bytes]:
        """Yield the content of a tar's members, and the data after the last one."""
        while header := _filled(stream, _BLOCK):
            if not _is_tar(header):
                yield header.strip(b"\0")
                continue
            size = _size_in_tar(header)
            member = _Part(stream, size)
            inner = header[:100].rstrip(b"\0")
            yield inner
            shown = f"{name} » {inner.decode('utf-8', 'replace')}"
            yield from self._layer(member, shown, depth)
            while member.read(_CHUNK):
                pass
            _filled(stream, -size % _BLOCK)

    def _entries(self, stream: BinaryIO, name: str, depth: int) -> Iterator[bytes]:
        """Yield the names in a zip and the content of its entries."""
        if directory_size(stream) > _LARGEST_DIRECTORY:
            raise _Unread("its list of entries is too long")
        with zipfile.ZipFile(stream) as archive:
            yield archive.comment
            for entry in archive.infolist():
                inner = f"{name} » {entry.filename}"
                yield entry.filename.encode("utf-8", "surrogatepass") + b"\n" + entry.comment
                if entry.flag_bits & 1:
                    self._skip(inner, "it is encrypted")
                    continue
                try:
                    with archive.open(entry) as plain:
                        yield from self._layer(plain, inner, depth)
                except _DAMAGE as error:
                    self._skip(inner, f"it cannot be unpacked ({error})")

    def _pieces(self, stream: Source, name: str, depth: int) -> Iterator[bytes]:
        kept = b""
        while read := _filled(stream, MOST_BYTES - OVERLAP):
            piece = kept + read
            yield piece
            if any(mark in piece for mark in _IN_BASE64):
                yield from self._in_base64(piece, name, depth)
            kept = read[-OVERLAP:]

    def _in_base64(self, piece: bytes, name: str, depth: int) -> Iterator[bytes]:
        """Yield the unpacked content of base64. False positives are not listed as unread."""
        for run in runs(piece):
            before = len(self.unread)
            kind = _kind(run[:_BLOCK])
            if kind == _PDF:
                continue  # reading PDFs takes too long, and any page may embed one
            yield from self._unpacked(kind, io.BytesIO(run), name, depth + 1)
            if self._left >= 0:
                del self.unread[before:]


class _Unread(Exception):
    """Content could not be read, although it is not damaged."""


class _Counted:
    """A source whose bytes count as unpacked."""

    def __init__(self, contents: Contents, source: Source) -> None:
        self._contents, self._source = contents, source

    def read(self, size: int, /) -> bytes:
        read = self._source.read(size)
        self._contents.spend(len(read))
        return read


class _Ahead:
    """A source whose first bytes can be inspected before they are read."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self.head = self._kept = _filled(source, _BLOCK)

    def read(self, size: int, /) -> bytes:
        if not self._kept:
            return self._source.read(size)
        read, self._kept = self._kept[:size], self._kept[size:]
        return read


class _Part:
    """A limited number of bytes of a source."""

    def __init__(self, source: Source, size: int) -> None:
        self._source, self._left = source, size

    def read(self, size: int, /) -> bytes:
        read = self._source.read(min(size, self._left))
        self._left -= len(read)
        return read


def _kind(head: bytes) -> str:
    """Return the compression or container that starts with these bytes, or ''."""
    if head.startswith(_BZIP2) and head[4:10] == _BZIP2_BLOCK:
        return "bzip2"
    if _is_tar(head):
        return _TAR
    return next((kind for mark, kind in _MARKS.items() if head.startswith(mark)), "")


def _is_tar(header: bytes) -> bool:
    """Return True if the checksum of a tar header is correct."""
    if len(header) < _BLOCK or not any(header[:100]):
        return False
    try:
        noted = int(header[148:156].strip(b" \0"), 8)
    except ValueError:
        return False
    return noted == sum(header) - sum(header[148:156]) + 8 * ord(" ")


def _size_in_tar(header: bytes) -> int:
    if header[124] & 0x80:
        return int.from_bytes(header[125:136], "big")
    digits = header[124:136].strip(b" \0")
    return max(int(digits, 8), 0) if digits else 0


def _seekable(stream: Source | BinaryIO) -> BinaryIO:
    if isinstance(stream, io.BufferedReader | io.BytesIO):
        return stream
    whole = _filled(stream, _IN_MEMORY + 1)
    if len(whole) > _IN_MEMORY:
        raise _Unread(f"it is compressed and larger than {_IN_MEMORY // 2**20} MB")
    return io.BytesIO(whole)


def _filled(stream: Source, size: int) -> bytes:
    """Read exactly this many bytes, or fewer at the end."""
    parts = bytearray()
    while len(parts) < size and (read := stream.read(size - len(parts))):
        parts += read
    return bytes(parts)


def _joined(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """Join short pieces of plain text, because searching each separately is much slower."""
    held: list[bytes] = []
    length = 0
    for piece in pieces:
        if len(piece) > _CHUNK or b"\0" in piece or not piece.isascii():
            yield from _cut(piece)
            continue
        if length + len(piece) >= MOST_BYTES:
            yield b"\n".join(held)
            held, length = [], 0
        held.append(piece)
        length += len(piece) + 1
    if held:
        yield b"\n".join(held)


def _cut(data: bytes) -> Iterator[bytes]:
    for start in range(0, len(data), MOST_BYTES - OVERLAP):
        yield data[start : start + MOST_BYTES]
