"""Articles as recorded words, for the tests of the quote desk."""

from __future__ import annotations

from assistant.quotes.recorded_words import Recorded
from sources.article import Article, BlockKind, Metadata
from sources.quotations.finding import quotations


def recorded(*paragraphs: str, name: str = "a.txt") -> Recorded:
    """Return an article of these paragraphs with the quotations that are found in it."""
    blocks = [(BlockKind.PARAGRAPH, text) for text in paragraphs]
    article = Article.from_blocks(name, blocks, Metadata(title="A headline"))
    return Recorded(article, quotations(article))
