"""Readable characters: keep what a reader sees and remove what only a machine sees."""

from __future__ import annotations

import re
import unicodedata

from sources.language.scripts import HANGUL

# Characters that need no change except to spaces. Most pages contain nothing else.
_ORDINARY = re.compile(
    f"[\n -~\u00a1-\u00ac\u00ae-\u024f\u2010-\u2027\u2030-\u205e\u20ac{HANGUL}]*"
)
_LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029]")
_HYPHENATED = re.compile("\u00ad[^\\S\n]*\n[^\\S\n]*")
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U000e0000-\U000e007f]"
)
# Joiners carry meaning in Persian, in Indic scripts and inside emoji, but not next to ASCII.
# A run of them is matched once, as a whole.
_STRAY_JOINERS = re.compile(
    "(?<![^\x00-\x7f])[\u200c\u200d]+|(?<![\u200c\u200d])[\u200c\u200d]++(?![^\x00-\x7f])"
)
# All white space except the plain space and the line break, and letters that render as nothing.
_ODD_SPACES = (
    "\t\x0b-\r\x1c-\x1f\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u2800\u3000\u3164\uffa0"
)
# A single plain space is the common case and is skipped quickly.
_SPACES = re.compile(f" [ {_ODD_SPACES}]+|[{_ODD_SPACES}][ {_ODD_SPACES}]*")

_MARK_RUNS = re.compile(r"[^\w\s!-~]{31,}")
_MOST_MARKS = 30


def readable(text: str) -> str:
    """Return the text in NFC, with plain spaces and line breaks and no invisible characters."""
    if _ORDINARY.fullmatch(text):
        return _SPACES.sub(" ", text) if "  " in text else text
    text = _LINE_BREAKS.sub("\n", text)
    text = _HYPHENATED.sub("", text)
    text = _INVISIBLE.sub("", text)
    if "\u200c" in text or "\u200d" in text:
        text = _STRAY_JOINERS.sub("", text)
    text = _MARK_RUNS.sub(_fewer_marks, text)
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text))


def _fewer_marks(run: re.Match[str]) -> str:
    """Keep 30 combining marks in a row, as Unicode's stream-safe format does."""
    # Normalisation sorts marks by insertion: a run of a million of them would take hours.
    kept: list[str] = []
    marks = 0
    for character in run[0]:
        marks = marks + 1 if unicodedata.combining(character) else 0
        if marks <= _MOST_MARKS:
            kept.append(character)
    return "".join(kept)


def unaccented(text: str) -> str:
    """Return the text in the plain forms of its letters, without accents."""
    parts = unicodedata.normalize("NFKD", text)
    return unicodedata.normalize("NFC", "".join(c for c in parts if not unicodedata.combining(c)))
