"""Conversations: one visitor's questions and the progress of each answer."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from assistant.answer import Answer
from assistant.question import Exchange, Question


class Stage(StrEnum):
    """The progress of an answer."""

    SEARCHING = "searching"
    STREAMING = "streaming"
    COMPLETE = "complete"
    STOPPED = "stopped"
    FAILED = "failed"


@dataclass(frozen=True, slots=True)
class Turn:
    """One question and its answer so far.

    `broken` holds the numbers of the citations whose words differ from the stored article.
    `trouble` is the sentence shown if no answer could be made.
    """

    number: int
    asked: Question
    answer: Answer | None = None
    broken: frozenset[int] = frozenset()
    stage: Stage = Stage.SEARCHING
    trouble: str = ""

    @property
    def text(self) -> str:
        """The question in the visitor's words."""
        return self.asked.text

    @property
    def running(self) -> bool:
        """True if the answer may still grow."""
        return self.stage in (Stage.SEARCHING, Stage.STREAMING)

    @property
    def exchange(self) -> Exchange:
        """The question and its answer, as the history of a follow-up."""
        if self.answer is None:
            return Exchange(self.text, standalone=self.asked.standalone)
        return Exchange.of(self.answer)


@dataclass(frozen=True, slots=True)
class Conversation:
    """One visitor's questions and answers, oldest first."""

    turns: tuple[Turn, ...] = ()

    @property
    def last(self) -> Turn | None:
        """The latest turn, or None before the first question."""
        return self.turns[-1] if self.turns else None

    @property
    def earlier(self) -> tuple[Turn, ...]:
        """All turns except the latest."""
        return self.turns[:-1]

    @property
    def history(self) -> tuple[Exchange, ...]:
        """The exchanges that the latest question can refer to, oldest first."""
        return tuple(turn.exchange for turn in self.earlier)

    def begun(self, asked: Question) -> Conversation:
        """Return the conversation with a new question at its end."""
        number = self.last.number + 1 if self.last else 1
        return Conversation((*self.turns, Turn(number, asked)))

    def advanced(self, turn: Turn) -> Conversation:
        """Return the conversation with its latest turn replaced."""
        return Conversation((*self.earlier, turn))

    def without_last(self) -> Conversation:
        """Return the conversation before its latest question."""
        return Conversation(self.earlier)

    def stopped(self) -> Conversation:
        """Return the conversation with an unfinished latest turn marked as stopped."""
        if self.last is None or not self.last.running:
            return self
        return self.advanced(replace(self.last, stage=Stage.STOPPED))
