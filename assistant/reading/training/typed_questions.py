"""Questions as people type them: without a question mark, with a typo, after a lead-in."""

from __future__ import annotations

import re
from random import Random

_UNMARKED = 1 / 8
_SLIPPED = 0.03
_LED_IN = 0.02
_LEAD_INS = (
    "Quick question:",
    "Can you tell me:",
    "I am writing about this today.",
    "For a story:",
    "Please check:",
    "Hi, one more thing.",
)
_LONG = re.compile(r"[a-z]{5,}")


def as_typed(question: str, random: Random) -> str:
    """Return a question as a person may have typed it. Most are unchanged."""
    typed = question
    if random.random() < _UNMARKED:
        typed = typed.rstrip(" ?")
    if random.random() < _SLIPPED:
        typed = _slipped(typed, random)
    if random.random() < _LED_IN:
        typed = f"{random.choice(_LEAD_INS)} {typed}"
    return typed


def _slipped(question: str, random: Random) -> str:
    """Swap two neighbouring letters of a word, or leave one out."""
    words = list(_LONG.finditer(question))
    if not words:
        return question
    word = random.choice(words)
    place = random.randrange(word.start() + 1, word.end() - 1)
    after = question[place + 1 :]
    if random.random() < 0.5:
        return question[:place] + after
    return question[:place] + after[:1] + question[place] + after[1:]
