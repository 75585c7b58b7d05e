"""Passages of an article, with the facts that filters need, and as found by a search."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sources.span import Span


@dataclass(frozen=True)
class Passage:
    """A searchable piece of an article: a span, its exact words, and facts about the article."""

    span: Span
    text: str
    headline: str
    heading: str | None = None
    outlet: str | None = None
    published: date | None = None
    language: str | None = None

    @cached_property
    def id(self) -> str:
        """A content-addressed id of 32 hexadecimal digits."""
        key = f"{self.span.article_id}:{self.span.content_hash}:{self.span.start}:{self.span.end}"
        return hashlib.sha256(key.encode()).hexdigest()[:32]

    @property
    def embedded_text(self) -> str:
        """The text given to the embedding model: the headline for context, then the passage."""
        return self.text if self.text == self.headline else f"{self.headline}\n{self.text}"


# The number of characters kept on both sides of a cut in an article.
_OVERLAP = 80


@dataclass(frozen=True, slots=True)
class Cut:
    """A passage of a version: its number, its heading, and its position in the text."""

    seq: int
    heading: str | None
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class VersionFacts:
    """The facts that all passages of a version share; `published` is a day number."""

    article_id: str
    content_hash: str
    headline: str
    text: str
    outlet: str | None
    language: str | None
    published: int | None


@dataclass(frozen=True, slots=True)
class PassageRecord:
    """A visible or staged passage, as the word index and the vector store take it.

    `beside` is the text before the passage that is in no passage (section headings; for the last
    passage also the text after it), with a few words on both sides. It is searched for phrases as
    well, so that none are lost where an article was cut.
    """

    seq: int
    version: int
    headline: str
    heading: str | None
    body: str
    outlet: str | None
    language: str | None
    published: int | None
    beside: str
    span: Span


def records(version: int, facts: VersionFacts, cuts: Sequence[Cut]) -> Iterator[PassageRecord]:
    """Yield the records of all passages of a version."""
    text = facts.text
    before = 0
    for number, cut in enumerate(cuts, start=1):
        # The text between two passages (headings) goes to the later one, with the words on both
        # sides, so that every run of words is whole in some field.
        until = min(cut.start + _OVERLAP, cut.end)
        beside = text[max(0, before - _OVERLAP) : until] if before else ""
        if number == len(cuts):
            beside = f"{beside}\n{text[cut.end :]}"
        yield PassageRecord(
            cut.seq,
            version,
            facts.headline,
            cut.heading,
            text[cut.start : cut.end],
            facts.outlet,
            facts.language,
            facts.published,
            beside,
            Span(facts.article_id, facts.content_hash, cut.start, cut.end),
        )
        before = max(before, cut.end)


@dataclass(frozen=True, slots=True)
class Scores:
    """The components of a passage's score.

    `words` is its BM25 score relative to the question's best. `passage` and `headline` are the
    cosines of their vectors with the question's.
    """

    words: float = 0.0
    passage: float = 0.0
    headline: float = 0.0


@dataclass(frozen=True, slots=True)
class Match:
    """A visible passage and its score. Scores are only comparable within one search.

    `scores` is set by the hybrid search. `probability` is set if a reader read the passage: the
    highest probability that one of its sentences answers the question.
    """

    passage: Passage
    score: float
    scores: Scores | None = None
    probability: float | None = None
