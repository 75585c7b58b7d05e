"""Terms: stems and character pairs that show whether two texts share words.

The search engine has its own tokenizer. Answers and verdicts use these terms instead, so that
tuning the ranking changes no verdict.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache

from Stemmer import Stemmer

from sources.language.scripts import HAN, HANGUL, KANA

# Scripts compared by pairs of characters. Korean attaches particles to nouns, and Chinese and
# Japanese put no spaces between words.
PAIRED = re.compile(f"[{HANGUL}{KANA}{HAN}]+")
# The vowel signs of Arabic, Hindi, Thai and other scripts are part of a word.
_MARKS = "".join(c for c in map(chr, range(0x370, 0x3100)) if unicodedata.category(c)[0] == "M")
_WORD = re.compile(f"(?:[^\\W_]|[{_MARKS}])+")
_ACCENTS = re.compile("[\u0300-\u036f]")
# Letters that Unicode does not decompose into a letter and an accent.
_UNACCENTED = str.maketrans(
    {"æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "ð": "d", "đ": "d", "ø": "o", "ł": "l", "ı": "i"}
)
_LONGEST = 59
_MOST_REMEMBERED = 65_536
# The stemmer's own cache is disabled because it is not thread-safe.
_stem: Callable[[str], str] = Stemmer("english", 0).stemWord


def terms(text: str) -> list[str]:
    """Return the terms of a text: English stems, then pairs of characters."""
    return [term for _, term in worded_terms(text)]


def worded_terms(text: str) -> Iterator[tuple[str, str]]:
    """Yield each word of a text with its term.

    A pair of characters is both word and term.
    """
    text = unicodedata.normalize("NFKC", text)
    for found in _WORD.finditer(PAIRED.sub(" ", text)):
        if len(found[0]) <= _LONGEST:
            yield found[0], _term(found[0])
    for pair in pairs_of(text):
        yield pair, pair


def pairs_of(text: str) -> Iterator[str]:
    """Yield each pair of adjacent characters of a run, or its only character."""
    if text.isascii():
        return
    for run in PAIRED.findall(text):
        if len(run) == 1:
            yield run
        for start in range(len(run) - 1):
            yield run[start : start + 2]


@lru_cache(_MOST_REMEMBERED)
def _term(word: str) -> str:
    word = word.lower()
    if not word.isascii():
        plain = _ACCENTS.sub("", unicodedata.normalize("NFD", word)).translate(_UNACCENTED)
        word = unicodedata.normalize("NFC", plain)
    return _stem(word)
