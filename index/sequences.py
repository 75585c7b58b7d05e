"""Sequences: words that follow one another, folded so that the way they are set does not matter."""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from sources.characters import readable

# Marks go first: with them an accent would part a word from itself once it is decomposed.
_MARKS = re.compile("[\u0300-\u036f]+")
# What is set in news beside ASCII without being part of a word.
_PLAIN = re.compile("[\t-\r -~\u2010-\u2027\u2030-\u205e\u20ac]*")
_WORD = re.compile(r"[^\W_]+")
_LONGEST_WORD = 40
_JOINT = "_"


def folded_words(text: str) -> list[str]:
    """Return the words of a text without case, accents, typographic forms and all that is no word.

    Quotation marks, dashes, spaces and line breaks part words and leave no trace.
    """
    if not _PLAIN.fullmatch(text):
        text = readable(text)
        text = unicodedata.normalize("NFKD", text)
        text = _MARKS.sub("", text.casefold())
        text = unicodedata.normalize("NFC", text)
    return [word[:_LONGEST_WORD] for word in _WORD.findall(text.casefold())]


def sequences(text: str) -> list[str]:
    """Return each two neighbouring words of a text as one term, in order."""
    words = folded_words(text)
    return list(map(_JOINT.join, pairwise(words)))
