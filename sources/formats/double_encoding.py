"""Text that was encoded as UTF-8 twice: "CafÃ©" for "Café"."""

from __future__ import annotations

import re
from collections.abc import Iterator

# The bytes of one character in UTF-8, read as Windows-1252.
_LEAD, _NEXT = "Â-ô", "\u0080-¿€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"
_TWICE = re.compile(rf"[{_LEAD}][{_NEXT}]{{1,3}}")
_WORD = re.compile(rf"(?<!\w)\w{{0,40}}[{_LEAD}][{_NEXT}]+\w{{0,40}}")
# Fewer may be a coincidence, or the name of something.
_FEWEST, _PEEK = 3, 20_000


def twice_encoded(text: str) -> tuple[str, str] | None:
    """Return a word that is encoded twice and what it should be, or None if there are few."""
    start = text[:_PEEK]
    found = [once for piece in _TWICE.findall(start) if (once := _decoded(piece))]
    if len(found) < _FEWEST:
        return None
    return next(_words(start), None)


def _words(text: str) -> Iterator[tuple[str, str]]:
    for word in _WORD.findall(text):
        if once := _decoded(word):
            yield word, once


def _decoded(text: str) -> str:
    """Return a text decoded once more, or '' if it is not encoded twice."""
    try:
        # Windows-1252 leaves five bytes undefined, which are read as control characters.
        data = b"".join(
            one.encode("latin-1" if one <= "\u00ff" else "cp1252", "strict") for one in text
        )
        return data.decode("utf-8")
    except UnicodeError:
        return ""
