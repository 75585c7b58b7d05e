"""Detection of a page's encoding where the declared one is wrong or missing."""

from __future__ import annotations

import re

from charset_normalizer import CharsetMatch, from_bytes

from sources.language.scripts import HANGUL, KANA

# Detection is by statistics on this many bytes of running text.
_SAMPLE = 64_000
_FEWEST_BYTES = 20
MOST_BROKEN, LEAST_WHOLE_BYTES = 3, 1_000
NO_CHARACTER = "\ufffd"
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
# The encodings of Japanese and Korean, and the script that proves one right.
_WIDE = {
    "ja": (("cp932", "euc-jp"), KANA),
    "ko": (("cp949",), HANGUL),
}
_LEAST_PROVEN = 0.25
_MOST_BEYOND_ASCII = 0.3


def detected_text(data: bytes, encodings: frozenset[str]) -> tuple[str, str] | None:
    """Return the decoded page and the encoding, one of `encodings`, or None if it is unclear."""
    sample = _ASCII_RUN.sub(b" ", _TAG.sub(b" ", data[: 10 * _SAMPLE]))[:_SAMPLE]
    if sum(byte > 127 for byte in sample) < _FEWEST_BYTES:
        return _decoded(data, _latin_of(data))
    if (wide := _wide_of(data)) is not None:
        return wide
    half = len(sample) // 2
    latin = _decoded(data, _latin_of(data))
    # A broken byte rules the right encoding out where it is, so that each half is tried as well.
    for part in (sample, sample[:half], sample[half:]):
        best = _best(part, encodings)
        if best is not None and not _is_latin(str(best)):
            return _decoded(data, best.encoding)
        if latin is not None and not is_misread(latin[0]):
            return latin
    return None


def _wide_of(data: bytes) -> tuple[str, str] | None:
    """Return the page in an encoding of its language, if that makes text in the right script."""
    stated = _language(data)
    languages = [stated] if stated in _WIDE else [] if stated else ["ja"]
    for language in languages:
        encodings, script = _WIDE[language]
        for encoding in encodings:
            found = _decoded(data, encoding)
            beyond = [c for c in found[0][: 10 * _SAMPLE] if c > "\u02ff"] if found else []
            proven = len(re.findall(f"[{script}]", "".join(beyond)))
            if beyond and proven >= _LEAST_PROVEN * len(beyond):
                return found
    return None


def _best(sample: bytes, encodings: frozenset[str]) -> CharsetMatch | None:
    """Return the likeliest encoding, where one of many bytes is likelier than one of single bytes.

    Every byte is a letter to a single-byte encoding, so that Korean can look like Thai. Few bytes
    make characters of an encoding with several by chance.
    """
    found = list(from_bytes(sample, cp_isolation=sorted(encodings)))
    wide = (match for match in found if match.multi_byte_usage and match.chaos <= found[0].chaos)
    return next(wide, found[0] if found else None)


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
    return _LATIN.get(_language(data), _OTHER_LATIN)


def _language(data: bytes) -> str:
    stated = _LANGUAGE.search(data[:4096])
    return stated[1].decode().lower() if stated else ""


def _decoded(data: bytes, encoding: str) -> tuple[str, str] | None:
    """Return the decoded page if at most a few bytes are broken, which are replaced."""
    text = data.decode(encoding, "replace")
    return (
        None
        if text.count(NO_CHARACTER) > max(MOST_BROKEN, len(data) // LEAST_WHOLE_BYTES)
        else (text, encoding)
    )
