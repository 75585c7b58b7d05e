"""A passage that a search found."""

from __future__ import annotations

from dataclasses import dataclass

from index.passage import Passage


@dataclass(frozen=True, slots=True)
class Scores:
    """What the score of a passage is made of.

    `words` is its BM25 in relation to the best one of the question; `passage` and `headline` are
    the cosines of their vectors and that of the question.
    """

    words: float = 0.0
    passage: float = 0.0
    headline: float = 0.0


@dataclass(frozen=True, slots=True)
class Match:
    """A visible passage and how well it fits; scores compare within one search only.

    `scores` is set by the hybrid search, and `probability` where a reader read the passage: the
    highest probability of its sentences that they answer the question.
    """

    passage: Passage
    score: float
    scores: Scores | None = None
    probability: float | None = None
