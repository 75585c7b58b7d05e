"""The words of a name, in their written and folded forms."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from sources.cleaning.characters import unaccented

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


# A name keeps the full stop of an abbreviation and the marks of a transliteration: "Wm.", "Gʻafur".
_WORD = re.compile(r"[^\W_]+(?:['’ʼʻ`.&-][^\W_]+)*[.'’]?")
_INITIALS = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]?\.?")
_MARKS = re.compile(r"[-.'’ʼʻ`]")
_UNMARKED = str.maketrans({"ı": "i", "ł": "l", "ø": "o", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe"})


@dataclass(frozen=True)
class NameWord:
    """A word and its offsets in the text."""

    text: str
    start: int
    end: int

    @cached_property
    def folded(self) -> str:
        """The word in lowercase Latin letters without accents, with hyphens kept."""
        return unmarked(self.text).strip(".'’")

    @property
    def joined(self) -> str:
        """The folded word without hyphens and apostrophes."""
        return _MARKS.sub("", self.folded) or self.text.casefold()

    @property
    def parts(self) -> tuple[str, ...]:
        """The joined word, or its separate letters if the word is initials such as J.R."""
        if _INITIALS.fullmatch(self.text):
            return tuple(unmarked(letter) for letter in self.text if letter.isalpha())
        return (self.joined,)


def name_words(text: str, start: int, end: int) -> list[NameWord]:
    """Return the words between two offsets of a text."""
    return [NameWord(m[0], m.start(), m.end()) for m in _WORD.finditer(text, start, end)]


def unmarked(text: str) -> str:
    """Return the text in lowercase Latin letters without accents."""
    if text.isascii():
        return text.casefold()
    text = text.casefold().translate(_UNMARKED)
    if is_cyrillic(text):
        return latin(unicodedata.normalize("NFC", text))
    return unaccented(text)
