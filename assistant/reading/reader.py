"""What a reader is asked and what it returns.

A reader was trained on English. Do not ask it about Hangul: it gives high probabilities to nonsense
there, and nothing in its output shows it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Passage:
    """A text, the character offsets of its sentences, and the headline that it is under."""

    text: str
    sentences: tuple[tuple[int, int], ...]
    title: str = ""


@dataclass(frozen=True, slots=True)
class ShortAnswer:
    """The words of a sentence that answer best, as character offsets in the passage's text.

    The score is the log-odds of these words against "this passage does not answer".
    """

    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class SentenceReading:
    """How likely a sentence answers the question, and with which of its words.

    A sentence that the reader did not get to has the probability 0 and no words.
    """

    probability: float
    words: ShortAnswer | None


@dataclass(frozen=True, slots=True)
class PassageReading:
    """What a passage says to a question: a reading of each sentence, in order.

    `unanswered` is the probability that no words of the passage answer, by the words alone.
    """

    sentences: tuple[SentenceReading, ...]
    unanswered: float


@dataclass(frozen=True, slots=True)
class Bearing:
    """How likely the evidence bears a claim out, does not tell, or contradicts it: 1 in all."""

    borne_out: float
    not_told: float
    contradicted: float


@dataclass(frozen=True, slots=True)
class MissingWord:
    """A word of the conversation, and how likely the question leans on it.

    `turn` counts from the first turn of the conversation, the offsets are those in its text.
    """

    word: str
    turn: int
    start: int
    end: int
    probability: float


class Reader(Protocol):
    """A model that reads; any number of threads may use it.

    Long input is cut by tokens, not refused: see `assistant.reading.row` for how much is read.
    """

    @property
    def model_id(self) -> str:
        """The model's name with the digest of its weights and the precision it runs in."""

    def read(self, question: str, passages: Sequence[Passage]) -> list[PassageReading]:
        """Return what each passage says to the question, in the order of the passages."""

    def bears(self, claim: str, evidences: Sequence[str]) -> list[Bearing]:
        """Return how each evidence, of one or more sentences, bears on the claim."""

    def bearings(self, pairs: Sequence[tuple[str, str]]) -> list[Bearing]:
        """Return how the evidence of each pair bears on its claim, which comes first."""

    def missing(self, question: str, history: Sequence[str]) -> list[MissingWord]:
        """Return the words of the conversation's turns, oldest first, in reading order."""
