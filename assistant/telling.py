"""Words that fold to the same and say something else: "us" and "US", "no" and "No,"."""

from __future__ import annotations

import re

from assistant.tokens import Token
from assistant.verdict import Change
from assistant.vocabulary import PRONOUNS

# In capitals these are names, unless the words beside them are in capitals too.
_ACRONYMS = frozenset({"us", "who"})
_LETTERS = re.compile(r"[^\W\d_]{2,}")
_BESIDE = 25
# "No, more taxes" asks for taxes. Before a pronoun the comma is a matter of style.
_PAUSE = re.compile(r"\s?[,;:!—–]|\.(?=\s+[^\W\d])")
_NEXT = re.compile(r"\W*([^\W_]+)")


def told_apart(ours: Token, claimed: str, theirs: Token, recorded: str) -> Change | None:
    """Return how two words differ that fold to the same; None where they say the same.

    `claimed` and `recorded` are the texts that the words are in.
    """
    word = ours.folded
    if word in _ACRONYMS:
        cases = {_is_acronym(ours, claimed), _is_acronym(theirs, recorded)}
        return Change.NAME if cases == {True, False} else None
    if word == "no":
        same = _is_apart(ours, claimed) == _is_apart(theirs, recorded)
        return None if same else Change.NEGATION
    return None


def _is_acronym(word: Token, text: str) -> bool | None:
    """Return True if a word is an acronym; None if everything around it is in capitals."""
    written = text[word.start : word.end].split("'")[0].split("’")[0]
    if not written.isupper():
        return False
    around = text[max(0, word.start - _BESIDE) : word.start], text[word.end : word.end + _BESIDE]
    beside = [found for side in around for found in _LETTERS.findall(side)]
    return None if beside and all(map(str.isupper, beside)) else True


def _is_apart(word: Token, text: str) -> bool:
    """Return True if a "no" answers something, and does not belong to the words behind it."""
    following = _NEXT.match(text, word.end)
    if following is None or following[1].lower() in PRONOUNS | {"that", "there", "this", "no"}:
        return False
    return _PAUSE.match(text, word.end) is not None
