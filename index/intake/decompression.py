"""Decompression of gzip, bzip2, xz and lzma streams with bounded memory."""

from __future__ import annotations

import bz2
import lzma
import zlib
from collections.abc import Callable
from typing import Protocol

_CHUNK = 2**16
_MEMORY = 128 * 2**20
_GZIP_WINDOW = 31


class Source(Protocol):
    """A source of bytes, read in order."""

    def read(self, size: int, /) -> bytes:
        """Return at most this many bytes, none at the end."""


class _Decoder(Protocol):
    @property
    def eof(self) -> bool: ...

    @property
    def needs_input(self) -> bool: ...

    @property
    def unused_data(self) -> bytes: ...

    def decompress(self, data: bytes, max_length: int, /) -> bytes: ...


class _Gzip:
    """Decodes gzip with the interface of the other decoders."""

    def __init__(self) -> None:
        self._decoder = zlib.decompressobj(_GZIP_WINDOW)

    @property
    def eof(self) -> bool:
        return self._decoder.eof

    @property
    def needs_input(self) -> bool:
        return not self._decoder.unconsumed_tail

    @property
    def unused_data(self) -> bytes:
        return self._decoder.unused_data

    def decompress(self, data: bytes, max_length: int, /) -> bytes:
        return self._decoder.decompress(self._decoder.unconsumed_tail + data, max_length)


class Decompressed:
    """Reads a source unpacked; raises EOFError or the library's error if it is damaged."""

    def __init__(self, source: Source, kind: str) -> None:
        self._source = source
        self._new = DECODERS[kind]
        self._decoder = self._new()

    def read(self, size: int, /) -> bytes:
        """Return at most this many bytes, none at the end of the last stream."""
        while size:
            data = b""
            if self._decoder.eof:
                data = self._decoder.unused_data.lstrip(b"\0")
                data = data or self._source.read(_CHUNK).lstrip(b"\0")
                if not data:
                    return b""
                self._decoder = self._new()
            elif self._decoder.needs_input:
                data = self._source.read(_CHUNK)
            found = self._decoder.decompress(data, size)
            if found:
                return found
            if not data and self._decoder.needs_input and not self._decoder.eof:
                raise EOFError("it is cut off")
        return b""


DECODERS: dict[str, Callable[[], _Decoder]] = {
    "gzip": _Gzip,
    "bzip2": bz2.BZ2Decompressor,
    "xz": lambda: lzma.LZMADecompressor(memlimit=_MEMORY),
    "lzma": lambda: lzma.LZMADecompressor(lzma.FORMAT_ALONE, memlimit=_MEMORY),
}
