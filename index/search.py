"""Hybrid search: words and vectors combined, ranked by passage and diversified by article."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from index.embedding.embedder import Embedder
from index.passage import Match, Passage, Scores
from index.scope import Filters
from index.view import View, Viewable
from index.words import terms
from sources.cleaning.characters import readable
from sources.span import Span

# Per side. A larger number changes no ranking, and fetching hits is most of a search's cost.
_CANDIDATES = 100
_DEEPER = 4
_NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True)
class Mix:
    """The weight of each signal in a passage's score.

    The word score is relative to the question's best one, so it is at most 1, like the cosines,
    which lie closer together. Words count most. The passage's vector finds paraphrases. The
    headline's vector shows what the whole article is about. Measured by `python -m
    tests.benchmarks.retrieval`: vector weights from 0.5 to 0.7 rank equally well.
    """

    words: float = 1.0
    passage: float = 0.6
    headline: float = 0.6
    passages_per_article: int = 3


WORDS_ONLY = Mix(passage=0.0, headline=0.0)
VECTORS_ONLY = Mix(words=0.0, headline=0.0)
HYBRID = Mix()


@dataclass(frozen=True, slots=True)
class Search:
    """Find the passages of an archive that are relevant to a question."""

    archive: Viewable
    embedder: Embedder
    mix: Mix = HYBRID

    def over(self, view: View) -> Search:
        """Return the same search over a view."""
        return replace(self, archive=view)

    def passages(
        self, question: str, limit: int = 10, filters: Filters = _NO_FILTERS
    ) -> tuple[Match, ...]:
        """Return the best passages, best first, or () for a question without words."""
        with self.archive.view() as view:
            ranked = self._ranked(view, question, filters, _CANDIDATES)
        return tuple(_spread(ranked, limit, self.mix.passages_per_article))

    def articles(
        self, question: str, limit: int = 10, filters: Filters = _NO_FILTERS
    ) -> tuple[Match, ...]:
        """Return the best passage of each of the best articles, best first.

        Ranks as many passages as needed, and returns fewer articles only if there are no more.
        """
        candidates, seen = _CANDIDATES, -1
        with self.archive.view() as view:
            while True:
                ranked = self._ranked(view, question, filters, candidates)
                best = tuple(_spread(ranked, limit, 1))
                if len(best) >= limit or len(ranked) <= seen:
                    return best
                candidates, seen = _DEEPER * candidates, len(ranked)

    def _ranked(self, view: View, question: str, filters: Filters, candidates: int) -> list[Match]:
        """Return the candidates of both searches, best first."""
        question = readable(question)
        if not terms(question):
            return []
        by_words: Mapping[Span, Match] = {}
        by_vector: Mapping[Span, Match] = {}
        cosines: dict[Span, float] = {}
        if self.mix.words:
            by_words = _by_span(view.matching(question, candidates, filters))
        found: dict[Span, Passage] = {span: match.passage for span, match in by_words.items()}
        if self.mix.passage or self.mix.headline:
            vector = self._embedded(view, question)
            by_vector = _by_span(view.nearest(vector, candidates, filters))
            found |= {span: match.passage for span, match in by_vector.items()}
            headlines = {_headline(passage) for passage in found.values()}
            cosines = {span: match.score for span, match in by_vector.items()}
            unknown = [span for span in {*found, *headlines} if span not in cosines]
            cosines |= view.cosines(vector, unknown)
        best = max((match.score for match in by_words.values()), default=1.0)
        matches = (
            self._match(passage, _scores(passage, by_words.get(span), best, cosines))
            for span, passage in found.items()
        )
        return sorted(matches, key=lambda match: (-match.score, match.passage.id))

    def _embedded(self, view: View, question: str) -> NDArray[np.float32]:
        """Embed the question. The first call loads the model and the vectors in parallel."""
        with ThreadPoolExecutor(1) as beside:
            embedding = beside.submit(self.embedder.embed_question, question)
            view.prepare()
            return embedding.result()

    def _match(self, passage: Passage, scores: Scores) -> Match:
        mix = self.mix
        score = (
            mix.words * scores.words + mix.passage * scores.passage + mix.headline * scores.headline
        )
        return Match(passage, score, scores)


def _scores(
    passage: Passage, by_words: Match | None, best: float, cosines: Mapping[Span, float]
) -> Scores:
    cosine = cosines.get(passage.span, 0.0)
    return Scores(
        words=by_words.score / best if by_words else 0.0,
        passage=cosine,
        headline=cosines.get(_headline(passage), cosine),
    )


def _by_span(matches: Iterable[Match]) -> dict[Span, Match]:
    return {match.passage.span: match for match in matches}


def _headline(passage: Passage) -> Span:
    """Return the headline's span, which is only valid if the text begins with the headline."""
    return Span(passage.span.article_id, passage.span.content_hash, 0, len(passage.headline))


def _spread(ranked: Iterable[Match], limit: int, per_article: int) -> Iterable[Match]:
    taken: Counter[str] = Counter()
    for match in ranked:
        article = match.passage.span.article_id
        if taken[article] < per_article:
            taken[article] += 1
            yield match
        if taken.total() == limit:
            return
