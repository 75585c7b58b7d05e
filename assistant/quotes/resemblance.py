"""Resemblance: whether a claim is a changed form of the words it is aligned with."""

from __future__ import annotations

from rapidfuzz.distance import Levenshtein

from assistant.quotes.alignment import Alignment

# The least share of words, and of content words, that a changed form shares with the archive.
_LEAST_SHARED = 0.5
# With this share of words in the same order, content words need not match.
_MOSTLY_SHARED = 0.7
# The least share of letters in common for a word to be a misspelling of another.
_SAME_LETTERS = 0.75


def resembles(best: Alignment) -> bool:
    """Return True if a claim shares enough words to be a changed form of the archive's."""
    misspelt = _misspelt(best)
    shared = (best.matched + misspelt) / len(best.claimed.words)
    content = (best.shared_content + misspelt) / max(1, best.claimed.content)
    return shared >= _LEAST_SHARED and (content >= _LEAST_SHARED or shared >= _MOSTLY_SHARED)


def _misspelt(alignment: Alignment) -> int:
    """Return the number of claimed words that the archive has with mostly the same letters."""
    words, folded = alignment.claimed.words, alignment.stream.folded
    return sum(
        Levenshtein.normalized_similarity(word.folded, other) >= _SAME_LETTERS
        for step in alignment.steps
        if not step.same and step.end - step.start == step.last - step.first
        for word, other in zip(
            words[step.start : step.end], folded[step.first : step.last], strict=True
        )
    )
