"""Unicode ranges of scripts, as the contents of regular-expression character classes."""

from __future__ import annotations

import re

HANGUL = "\uac00-\ud7a3"
"""Korean syllables."""
KANA = "\u3040-\u30ff"
HAN = "\u4e00-\u9fff"
RARE_HAN = "\u3400-\u4dbf"
UNSPACED = KANA + RARE_HAN + HAN
"""Scripts that put no spaces between words: Japanese and Chinese."""

# A Korean syllable is FIRST_SYLLABLE + (initial * VOWELS + vowel) * FINALS + final.
FIRST_SYLLABLE, LAST_SYLLABLE = 0xAC00, 0xD7A3
VOWELS, FINALS = 21, 28

UNSPACED_LETTER = re.compile(f"[{UNSPACED}]")
HANGUL_LETTER = re.compile(f"[{HANGUL}]")
HANGUL_WORD = re.compile(f"[{HANGUL}]+")


def holds_hangul(text: str) -> bool:
    """Return True if the text contains a Korean syllable."""
    return HANGUL_LETTER.search(text) is not None
