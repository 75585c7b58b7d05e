"""How the fields of the word index weigh against each other."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """How much a word counts where it is found.

    A passage counts a word once, by the field where it says most, and `again` is the share that its
    other fields add: counted in full, each passage under a headline that shares a few words with
    the question stands before the one that holds the rest of them. A section heading says little,
    but a word that stands only in one must still be found. What a question is only put with is
    not looked for, or it is with `function_words`. Chosen on the development half of
    `python -m tests.benchmarks.retrieval` and on other sets beside it.
    """

    headline: float = 1.0
    heading: float = 0.1
    body: float = 1.0
    pairs: float = 1.0
    again: float = 0.2
    function_words: bool = False


STANDARD = Weights()
