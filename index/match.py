"""A passage found by a search."""

from __future__ import annotations

from dataclasses import dataclass

from index.passage import Passage


@dataclass(frozen=True, slots=True)
class Scores:
    """The components of a passage's score.

    `words` is its BM25 score relative to the question's best. `passage` and `headline` are the
    cosines of their vectors with the question's.
    """

    words: float = 0.0
    passage: float = 0.0
    headline: float = 0.0


@dataclass(frozen=True, slots=True)
class Match:
    """A visible passage and its score. Scores are only comparable within one search.

    `scores` is set by the hybrid search. `probability` is set if a reader read the passage: the
    highest probability that one of its sentences answers the question.
    """

    passage: Passage
    score: float
    scores: Scores | None = None
    probability: float | None = None
