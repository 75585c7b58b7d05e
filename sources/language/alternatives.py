"""Regular expressions that match any of many words."""

from __future__ import annotations

import re
from collections.abc import Iterable


def any_of(words: Iterable[str]) -> str:
    """Return a pattern that matches the longest of some words, as a trie: `Ju(?:ly|ne)`.

    Each letter of a text is compared with few alternatives, however many words there are.
    """
    rests: dict[str, list[str]] = {}
    # Reverse order puts longer words before their prefixes, and the end of a word last.
    for word in sorted(words, reverse=True):
        rests.setdefault(word[:1], []).append(word[1:])
    branches = [re.escape(first) + any_of(rest) if first else "" for first, rest in rests.items()]
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
