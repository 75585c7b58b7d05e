"""Evidence: a sentence of the archive, and how well it answers a part of a question."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answering.sentence import Sentence
from assistant.question import Part
from sources.article import Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence considered for a part of a question.

    `score` ranks the sentences considered for one part, higher is better. `refusal` is the reason
    why the sentence does not answer, or "" if it does. `short_answer` is the part of it that
    answers on its own, if the reader found one.
    """

    sentence: Sentence
    part: Part
    score: float
    refusal: str = ""
    short_answer: Span | None = None

    @property
    def sufficient(self) -> bool:
        """Return True if the sentence answers."""
        return not self.refusal
