"""Patterns for any of many words."""

from __future__ import annotations

import re
from collections.abc import Iterable


def any_of(words: Iterable[str]) -> str:
    """Return a pattern that matches the longest of some words, letter by letter: `Ju(?:ly|ne)`.

    However many words there are, each letter of a text is looked at for few of them.
    """
    rests: dict[str, list[str]] = {}
    # What begins a longer word comes behind it, and where a word ends, last of all.
    for word in sorted(words, reverse=True):
        rests.setdefault(word[:1], []).append(word[1:])
    branches = [re.escape(first) + any_of(rest) if first else "" for first, rest in rests.items()]
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
