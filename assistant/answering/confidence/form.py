"""The form of a question, which decides how its signals are weighted."""

from __future__ import annotations

import re
from enum import StrEnum

from assistant.question import SHAPE

_POLAR = re.compile(
    r"\W*(?:is|are|am|was|were|do|does|did|has|have|had|can|could|will|would|shall|should|may|"
    r"might|must)\b",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\bwhy\b|\breasons?\b|"
    r"\bhow\b(?! (?:many|much|long|old|far|tall|high|big|large|often|fast|deep|wide|heavy)\b)",
    re.IGNORECASE,
)
_QUESTION_WORD = re.compile(
    r"\b(?:who|whom|whose|wh?at|wh?ich|when|where|why|how)\b", re.IGNORECASE
)
_KNOWN = re.compile(r"\bwhat (?:do|did) (?:we|you) know (?:of|about)\b", re.IGNORECASE)
_WORD = re.compile(r"\w+")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")


class Form(StrEnum):
    """The kind of answer that a question needs.

    A fact is a few words of a sentence: a name, a number, a day. A reason or a manner takes more
    than a few words, and a yes/no question has no words to mark. The reader marks no short answer
    for these, and the surrounding text counts for more. An open request ("Tell me about the
    summit") has no question word: the opening sentences of an article answer it.
    """

    FACT = "fact"
    REASON = "reason"
    POLAR = "polar"
    OPEN = "open"


def form_of(question: str) -> Form:
    """Return the form of a question, judged by its last sentence."""
    *_, asked = _SENTENCE_END.split(question.strip())
    if _POLAR.match(asked):
        return Form.POLAR
    if _KNOWN.search(asked):
        return Form.OPEN
    if not _QUESTION_WORD.search(asked):
        shaped = any(word in SHAPE for word in _WORD.findall(asked.lower()))
        return Form.OPEN if shaped else Form.FACT
    return Form.REASON if _REASON.search(asked) else Form.FACT
