"""Transliteration of Cyrillic, and a fold that matches the Latin spellings of one Cyrillic name."""

from __future__ import annotations

import re

_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
_LETTERS = str.maketrans(
    {
        "а": "a",
        "б": "b",
        "в": "v",
        "г": "g",
        "ґ": "g",
        "д": "d",
        "е": "e",
        "ё": "yo",
        "є": "ye",
        "ж": "zh",
        "з": "z",
        "и": "i",
        "і": "i",
        "ї": "yi",
        "й": "y",
        "к": "k",
        "л": "l",
        "м": "m",
        "н": "n",
        "о": "o",
        "п": "p",
        "р": "r",
        "с": "s",
        "т": "t",
        "у": "u",
        "ў": "o",
        "ф": "f",
        "х": "kh",
        "ц": "ts",
        "ч": "ch",
        "ш": "sh",
        "щ": "shch",
        "ъ": "",
        "ы": "y",
        "ь": "",
        "э": "e",
        "ю": "yu",
        "я": "ya",
        "қ": "q",
        "ғ": "g",
        "ҳ": "h",
        "ә": "a",
        "ң": "n",
        "ө": "o",
        "ұ": "u",
        "ү": "u",
        "һ": "h",
    }
)
# Endings of family names that were originally Cyrillic. Loose spellings match only for these,
# because Smith and Smyth are two people.
_ENDING = re.compile(
    r"(?:[oe](?:v|ff)a?|(?:ed|ar|ur|iy|ay)[oe]wa?|s[kc](?:y|i|yy|iy|yi|ij|aya|aia)|enk[oa]|v[iy]ch"
    r"|dze|shvili|[lkshv]n(?:y|yy|iy|yi))$"
)
_LEAST = 5
_SPELT_ALIKE = (
    (re.compile("['’ʼʻ`]"), ""),
    (re.compile("x"), "ks"),
    (re.compile("q"), "k"),
    (re.compile("kh"), "h"),
    (re.compile("w|ff$"), "v"),
    (re.compile("dzh|zh"), "j"),
    (re.compile("y|j(?=[aeou])"), "i"),
    (re.compile("i+o"), "e"),
    (re.compile("i+(?=[aeu])"), ""),
    (re.compile("i{2,}"), "i"),
    (re.compile("ss"), "s"),
)


def is_cyrillic(text: str) -> bool:
    """Return True if the text contains a Cyrillic letter."""
    return _CYRILLIC.search(text) is not None


def latin(text: str) -> str:
    """Transliterate lowercase Cyrillic letters into Latin."""
    return text.translate(_LETTERS)


def looks_slavic(word: str) -> bool:
    """Return True if a lowercase Latin family name has a Slavic or Georgian ending."""
    return len(word) >= _LEAST and _ENDING.search(word) is not None


def loose(word: str) -> str:
    """Return the common form of the usual transliterations of a lowercase Latin word."""
    folded = word
    for pattern, replacement in _SPELT_ALIKE:
        folded = pattern.sub(replacement, folded)
    return folded or word
