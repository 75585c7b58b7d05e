"""Tests of a single line: whether it ends a sentence, is prose, or is in Hangul."""

from __future__ import annotations

import re

from sources.language.scripts import HANGUL_LETTER, UNSPACED

_CLOSERS = "\"'”’»」』)]}】〉》"
_TERMINALS = ".!?…。！？"
_TWO_SENTENCES = re.compile(r"[.!?。][\"'”’)\]]?\s+[^\s.].*[.!?。][\"'”’)\]]?\s*$")
# Chinese and Japanese put no spaces between words, so two characters count as a word.
_DENSE = re.compile(f"[{UNSPACED}\uff66-\uff9f]")
_CHARACTERS_PER_WORD = 2
_PROSE_LENGTH = 120
_PROSE_LENGTH_HANGUL = 60
_PROSE_LENGTH_DENSE = 40
_TWO_SENTENCES_LENGTH = 60
_LONG_PROSE_LENGTH = 250
_PEEK = 400


def ends_sentence(text: str) -> bool:
    """Return True if the text ends like a sentence, ignoring closing quotes and brackets."""
    end = text[-8:].rstrip(_CLOSERS)
    return bool(end) and end[-1] in _TERMINALS


def is_prose(text: str) -> bool:
    """Return True if the text has the length and shape of a paragraph."""
    if len(text) >= _LONG_PROSE_LENGTH:
        return True
    if not ends_sentence(text):
        return False
    least = _PROSE_LENGTH_HANGUL if is_hangul(text) else _PROSE_LENGTH
    if len(text) >= (_PROSE_LENGTH_DENSE if is_dense(text) else least):
        return True
    return len(text) >= _TWO_SENTENCES_LENGTH and bool(_TWO_SENTENCES.search(text))


def is_hangul(text: str) -> bool:
    """Return True if at least a quarter of the start of the text is Hangul."""
    start = text[:_PEEK]
    return len(HANGUL_LETTER.findall(start)) * 4 >= len(start)


def is_dense(text: str) -> bool:
    """Return True if at least a quarter of the start of the text is in a script without spaces."""
    start = text[:_PEEK]
    return len(_DENSE.findall(start)) * 4 >= len(start)


def word_count(text: str) -> int:
    """Return the word count of the start of a line.

    In scripts without spaces, two characters count as a word.
    """
    spaced, characters = _DENSE.subn(" ", text[:_PEEK])
    return len(spaced.split()) + -(-characters // _CHARACTERS_PER_WORD)


def folded(text: str) -> str:
    """Return the letters and digits of the text, casefolded, as a key for comparing headlines."""
    return "".join(filter(str.isalnum, text.casefold()))
