"""The weights of the fields of the word index."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Weights:
    """How much a word counts in each field.

    A word counts once per passage, in the field where it weighs most. `again` is the share that its
    other fields add. If they counted in full, every passage under a headline that shares a few
    words with the question would rank above the one that contains the rest of them. A section
    heading weighs little, but a word that only occurs in one must still be found. The function
    words of a question are only searched for with `function_words`. Chosen on the development half
    of `python -m tests.benchmarks.retrieval` and on other sets beside it.
    """

    headline: float = 1.0
    heading: float = 0.1
    body: float = 1.0
    pairs: float = 1.0
    again: float = 0.2
    function_words: bool = False


STANDARD = Weights()
