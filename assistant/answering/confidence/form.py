"""The form of a question, which decides how its signals are weighed."""

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
    """What kind of answer settles a question.

    A fact is some words of a sentence: a name, a number, a day. A reason, or a way, is more than a
    few words, and a polar question, of yes or no, has none: the reader marks no short answer there,
    and what stands near counts for more. An open request ("Tell me about the summit") has no
    question word: the opening sentences of an article settle it.
    """

    FACT = "fact"
    REASON = "reason"
    POLAR = "polar"
    OPEN = "open"


def form_of(question: str) -> Form:
    """Return the form of a question, by its last sentence."""
    *_, asked = _SENTENCE_END.split(question.strip())
    if _POLAR.match(asked):
        return Form.POLAR
    if _KNOWN.search(asked):
        return Form.OPEN
    if not _QUESTION_WORD.search(asked):
        shaped = any(word in SHAPE for word in _WORD.findall(asked.lower()))
        return Form.OPEN if shaped else Form.FACT
    return Form.REASON if _REASON.search(asked) else Form.FACT
