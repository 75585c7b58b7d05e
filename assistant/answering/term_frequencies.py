"""How rare the terms of a question are in the passages that were searched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import log
from typing import Protocol


class Counter(Protocol):
    """An archive that counts the passages with a word."""

    def frequencies(self, words: Iterable[str]) -> dict[str, int]:
        """Return for each word in how many passages it stands."""


def counted(archive: Counter, words: Mapping[str, str]) -> dict[str, int]:
    """Return in how many passages each term stands; `words` has the word that each is of."""
    found = archive.frequencies(set(words.values()))
    return {term: found[word] for term, word in words.items()}


@dataclass(frozen=True)
class Frequencies:
    """In how many passages each term stands, out of how many there are."""

    passages: int
    counts: dict[str, int]

    def weight(self, term: str) -> float:
        """Weigh a term by how few passages hold it (BM25's inverse document frequency).

        A term that none holds weighs like one that one holds: it is more often another word for
        the same thing than the one thing that matters.
        """
        count = min(max(self.counts.get(term, 0), 1), self.passages)
        return log(1 + (self.passages - count + 0.5) / (count + 0.5))
