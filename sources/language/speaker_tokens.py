"""Words and punctuation marks as written, for finding speakers, roles and topics."""

from __future__ import annotations

import re
from typing import NamedTuple

# Replaces quotations, so that their words are not read as the outlet's.
MASK = "\ue000"
_TOKEN = re.compile(
    rf"{MASK}+"
    # The common case first, for speed. The alternatives below would match the same word.
    r"|(?:[A-Za-z][a-z]*|[0-9]+)(?![\w.'’&-])"
    r"|(?:Mr|Mrs|Ms|Dr|Prof|Sens?|Reps?|Gov|Gen|Lt|Col|Capt|Sgt|St|Jr|Sr|Rev|Hon|Del|Rt)\."
    r"|(?:[^\W\d_]\.){1,6}|[^\W_](?:[^\W_]|[-'’&.](?=[^\W_]))*[’']?|[^\w\s]"
)
_make = tuple.__new__


class Word(NamedTuple):
    """A word or a punctuation mark, with its offsets and lowercase form."""

    start: int
    end: int
    text: str
    lower: str

    @property
    def capital(self) -> bool:
        """Return True if the word starts with a capital."""
        return self.text[0].isupper()

    @property
    def possessive(self) -> bool:
        """Return True if the word is a possessive: "Kim's", "the ministers'"."""
        return self.text.endswith(("'s", "’s", "s'", "s’"))


def words(text: str, start: int, end: int) -> list[Word]:
    """Return the words and punctuation marks between two offsets of a text."""
    # Equivalent to `Word(...)`, but avoids one call for each of very many tokens.
    return [
        _make(Word, (found.start(), found.end(), word := found[0], word.lower()))
        for found in _TOKEN.finditer(text, start, end)
    ]
