"""Evidence: sentences of the archive, and how well each one answers a part of a question."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import log
from typing import Protocol

from assistant.answering.sentence import Sentence
from assistant.question import Part
from sources.article import Article
from sources.span import Span


@dataclass(frozen=True, slots=True)
class Evidence:
    """A sentence considered for a part of a question.

    `score` ranks the sentences considered for one part, higher is better. `refusal` is the reason
    why the sentence does not answer, or "" if it does. `short_answer` is the part of it that
    answers on its own, if the reader found one.
    """

    sentence: Sentence
    part: Part
    score: float
    refusal: str = ""
    short_answer: Span | None = None

    @property
    def sufficient(self) -> bool:
        """Return True if the sentence answers its part of the question."""
        return not self.refusal


class Counter(Protocol):
    """An archive that counts the passages containing a word."""

    def frequencies(self, words: Iterable[str]) -> dict[str, int]:
        """Return the number of passages that contain each word."""


def counted(archive: Counter, words: Mapping[str, str]) -> dict[str, int]:
    """Return the number of passages that contain each term. `words` maps each term to its word."""
    found = archive.frequencies(set(words.values()))
    return {term: found[word] for term, word in words.items()}


@dataclass(frozen=True)
class Frequencies:
    """The number of passages that contain each term, and the number of all passages."""

    passages: int
    counts: dict[str, int]

    def weight(self, term: str) -> float:
        """Return the weight of a term by its rarity (BM25's inverse document frequency).

        A term in no passage weighs as much as one in a single passage: it is more often a synonym
        than the term that decides.
        """
        count = min(max(self.counts.get(term, 0), 1), self.passages)
        return log(1 + (self.passages - count + 0.5) / (count + 0.5))


# The weight of a term that appears near the sentence but not in it.
_IN_NEIGHBOUR, _IN_HEADING, _IN_PASSAGE = 0.7, 0.6, 0.5
_IN_OTHER_PART_OF_QUESTION = 0.25
# Names match if they share a beginning: "Uzbek" and "Uzbekistan", "Korean" and "Korea".
_BEGINNING = 5


@dataclass(frozen=True, slots=True)
class Coverage:
    """The weighted share of a part's terms in or near a sentence, and in the sentence alone."""

    near: float
    exact: float


@dataclass(frozen=True, slots=True)
class Topic:
    """The topic of a part of a question: its terms, weighted by rarity, and its names."""

    terms: Mapping[str, float]
    names: tuple[str, ...] = ()

    @classmethod
    def of(cls, part: Part, frequencies: Frequencies) -> Topic:
        """Weigh the terms of a part by rarity. Terms of the question's other parts weigh less."""
        terms = {t: frequencies.weight(t) * _IN_OTHER_PART_OF_QUESTION for t in part.shared}
        own = {term: frequencies.weight(term) for term in part.terms}
        return cls(terms | own, part.names)

    def coverage(self, sentence: Sentence) -> Coverage:
        """Return the weighted share of the terms that a sentence covers, 0 to 1."""
        total = sum(self.terms.values()) or 1.0
        near = sum(w * _nearness(term, sentence) for term, w in self.terms.items())
        return Coverage(near / total, sum(self._in(sentence)) / total)

    def absent(self, article: Article) -> float:
        """Return the share of the question's names that are missing from an article, 0 to 1."""
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
