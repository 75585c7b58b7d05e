"""Frequencies of a question's terms in the passages searched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log
from typing import Protocol


class Counter(Protocol):
    """An archive that counts the passages containing a word."""

    def frequencies(self, words: Iterable[str]) -> dict[str, int]:
        """Return the number of passages that contain each word."""


def counted(archive: Counter, words: Mapping[str, str]) -> dict[str, int]:
    """Return the number of passages that contain each term; `words` maps terms to words."""
    found = archive.frequencies(set(words.values()))
    return {term: found[word] for term, word in words.items()}


@dataclass(frozen=True)
class Frequencies:
    """The number of passages that contain each term, and the number of all passages."""

    passages: int
    counts: dict[str, int]

    def weight(self, term: str) -> float:
        """Return the weight of a term by its rarity (BM25's inverse document frequency).

        A term in no passage weighs as much as one in a single passage. It is more often a synonym
        than the one term that matters.
        """
        count = min(max(self.counts.get(term, 0), 1), self.passages)
        return log(1 + (self.passages - count + 0.5) / (count + 0.5))
