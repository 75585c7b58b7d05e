"""Overviews: the sentences that sum up the article that an open request is about.

"Tell me about the bus order" asks for no fact that one sentence holds. A sentence counts for more
the nearer it comes to the centroid of its article's sentences (Radev, Jing, Styś and Tam 2004,
"Centroid-based summarization of multiple documents"), to the request, and to the article's
beginning, where news tells what is new; and for less the more it repeats one that was chosen
already (maximal marginal relevance, Carbonell and Goldstein 1998).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.answering.coverage import Topic
from assistant.answering.evidence import Evidence
from assistant.answering.sentence import Sentence, sentences_of
from index.embedding.embedder import Embedder
from index.passage import Passage
from sources.article import Article, BlockKind

SENTENCES = 4
# An article is what a request is about where one of its sentences, with the headings over it, holds
# this share of the request's terms, by weight.
_COVERED = 0.65
_CENTRAL, _ASKED, _EARLY, _FIGURE, _READ = 0.5, 0.5, 0.15, 0.1, 0.2
_REPEATED = 0.5
# Of so many sentences, the first ones count as early.
_LEADING = 4.0
# Shorter sentences lean on others: "About 260,000."
_FEWEST_WORDS = 6
_MOST_SENTENCES = 120
_REFUSAL = "others sum the article up better"

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Overview:
    """Sums up the article that a request is about, where there is one."""

    embedder: Embedder

    def article(self, request: str, found: Sequence[Sentence], topic: Topic) -> Article | None:
        """Return the article that a request is about, among those of the sentences found.

        One of its sentences, with its headings, holds most of the request's terms, and its headline
        and first paragraph come nearest to the request in meaning. None where no sentence does.
        """
        near = {e.article.id: e.article for e in found if _covers(e, topic)}
        covering = list(near.values())
        if not covering:
            return None
        texts = [f"{each.headline}: {_opening(each)}" for each in covering]
        nearness = self.embedder.embed_passages(texts) @ self.embedder.embed_question(request)
        return covering[int(nearness.argmax())]

    def choose(self, request: str, read: Sequence[Evidence]) -> tuple[Evidence, ...]:
        """Return the sentences of an article that was read, those that sum it up first.

        These answer, whatever the reader thought of them; the others do not.
        """
        fitting = [each for each in read if _stands_alone(each.sentence)]
        if not fitting:
            return ()
        told = sorted(fitting, key=lambda each: each.sentence.span.start)
        headline = told[0].sentence.article.headline
        vectors = self.embedder.embed_passages([f"{headline}: {e.sentence.text}" for e in told])
        asked = self.embedder.embed_question(f"{request} {headline}")
        chosen = _chosen(_weights(told, vectors, asked), vectors)
        first = [
            Evidence(told[n].sentence, told[n].part, 1.0, "", told[n].short_answer) for n in chosen
        ]
        others = [
            Evidence(each.sentence, each.part, each.score, _REFUSAL)
            for n, each in enumerate(told)
            if n not in chosen
        ]
        return (*first, *sorted(others, key=lambda each: -each.score))


def sentences_of_article(article: Article) -> tuple[Sentence, ...]:
    """Return the first sentences of a whole article."""
    whole = Passage(article.span(0, len(article.text)), article.text, article.headline)
    return sentences_of(whole, article)[:_MOST_SENTENCES]


def _covers(sentence: Sentence, topic: Topic) -> bool:
    held = sentence.terms | sentence.heading_terms
    total = sum(topic.terms.values())
    covered = sum(weight for term, weight in topic.terms.items() if term in held)
    return total > 0 and covered >= _COVERED * total


def _opening(article: Article) -> str:
    paragraphs = (b for b in article.blocks if b.kind is BlockKind.PARAGRAPH)
    return next((article.text[b.start : b.end] for b in paragraphs), "")


def _stands_alone(sentence: Sentence) -> bool:
    words = sentence.text.split()
    return (
        sentence.block.kind is BlockKind.PARAGRAPH
        and len(words) >= _FEWEST_WORDS
        and not sentence.text.rstrip("\"”’')").endswith("?")
    )


def _weights(told: Sequence[Evidence], vectors: Floats, asked: Floats) -> Floats:
    centroid = vectors.mean(axis=0)
    centroid /= np.linalg.norm(centroid)
    early = np.exp(-np.arange(len(told)) / _LEADING)
    figures = np.array([bool(re.search(r"\d", each.sentence.text)) for each in told])
    read = np.array([each.score for each in told])
    meaning = _CENTRAL * (vectors @ centroid) + _ASKED * (vectors @ asked)
    weights = meaning + _EARLY * early + _FIGURE * figures + _READ * read
    return np.asarray(weights, dtype=np.float32)


def _chosen(weights: Floats, vectors: Floats) -> list[int]:
    chosen: list[int] = []
    while len(chosen) < min(SENTENCES, len(weights)):
        repeated = (vectors @ vectors[chosen].T).max(axis=1) if chosen else np.zeros(len(weights))
        left = weights - _REPEATED * repeated
        left[chosen] = -np.inf
        chosen.append(int(left.argmax()))
    return chosen
