"""The words and marks of a text, as those who look for speakers read them."""

from __future__ import annotations

import re
from typing import NamedTuple

# Stands where a quotation was, so that its words are not read as the outlet's.
MASK = "\ue000"
_TOKEN = re.compile(
    rf"{MASK}+"
    # The common case first; what follows would find the same word.
    r"|(?:[A-Za-z][a-z]*|[0-9]+)(?![\w.'’&-])"
    r"|(?:Mr|Mrs|Ms|Dr|Prof|Sens?|Reps?|Gov|Gen|Lt|Col|Capt|Sgt|St|Jr|Sr|Rev|Hon|Del|Rt)\."
    r"|(?:[^\W\d_]\.){1,6}|[^\W_](?:[^\W_]|[-'’&.](?=[^\W_]))*[’']?|[^\w\s]"
)
_make = tuple.__new__


class Word(NamedTuple):
    """A word or a mark of punctuation, and where it stands; `lower` is it in small letters."""

    start: int
    end: int
    text: str
    lower: str

    @property
    def capital(self) -> bool:
        """Whether it begins as a name does."""
        return self.text[0].isupper()

    @property
    def possessive(self) -> bool:
        """Whether it is somebody's: "Kim's", "the ministers'"."""
        return self.text.endswith(("'s", "’s", "s'", "s’"))


def words(text: str, start: int, end: int) -> list[Word]:
    """Return the words and marks of a stretch of text."""
    # As `Word(...)` makes them, without a call for each: there are very many.
    return [
        _make(Word, (found.start(), found.end(), word := found[0], word.lower()))
        for found in _TOKEN.finditer(text, start, end)
    ]
