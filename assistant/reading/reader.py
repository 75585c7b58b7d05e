"""The interface of readers: their inputs and outputs.

A reader was trained on English. Do not use it on Hangul: it gives high probabilities to nonsense
there without any warning.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Passage:
    """A text, the character offsets of its sentences, and its headline."""

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
    """The probability that a sentence answers the question, and its short answer.

    A sentence beyond the reader's length limit has the probability 0 and no short answer.
    """

    probability: float
    words: ShortAnswer | None


@dataclass(frozen=True, slots=True)
class PassageReading:
    """A reading of each sentence of a passage, in order.

    `unanswered` is the probability that no words of the passage answer, judged by the words alone.
    """

    sentences: tuple[SentenceReading, ...]
    unanswered: float


@dataclass(frozen=True, slots=True)
class Bearing:
    """The probabilities that evidence supports a claim, contradicts it, or does neither."""

    borne_out: float
    not_told: float
    contradicted: float


@dataclass(frozen=True, slots=True)
class MissingWord:
    """A word of the conversation, and the probability that the question depends on it.

    `turn` counts from the first turn of the conversation. The offsets are those in its text.
    """

    word: str
    turn: int
    start: int
    end: int
    probability: float


class Reader(Protocol):
    """A reader model. It must be safe to use from any number of threads.

    Long input is truncated by tokens, not rejected. `assistant.reading.piece_rows` has the limits.
    """

    @property
    def model_id(self) -> str:
        """The model's name with the digest of its weights and the precision it runs in."""

    def read(self, question: str, passages: Sequence[Passage]) -> list[PassageReading]:
        """Score each passage as an answer to the question, in the order of the passages."""

    def bears(self, claim: str, evidences: Sequence[str]) -> list[Bearing]:
        """Judge whether each piece of evidence, one or more sentences, supports the claim."""

    def bearings(self, pairs: Sequence[tuple[str, str]]) -> list[Bearing]:
        """Judge whether the evidence supports the claim in each (claim, evidence) pair."""

    def missing(self, question: str, history: Sequence[str]) -> list[MissingWord]:
        """Return all words of the turns, in order, with how likely the question depends on each."""
