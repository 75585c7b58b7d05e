"""The words of a name, in their written and folded forms."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cached_property

from sources.cleaning.characters import unaccented
from sources.people.transliteration import is_cyrillic, latin

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
