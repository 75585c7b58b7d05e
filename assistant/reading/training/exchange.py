"""Questions made unanswerable by replacing a name or number with another of the paragraph."""

from __future__ import annotations

import re
from random import Random

_NUMBER = re.compile(r"\b\d[\d,.]*\b")
_NAME = re.compile(r"(?<=[a-z,] )[A-Z][\w'’-]+(?: [A-Z][\w'’-]+)*")


def exchanged(question: str, text: str, answer: str, random: Random) -> str | None:
    """Return the question with a name or number replaced, or None if it has nothing to replace."""
    choices = []
    for kind in (_NUMBER, _NAME):
        asked = list(kind.finditer(question))
        others = {found[0] for found in kind.finditer(text)}
        others = {
            other
            for other in others
            if other not in question and other.lower() not in answer.lower()
        }
        choices += [(found, other) for found in asked for other in sorted(others)]
    if not choices:
        return None
    found, other = random.choice(choices)
    return question[: found.start()] + other + question[found.end() :]
