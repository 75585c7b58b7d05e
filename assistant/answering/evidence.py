"""Evidence: a sentence of the record, and how well it answers a part of a question."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.answering.sentence import Sentence
from assistant.question import Part
from sources.article import Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence that was weighed for a part of a question.

    `score` ranks the sentences that were weighed for one part; more is better. `refusal` is why the
    sentence does not answer, "" where it does. `short_answer` are the words of it that answer by
    themselves, where the reader found some.
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
