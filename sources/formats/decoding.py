"""Decoding bytes to text that can be stored: strict about encodings, lenient about characters."""

from __future__ import annotations

import codecs
import logging
import re
from html import unescape

from sources.errors import Undecodable, Unreadable
from sources.formats.charset_detection import (
    LEAST_WHOLE_BYTES,
    MOST_BROKEN,
    NO_CHARACTER,
    detected_text,
    is_misread,
)

LOGGER = logging.getLogger(__name__)

# Codecs that a web page may declare, by the names that browsers accept. Python has more, some of
# them (punycode, unicode_escape, utf-7) dangerous with untrusted input, so others are ignored.
DECLARABLE = {
    **dict.fromkeys(("euc-kr", "cp949", "ks_c_5601-1987", "ksc5601", "ms949", "uhc"), "cp949"),
    **dict.fromkeys(("iso-8859-1", "latin1", "us-ascii", "ascii", "windows-1252"), "cp1252"),
    **{
        f"windows-{number}": f"cp{number}" for number in (874, *range(1250, 1259)) if number != 1252
    },
    **{f"iso-8859-{number}": f"iso8859-{number}" for number in (*range(2, 9), 10, 13, 14, 15, 16)},
    "iso-8859-9": "cp1254",
    **dict.fromkeys(("shift_jis", "shift-jis", "x-sjis", "windows-31j"), "cp932"),
    **dict.fromkeys(("gb2312", "gbk", "gb18030"), "gb18030"),
    **{name: name for name in ("euc-jp", "big5", "koi8-r", "koi8-u", "iso-2022-jp")},
}
# Switches between alphabets with escape sequences of ASCII, so its text is also valid UTF-8.
_ESCAPING = "iso-2022-jp"
_WESTERN = "cp1252"
_DETECTABLE = frozenset(DECLARABLE.values())
# Browsers look for the declaration in the first 1,024 bytes. Saved pages put comments before it.
DECLARATION_WITHIN = 4096
# Formats other than text have control characters at their start.
SNIFFED_BYTES, STRAY_CONTROLS = 8192, 3

# A page is in another encoding if it has more broken bytes than three, than one in a thousand, and
# than one in ten of its whole letters.
LEAST_WHOLE_LETTERS = 10

_LEAST_ZEROS = 0.15

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),  # before UTF-16, because it begins with UTF-16's mark
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_CONTROL_BYTES = bytes(set(range(32)) - set(b"\t\n\r\f\x0b\x08\x1b"))
_CHARSET = re.compile(
    rb"<(?:meta[^>]{0,200}?charset|\?xml[^>]{0,100}?encoding)\s*=\s*[\"']?\s*([\w.:-]{1,40})",
    re.IGNORECASE,
)
_LINE_ENDS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# NUL breaks Chroma's full-text index and a lone surrogate its batches. The others are invisible,
# do not belong in text, or control a terminal.
# Python refuses to read numbers of thousands of digits. No character has more than seven.
_PADDED_REFERENCE = re.compile(r"&#0+(?=[0-9])")
_HUGE_REFERENCE = re.compile(r"&#[0-9]{8,};?")
_UNSTORABLE = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufeff\ufffe\uffff]")


def scrub(text: str) -> str:
    """Return the text with uniform line breaks and without characters that cannot be stored."""
    # All of these are unprintable, so most texts, which contain none, are recognised quickly.
    if text.replace("\n", "").isprintable():
        return text
    return _UNSTORABLE.sub("", _LINE_ENDS.sub("\n", text))


def unescaped(text: str) -> str:
    """Return the text with references such as `&amp;` and `&#8220;` replaced by characters."""
    if "&#" in text:
        text = _HUGE_REFERENCE.sub(NO_CHARACTER, _PADDED_REFERENCE.sub("&#", text))
    return unescape(text)


def declared_charset(page: bytes) -> str | None:
    """Return the charset that an HTML page declares."""
    match = _CHARSET.search(page[:DECLARATION_WITHIN])
    return match[1].decode("ascii", "replace").lower() if match else None


def decode(data: bytes, declared: str | None = None) -> str:
    """Return the decoded text: by its byte order mark, as UTF-8, or as the page declares."""
    if not data.strip():
        raise Unreadable("it is empty", "remove it, or save the article again")
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding, skipped=len(mark))
    if wide := _unmarked_utf16(data):
        return wide
    refuse_binary(data)
    # UTF-8 first: browsers save pages as UTF-8 but keep the old declaration, and text in another
    # encoding is practically never valid UTF-8.
    legacy = DECLARABLE.get(declared or "")
    if legacy == _ESCAPING and b"\x1b" in data:
        return _decoded(data, legacy)
    if legacy is None:
        return _decoded(data, "utf-8", declared=declared)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _decoded(data, legacy)


def wide_encoding(data: bytes) -> str | None:
    """Return the UTF-16 encoding of a text without a byte order mark, or None.

    Every other byte of its ASCII characters is zero.
    """
    start = data[:SNIFFED_BYTES]
    zeros = (start[::2].count(0), start[1::2].count(0))
    if max(zeros) < _LEAST_ZEROS * len(start) or min(zeros) * 10 > max(zeros):
        return None
    return "utf-16-be" if zeros[0] > zeros[1] else "utf-16-le"


def _unmarked_utf16(data: bytes) -> str:
    """Return the text of data in UTF-16 without a byte order mark, or ''."""
    wide = wide_encoding(data)
    try:
        text = data.decode(wide) if wide else ""
    except UnicodeDecodeError:
        return ""
    # A binary format has other control characters too.
    return "" if _UNSTORABLE.search(text[:SNIFFED_BYTES]) else text


def refuse_binary(data: bytes) -> None:
    """Raise Unreadable if the start of a file has the control characters of a binary format."""
    start = data[:SNIFFED_BYTES]
    controls = len(start) - len(start.translate(None, _CONTROL_BYTES))
    if controls > STRAY_CONTROLS and controls * 100 > len(start):
        raise Unreadable(
            f"it is binary: {controls} control characters in its first {len(start)} bytes",
            "save the article as text in UTF-8",
        )


def _escaped(data: bytes) -> str:
    """Return the text of data with the escape sequences of ISO-2022-JP, or ''."""
    if b"\x1b$" not in data or b"\x1b(" not in data or not data.isascii():
        return ""
    try:
        return data.decode(_ESCAPING)
    except UnicodeDecodeError:
        return ""


def decode_page(data: bytes, origin: str) -> str:
    """Return the text of a web page, even if it declares no encoding or a wrong one.

    A few broken bytes become U+FFFD. A page full of them is in another encoding, which is
    detected. Both are reported.
    """
    declared = declared_charset(data)
    if text := _escaped(data):
        return text
    for mark, unicode in _BOMS:
        if data.startswith(mark):
            return _with_few_broken(data[len(mark) :], unicode, origin) or decode(data)
    try:
        text = decode(data, declared)
    except Undecodable:
        for encoding in ("utf-8", DECLARABLE.get(declared or "")):
            if encoding and (text := _with_few_broken(data, encoding, origin)):
                return text
        misread = True
    else:
        misread = DECLARABLE.get(declared or "") == _WESTERN and is_misread(text)
    found = detected_text(data, _DETECTABLE) if misread else None
    if found is None:
        return text or decode(data, declared)
    LOGGER.warning(
        "%s: it %s, but its bytes are %s; check its words",
        origin,
        f"declares {declared}" if declared else "declares no encoding",
        found[1],
    )
    return found[0]


def decode_export(data: bytes, origin: str) -> str:
    """Return the text of a file that a program exported, in a detected encoding if not in UTF-8."""
    try:
        return decode(data)
    except Undecodable:
        encoding = export_encoding(data, origin)
        if encoding is None:
            raise
        return data.decode(encoding, "replace")


def export_encoding(data: bytes, origin: str) -> str | None:
    """Return the encoding of data that is not UTF-8, with a warning, or None if it is unclear."""
    found = detected_text(data, _DETECTABLE)
    if found is None:
        return None
    LOGGER.warning(
        "%s: it is not UTF-8; its bytes look like %s; check its words, or export it as UTF-8",
        origin,
        found[1],
    )
    return found[1]


def _with_few_broken(data: bytes, encoding: str, origin: str) -> str:
    """Return the decoded page if only a few of its bytes are broken, otherwise ''."""
    text = data.decode(encoding, "replace")
    own = NO_CHARACTER.encode(encoding, "ignore")
    broken = text.count(NO_CHARACTER) - (data.count(own) if own else 0)
    whole = sum(map(text.count, set(text) - set(map(chr, range(128))) - {NO_CHARACTER}))
    if broken > max(MOST_BROKEN, len(data) // LEAST_WHOLE_BYTES, whole // LEAST_WHOLE_LETTERS):
        return ""
    if broken:
        LOGGER.warning(
            "%s: invalid bytes in its %s: %d, replaced with %s; check the words around them",
            origin,
            encoding.upper(),
            broken,
            NO_CHARACTER,
        )
    return text


def _decoded(data: bytes, encoding: str, skipped: int = 0, declared: str | None = None) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        where = f"byte {error.start + skipped} (0x{data[error.start]:02x})"
        note = f", and the page declares {declared!r}" if declared not in (None, "utf-8") else ""
        kind = Unreadable if skipped else Undecodable
        raise kind(
            f"{where} is not {encoding.upper()}{note}",
            "save it as UTF-8; if you know its encoding, use `iconv -f ENCODING -t UTF-8`",
        ) from error
