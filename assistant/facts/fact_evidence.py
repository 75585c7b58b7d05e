"""Evidence for a fact: find the archive's sentences closest to a sentence of a draft.

A sentence of a draft seldom names everything that it is about, so the sentences around it also help
to find the article that it restates.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import groupby

from assistant.answering.evidence import Frequencies, counted
from assistant.answering.vector_cache import SentenceMemory
from assistant.facts.corrections import CORRECTS
from assistant.ledger.doubts.changed_days import Dated
from assistant.question import content_terms, content_words
from index.embedding.embedder import Embedder
from index.scope import Filters
from index.search import Search
from index.view import View
from sources.article import Article, Block
from sources.language.analysis import analysed, forget
from sources.language.sentences import sentences
from sources.language.terms import terms
from sources.span import Span

_CLOSING = "\"”’')"
_PASSAGES, _ARTICLES = 8, 2
# The number of sentences of each article whose vectors are compared, and that are returned.
_COMPARED, _MOST = 12, 3
# The share of a claim that a sentence must cover to count as a correction of it.
_CORRECTED = 0.3
# The weight of a term found in the sentence before or after.
_BEFORE, _AFTER = 0.5, 0.3
# The number of sentences on either side that help to find the article.
_BESIDE = 3
# The weight of the passages found for a neighbouring sentence.
_NEIGHBOUR = 0.5
# A passage's score decays with its rank.
_DECAY = 0.15
# Limits: characters of a sentence, characters of an article, sentences of an article.
_LONGEST, _LONGEST_ARTICLE, _MOST_SENTENCES = 1_200, 20_000, 400

Key = tuple[str, str]
"""The id of an article, and the hash of one of its versions."""


@dataclass(frozen=True, slots=True)
class Source:
    """A sentence from the archive, and its similarity to a claim, 0 to 2.

    `covered` is the share of the claim's terms, by weight, that are in the sentence or beside it.
    `shared` is True if the sentences beside the claim are about the same article.
    """

    article: Article
    block: Block
    span: Span
    covered: float
    nearness: float
    shared: bool = False

    @property
    def text(self) -> str:
        """The sentence's text."""
        return self.article.words(self.span)

    @property
    def told(self) -> Dated:
        """The sentence, parsed."""
        return told(self.text[:_LONGEST], self.article.published_at(self.span.start))

    @property
    def whole(self) -> tuple[Dated, ...]:
        """The article and its headline, which may supply what the sentence lacks."""
        return (*_parts(self.article), *self.headline)

    @property
    def headline(self) -> tuple[Dated, ...]:
        """The headline, if it is not part of the text."""
        headline = self.article.headline
        published = self.article.metadata.published
        return () if headline in self.article.text else (told(headline, published),)


class FactSearch:
    """Search the archive for sentences about the same facts as a draft's."""

    def __init__(self, view: View, embedder: Embedder, memory: SentenceMemory) -> None:
        self._view = view
        self._search = Search(view, embedder)
        self._memory = memory
        self._weighed: tuple[str, Mapping[str, float]] = ("", {})

    def of_draft(
        self, claims: Sequence[str | None], filters: Filters
    ) -> Iterator[tuple[Source, ...] | None]:
        """Yield the sentences closest to each claim of a draft, and None where a claim is None."""
        articles = [self._articles(claim, filters) if claim else {} for claim in claims]
        for place, claim in enumerate(claims):
            near = [
                *articles[max(0, place - _BESIDE) : place],
                *articles[place + 1 : place + 1 + _BESIDE],
            ]
            yield self._sources(claim, articles[place], near) if claim else None

    def _articles(self, claim: str, filters: Filters) -> Mapping[Key, float]:
        """Return the articles about the same subject as a claim, each with a score."""
        found: dict[Key, float] = defaultdict(float)
        for rank, match in enumerate(self._search.passages(claim, _PASSAGES, filters)):
            span = match.passage.span
            found[span.article_id, span.content_hash] += match.score / (1 + _DECAY * rank)
        return found

    def _sources(
        self, claim: str, own: Mapping[Key, float], near: Sequence[Mapping[Key, float]]
    ) -> tuple[Source, ...]:
        """Return the sentences closest to a claim, best first.

        `own` are the articles found for the claim, `near` those found for the sentences beside it.
        """
        scores: dict[Key, float] = defaultdict(float, own)
        for other in near:
            for key, score in other.items():
                scores[key] += _NEIGHBOUR * score
        weights = self._weights(claim)
        shared = {key for other in near for key in _best(other)}
        found = [
            replace(source, shared=key in shared)
            for key in _best(scores)
            for source in self._of_article(claim, weights, key)
        ]
        return tuple(sorted(found, key=lambda source: -source.nearness))

    def all_of(self, claim: str, without: str, article: Article) -> tuple[Source, ...]:
        """Return all sentences of an article in order, ignoring some of a claim's words.

        The similarity of each is the share of the claim that it covers with its neighbours.
        """
        placed = _sentences(article)
        left = set(content_terms(without))
        weights = {t: w for t, w in self._weights(claim).items() if t not in left}
        held = [own for _, _, own in placed]
        shares = _covered(weights, held)
        total = sum(weights.values()) or 1.0
        windows = [
            sum(
                w
                for t, w in weights.items()
                if any(t in one for one in held[max(0, n - 1) : n + 2])
            )
            / total
            for n in range(len(held))
        ]
        return tuple(
            Source(article, block, span, share, window)
            for (block, span, _), share, window in zip(placed, shares, windows, strict=True)
        )

    def corrections(self, claim: str, close: Sequence[Source]) -> tuple[Source, ...]:
        """Return the sentences in the given articles that correct something in a claim."""
        articles = {source.article.id: source.article for source in close}
        return tuple(
            source
            for article in articles.values()
            if CORRECTS.search(article.text)
            for source in self.all_of(claim, "", article)
            if source.covered >= _CORRECTED and CORRECTS.search(source.text)
        )

    def _of_article(self, claim: str, weights: Mapping[str, float], key: Key) -> tuple[Source, ...]:
        article = self._view.version(key[1], key[0])
        placed = _sentences(article)
        covered = _covered(weights, [held for _, _, held in placed])
        best = sorted(range(len(placed)), key=lambda n: -covered[n])[:_COMPARED]
        if not best:
            return ()
        texts = [article.words(placed[n][1])[:_LONGEST] for n in best]
        vectors = self._memory.vectors([claim, *texts])
        cosines = (vectors[1:] @ vectors[0]).tolist()
        found = [
            Source(article, placed[n][0], placed[n][1], covered[n], covered[n] + cosine)
            for n, cosine in zip(best, cosines, strict=True)
        ]
        return tuple(sorted(found, key=lambda source: -source.nearness)[:_MOST])

    def forget(self) -> None:
        """Clear the caches, because articles may be purged and term weights may change."""
        self._weighed = ("", {})
        _sentences.cache_clear()
        _parts.cache_clear()
        forget()

    def _weights(self, claim: str) -> Mapping[str, float]:
        """Return the terms of a claim weighted by rarity. The last claim's are cached."""
        kept, weights = self._weighed
        if kept != claim:
            found = content_words(claim)
            counts = counted(self._view, found)
            frequencies = Frequencies(self._view.scope().passages, counts)
            weights = {term: frequencies.weight(term) for term in found}
            self._weighed = (claim, weights)
        return weights


def _best(scores: Mapping[Key, float]) -> list[Key]:
    """Return the articles with the highest scores."""
    return sorted(scores, key=lambda key: -scores[key])[:_ARTICLES]


def _covered(weights: Mapping[str, float], held: Sequence[frozenset[str]]) -> list[float]:
    """Return the share of a claim that each sentence covers, given the terms of the sentences."""
    total = sum(weights.values()) or 1.0
    nothing: frozenset[str] = frozenset()
    shares = []
    for before, own, after in zip([nothing, *held[:-1]], held, [*held[1:], nothing], strict=True):
        shares.append(
            sum(
                weight
                * (1.0 if term in own else _BEFORE if term in before else _AFTER * (term in after))
                for term, weight in weights.items()
            )
            / total
        )
    return shares


@lru_cache(maxsize=64)
def _sentences(article: Article) -> tuple[tuple[Block, Span, frozenset[str]], ...]:
    """Return an article's sentences with their terms, except questions, which state nothing."""
    found = [
        (block, span, frozenset(terms(article.words(span)[:_LONGEST])))
        for block in article.blocks
        for span in sentences(article, block)
        if not article.words(span).rstrip(_CLOSING).endswith("?")
    ]
    return tuple(found[:_MOST_SENTENCES])


@lru_cache(maxsize=64)
def _parts(article: Article) -> tuple[Dated, ...]:
    """Return an article, parsed: as one text, or the entries of a live blog by their own days."""
    found = []
    for published, group in groupby(article.blocks, lambda b: article.published_at(b.start)):
        blocks = list(group)
        text = article.text[blocks[0].start : min(blocks[-1].end, _LONGEST_ARTICLE)]
        if text:
            found.append(told(text, published))
    return tuple(found)


def told(text: str, published: date | None) -> Dated:
    """Return a text from the archive, analysed, with its day of publication."""
    return Dated(analysed(text), published)
