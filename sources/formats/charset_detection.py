"""Detection of a page's encoding where the declared one is wrong or missing."""

from __future__ import annotations

import re

from charset_normalizer import from_bytes

# Detection is by statistics on this many bytes of running text.
_SAMPLE = 64_000
_FEWEST_BYTES = 20
_TAG = re.compile(rb"<[^<>]{0,2000}>")
_MARKUP = re.compile("<[^<>]{0,2000}>")
_ASCII_RUN = re.compile(rb"[\x00-\x7f]{40,}")
_LANGUAGE = re.compile(rb"<html\b[^<>]{0,400}?\blang\s*=\s*[\"']?([a-z]{2})", re.IGNORECASE)
# Statistics do not tell the Latin code pages apart: each gives plausible letters. The language
# decides, as in https://html.spec.whatwg.org/#determining-the-character-encoding (step 9).
_LATIN = {
    **dict.fromkeys(("cs", "hr", "hu", "pl", "ro", "sk", "sl", "sq"), "cp1250"),
    **dict.fromkeys(("az", "ku", "tr"), "cp1254"),
    **dict.fromkeys(("et", "lt", "lv"), "cp1257"),
    "vi": "cp1258",
}
_OTHER_LATIN = "cp1252"
_MOST_BEYOND_ASCII = 0.3


def detected_text(data: bytes, encodings: frozenset[str]) -> tuple[str, str] | None:
    """Return the decoded page and the encoding, one of `encodings`, or None if it is unclear."""
    sample = _ASCII_RUN.sub(b" ", _TAG.sub(b" ", data[: 10 * _SAMPLE]))[:_SAMPLE]
    if sum(byte > 127 for byte in sample) < _FEWEST_BYTES:
        return _decoded(data, _latin_of(data))
    best = from_bytes(sample, cp_isolation=sorted(encodings)).best()
    if best is None or _is_latin(str(best)):
        return _decoded(data, _latin_of(data))
    return _decoded(data, best.encoding)


def is_misread(text: str) -> bool:
    """Return True if a text decoded as Western European is mostly accented letters and signs.

    Cyrillic, Greek, Korean and Chinese look like this, because most of their bytes are above ASCII.
    """
    shown = "".join(_MARKUP.sub(" ", text[: 10 * _SAMPLE]).split())[:_SAMPLE]
    beyond = len(shown) - len(shown.encode("ascii", "ignore"))
    return beyond >= _FEWEST_BYTES and beyond > _MOST_BEYOND_ASCII * len(shown)


def _is_latin(text: str) -> bool:
    """Return True if a text is in the Latin script."""
    letters = list(filter(str.isalpha, text))
    return sum(letter < "\u0250" for letter in letters) > len(letters) / 2


def _latin_of(data: bytes) -> str:
    stated = _LANGUAGE.search(data[:4096])
    return _LATIN.get(stated[1].decode().lower() if stated else "", _OTHER_LATIN)


def _decoded(data: bytes, encoding: str) -> tuple[str, str] | None:
    try:
        return data.decode(encoding), encoding
    except UnicodeDecodeError:
        return None
