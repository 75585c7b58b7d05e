"""A passage that a search found."""

from __future__ import annotations

from dataclasses import dataclass

from index.passage import Passage


@dataclass(frozen=True, slots=True)
class Match:
    """A visible passage and how well it fits; scores compare within one search only."""

    passage: Passage
    score: float
