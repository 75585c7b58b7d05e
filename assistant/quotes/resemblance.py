"""Resemblance: whether a claim is a changed form of the words that it is laid against."""

from __future__ import annotations

from rapidfuzz.distance import Levenshtein

from assistant.quotes.alignment import Alignment

# From this share on, of words and of content words, a claim is a changed form of the record's; most
# of the words are enough without the content words, as they stand in the record's order.
_LEAST_SHARED = 0.5
_MOSTLY_SHARED = 0.7
# From this share of their letters on, two words may be one that was misspelt.
_SAME_LETTERS = 0.75


def resembles(best: Alignment) -> bool:
    """Return True if a claim has so many words of the record that it is a changed form of it."""
    misspelt = _misspelt(best)
    shared = (best.matched + misspelt) / len(best.claimed.words)
    content = (best.shared_content + misspelt) / max(1, best.claimed.content)
    return shared >= _LEAST_SHARED and (content >= _LEAST_SHARED or shared >= _MOSTLY_SHARED)


def _misspelt(alignment: Alignment) -> int:
    """Count the claimed words that the record has with most of the same letters."""
    words, folded = alignment.claimed.words, alignment.stream.folded
    return sum(
        Levenshtein.normalized_similarity(word.folded, other) >= _SAME_LETTERS
        for step in alignment.steps
        if not step.same and step.end - step.start == step.last - step.first
        for word, other in zip(
            words[step.start : step.end], folded[step.first : step.last], strict=True
        )
    )
