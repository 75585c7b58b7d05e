"""Coverage: how many of a question's terms appear in a sentence or near it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from assistant.answering.sentence import Sentence
from assistant.answering.term_frequencies import Frequencies
from assistant.question import Part
from sources.article import Article

# The weight of a term that appears near the sentence but not in it.
_IN_NEIGHBOUR, _IN_HEADING, _IN_PASSAGE = 0.7, 0.6, 0.5
_IN_OTHER_PART_OF_QUESTION = 0.25
# Names match if they share a beginning: "Uzbek" and "Uzbekistan", "Korean" and "Korea".
_BEGINNING = 5


@dataclass(frozen=True, slots=True)
class Coverage:
    """The weighted share of a part's terms in a sentence or near it, and in the sentence alone."""

    near: float
    exact: float


@dataclass(frozen=True, slots=True)
class Topic:
    """The topic of a part of a question: its terms, weighted by rarity, and its names."""

    terms: Mapping[str, float]
    names: tuple[str, ...] = ()

    @classmethod
    def of(cls, part: Part, frequencies: Frequencies) -> Topic:
        """Weigh the terms of a part. Those of the question's other parts weigh less."""
        terms = {t: frequencies.weight(t) * _IN_OTHER_PART_OF_QUESTION for t in part.shared}
        own = {term: frequencies.weight(term) for term in part.terms}
        return cls(terms | own, part.names)

    def coverage(self, sentence: Sentence) -> Coverage:
        """Return how much of the terms a sentence covers, 0 to 1."""
        total = sum(self.terms.values()) or 1.0
        near = sum(w * _nearness(term, sentence) for term, w in self.terms.items())
        return Coverage(near / total, sum(self._in(sentence)) / total)

    def absent(self, article: Article) -> float:
        """Return the share of the names that are missing from an article, 0 to 1."""
        if not self.names:
            return 0.0
        known = article.text.lower()
        return sum(name[:_BEGINNING] not in known for name in self.names) / len(self.names)

    def _in(self, sentence: Sentence) -> Iterator[float]:
        return (weight for term, weight in self.terms.items() if term in sentence.terms)


def _nearness(term: str, sentence: Sentence) -> float:
    if term in sentence.terms:
        return 1.0
    if term in sentence.neighbour_terms:
        return _IN_NEIGHBOUR
    if term in sentence.heading_terms:
        return _IN_HEADING
    return _IN_PASSAGE if term in sentence.passage_terms else 0.0
