"""Sentences of articles, with their context."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from assistant.question import SHAPE, content_terms
from index.passage import Match, Passage
from index.view import View
from sources.article import PROSE, Article, Block
from sources.language.analysis import analysed
from sources.language.sentences import sentences
from sources.language.terms import terms
from sources.span import Span

# Text that is not prose is not evidence: URLs, markup, page code.
_NOT_PROSE = re.compile(r"https?://|www\.|<[a-z/!]|\]\(|[{}]", re.IGNORECASE)
_CAPITALISED = re.compile(r"\b[A-Z][\w’'-]*")


@dataclass(frozen=True)
class Sentence:
    """A sentence of an article, with its context.

    `before` is the preceding sentence, in the same paragraph or the one directly above. `around`
    are the preceding and following sentences within the passage's own paragraphs. `rank` is the
    rank of the passage in the results, from 0.
    """

    article: Article
    block: Block
    span: Span
    before: Span | None
    around: tuple[Span, ...]
    heading: str
    passage_text: str
    rank: int = 0

    @cached_property
    def text(self) -> str:
        """The exact words of the sentence."""
        return self.article.words(self.span)

    @cached_property
    def terms(self) -> frozenset[str]:
        """The terms of the sentence."""
        return frozenset(analysed(self.text).terms)

    @cached_property
    def content(self) -> frozenset[str]:
        """The terms with content, without numbers."""
        return frozenset(term for term in content_terms(self.text) if not term.isdigit())

    @cached_property
    def name_terms(self) -> frozenset[str]:
        """The terms of the capitalised words, without those that shape a question."""
        names = (word for word in _CAPITALISED.findall(self.text) if word.lower() not in SHAPE)
        return frozenset(term for word in names for term in terms(word))

    @cached_property
    def neighbour_terms(self) -> frozenset[str]:
        """The terms of the sentences before and after it."""
        texts = map(self.article.words, self.around)
        return frozenset(term for text in texts for term in analysed(text).terms)

    @cached_property
    def heading_terms(self) -> frozenset[str]:
        """The terms of the headline and of the section's heading."""
        return frozenset(analysed(f"{self.article.headline} {self.heading}").terms)

    @cached_property
    def passage_terms(self) -> frozenset[str]:
        """The terms of the passage in which the sentence was found."""
        return frozenset(analysed(self.passage_text).terms)


def sentences_found(view: View, match: Match, rank: int = 0) -> tuple[Sentence, ...]:
    """Look up the article of a match in the view, and return the sentences of its passage."""
    span = match.passage.span
    return sentences_of(match.passage, view.version(span.content_hash, span.article_id), rank)


def sentences_of(passage: Passage, article: Article, rank: int = 0) -> tuple[Sentence, ...]:
    """Return the prose sentences of a passage, each with its neighbours."""
    placed = [
        (block, span)
        for block in _blocks_around(passage, article)
        for span in sentences(article, block)
    ]
    found: list[Sentence] = []
    for n, (block, span) in enumerate(placed):
        inside = passage.span.start <= span.start < passage.span.end
        if not inside or _NOT_PROSE.search(article.words(span)):
            continue
        around = [
            other
            for b, other in placed[max(0, n - 1) : n + 2]
            if other != span and b.end > passage.span.start
        ]
        before = next((s for b, s in placed[max(0, n - 1) : n] if _reads_on(b, block)), None)
        heading = passage.heading or ""
        found.append(
            Sentence(article, block, span, before, tuple(around), heading, passage.text, rank)
        )
    return tuple(found)


def _blocks_around(passage: Passage, article: Article) -> list[Block]:
    """Return the blocks of a passage, preceded by the block above that its start may refer to."""
    inside = [
        n
        for n, b in enumerate(article.blocks)
        if b.start < passage.span.end and passage.span.start < b.end
    ]
    if not inside:
        return []
    first, last = inside[0], inside[-1] + 1
    if first and _reads_on(article.blocks[first - 1], article.blocks[first]):
        first -= 1
    return list(article.blocks[first:last])


def _reads_on(above: Block, block: Block) -> bool:
    """Return True if a block continues the text of the one above it, with no heading between."""
    return above == block or {above.kind, block.kind} <= PROSE
