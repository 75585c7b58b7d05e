"""Overviews: the sentences that summarise the article that an open request is about.

"Tell me about the bus order" does not ask for a fact that one sentence contains. A sentence ranks
higher the closer it is to the centroid of its article's sentences (Radev, Jing, Styś and Tam 2004,
"Centroid-based summarization of multiple documents"), to the request, and to the beginning of the
article, where news reports put what is new. It ranks lower the more it repeats a sentence already
chosen (maximal marginal relevance, Carbonell and Goldstein 1998).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from assistant.answering.evidence import Evidence, Topic
from assistant.answering.sentence import Sentence, sentences_of
from index.embedding.embedder import Embedder
from index.passage import Passage
from sources.article import PROSE, Article

SENTENCES = 4
# A request is about an article if one of the article's sentences, together with its headings,
# contains this weighted share of the request's terms.
_COVERED = 0.65
_CENTRAL, _ASKED, _EARLY, _FIGURE, _READ = 0.5, 0.5, 0.15, 0.1, 0.2
_REPEATED = 0.5
# The decay constant, in sentences, of the bonus for an early position.
_LEADING = 4.0
# Shorter sentences depend on their neighbours: "About 260,000."
_FEWEST_WORDS = 6
_MOST_SENTENCES = 120
_REFUSAL = "other sentences summarise the article better"

Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Overview:
    """Summarises the article that a request is about, if there is one."""

    embedder: Embedder

    def article(self, request: str, found: Sequence[Sentence], topic: Topic) -> Article | None:
        """Return the article that a request is about, among the articles of the sentences found.

        One of its sentences, with its headings, contains most of the request's terms, and its
        headline and first paragraph are closest to the request in meaning. Return None if no
        sentence does.
        """
        near = {e.article.id: e.article for e in found if _covers(e, topic)}
        covering = list(near.values())
        if not covering:
            return None
        texts = [f"{each.headline}: {_opening(each)}" for each in covering]
        nearness = self.embedder.embed_passages(texts) @ self.embedder.embed_question(request)
        return covering[int(nearness.argmax())]

    def choose(self, request: str, read: Sequence[Evidence]) -> tuple[Evidence, ...]:
        """Return the sentences of an article, best summary first.

        The best few count as answers whatever score the reader gave them. The others do not.
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
    paragraphs = (b for b in article.blocks if b.kind in PROSE)
    return next((article.text[b.start : b.end] for b in paragraphs), "")


def _stands_alone(sentence: Sentence) -> bool:
    words = sentence.text.split()
    return (
        sentence.block.kind in PROSE
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
