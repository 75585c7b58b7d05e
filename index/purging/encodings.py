r"""Decoding of a file's bytes to UTF-8, whichever encoding its words are in.

JSON escapes, UTF-16 in both byte orders and base64 are decoded, also nested. The time is linear in
the number of bytes.
"""

from __future__ import annotations

import binascii
import codecs
import re
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

_NESTED = 2
_ESCAPED = re.compile(rb"(?:\\u[0-9a-fA-F]{4})+|\\[\"\\/bfnrt]")
# In most languages, spaces and line breaks alone are a tenth of the characters.
_UNITS = 256
_ASCII_UNITS = 20
_MOST_SURROGATES = 0.005
_LINE_BREAK = rb"(?:\r?\n|\\r\\n|\\n)"
_BASE64 = re.compile(
    rb"[A-Za-z0-9+/_-]{16,}(?:[ \t]{0,2}" + _LINE_BREAK + rb"[ \t>]{0,8}[A-Za-z0-9+/_-]{2,})*"
)
_BREAKS = re.compile(rb"[ \t>]*" + _LINE_BREAK + rb"[ \t>]*")
_STANDARD = bytes.maketrans(b"-_", b"+/")
# NUL is not among them: base64 of UTF-16 contains many.
_CONTROLS = bytes(set(range(1, 32)) - set(b"\t\n\r"))
_MOST_CONTROLS = 0.03
_SURROGATES = bytes(range(0xD8, 0xE0))


def readings(data: bytes, nested: int = _NESTED) -> Iterator[bytes]:
    """Yield the data as it is, and decoded from each encoding that it may be in."""
    yield data
    if nested:
        in_base64 = b"\n".join(run for run in runs(data) if _is_text(run))
        for decoded in (*_unescaped(data), *_utf16(data), in_base64):
            if decoded:
                yield from readings(decoded, nested - 1)


def runs(data: bytes) -> Iterator[bytes]:
    """Yield each run of base64, decoded from each possible start of its first group."""
    for match in _BASE64.finditer(data):
        run = _BREAKS.sub(b"", match[0]).translate(_STANDARD)
        for first in range(4):
            whole = run[first : first + (len(run) - first) // 4 * 4]
            rest = run[first + len(whole) :]
            if len(rest) > 1:
                whole += rest + b"=" * (4 - len(rest))
            yield binascii.a2b_base64(whole)


def _is_text(data: bytes) -> bool:
    """Return True if the data may be UTF-16, or UTF-8 with few control characters."""
    controls = len(data) - len(data.translate(None, _CONTROLS))
    if controls <= _MOST_CONTROLS * len(data):
        return True
    halves = data[::2], data[1::2]
    return any(half.translate(None, _SURROGATES) == half for half in halves)


def _unescaped(data: bytes) -> Iterator[bytes]:
    r"""Yield JSON bytes with `\u` and other escapes decoded."""
    if b"\\" in data and b"\0" not in data:
        plain = _ESCAPED.sub(_character, data)
        if plain != data:
            yield plain


def _character(escaped: re.Match[bytes]) -> bytes:
    if not escaped[0].startswith(rb"\u"):
        return b" "
    halves = bytes.fromhex(escaped[0].replace(rb"\u", b"").decode())
    return halves.decode("utf-16-be", "replace").encode()


def _utf16(data: bytes) -> Iterator[bytes]:
    """Yield the stretches of UTF-16, from even and odd offsets, in each byte order."""
    if b"\0" not in data and _is_utf8(data):
        return
    for order in ("<u2", ">u2"):
        for first in (0, 1):
            count = (len(data) - first) // 2
            units = np.frombuffer(data, dtype=order, count=count, offset=min(first, len(data)))
            likely = _likely(units)
            if likely.any():
                name = "utf-16-le" if order == "<u2" else "utf-16-be"
                yield units[likely].tobytes().decode(name, "replace").encode()


def _likely(units: NDArray[np.uint16]) -> NDArray[np.bool_]:
    """Return which code units may be text: all if surrogates are rare, otherwise some blocks."""
    surrogates = np.count_nonzero((units & 0xF800) == 0xD800)
    if surrogates <= _MOST_SURROGATES * len(units):
        return np.ones(len(units), dtype=bool)
    ascii_ = ((units >= 0x20) & (units < 0x7F)) | (units == 0x0A)
    blocks = np.add.reduceat(ascii_, np.arange(0, len(units), _UNITS), dtype=np.intp)
    likely = blocks >= _ASCII_UNITS
    near = likely.copy()
    near[:-1] |= likely[1:]
    near[1:] |= likely[:-1]
    return np.repeat(near, _UNITS)[: len(units)]


def _is_utf8(data: bytes) -> bool:
    """Return True if the data is UTF-8, even if a character is cut at either end."""
    start = 0
    while start < min(3, len(data)) and data[start] & 0xC0 == 0x80:
        start += 1
    try:
        codecs.getincrementaldecoder("utf-8")().decode(data[start:])
    except UnicodeDecodeError:
        return False
    return True
