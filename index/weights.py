"""How the fields of the word index weigh against each other."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """How much a word counts where it is found.

    A headline says what all of its article is about. A section heading says little: it was worth
    more to rank by without them, but a word that stands only in one must still be found. Chosen
    on the development half of `python -m tests.benchmarks.retrieval`.
    """

    headline: float = 1.3
    heading: float = 0.1
    body: float = 1.0
    pairs: float = 1.0


STANDARD = Weights()
