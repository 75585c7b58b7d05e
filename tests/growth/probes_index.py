"""What `index` does with texts from outside: articles on their way in, and what is asked of it."""

from __future__ import annotations

from index.intake.layer import found_in
from index.passage import Cut, VersionFacts, records
from index.passage_cutting import passages
from index.purging.encodings import readings
from index.words.field_weights import STANDARD
from index.words.fields import document_of, terms
from index.words.word_search import asking, sharing
from sources.article import Article, BlockKind, Metadata, Page
from sources.cleaning.characters import readable
from sources.cleaning.cleaner import clean
from sources.errors import SourceError
from sources.language.terms import pairs_of
from tests.growth.probes_sources import article_of


def whole(text: str) -> object:
    """Do with a page all that adding does before the vectors: clean, cut, and look for things."""
    try:
        article = clean(Page("/page.txt", text))
    except SourceError as error:
        return error
    return passages(article), found_in(article)


def _headings(text: str) -> Article:
    kinds = (BlockKind.HEADING, BlockKind.PARAGRAPH)
    text = readable(text)
    lines = [text[start : start + 40] for start in range(0, len(text), 40)]
    blocks = [(kinds[number % 2], line) for number, line in enumerate(lines)]
    return Article.from_blocks("/page.txt", blocks, Metadata())


def _documents(text: str) -> object:
    """Make the documents of the word index of an article, as adding does."""
    article = _headings(text)
    cuts = [
        Cut(number, passage.heading, passage.span.start, passage.span.end)
        for number, passage in enumerate(passages(article))
    ]
    facts = VersionFacts("", "", article.headline, article.text, None, None, None)
    made = records(1, facts, cuts)
    return [document_of(record) for record in made]


PROBES = {
    "whole article": whole,
    "passages": lambda text: passages(article_of(text)),
    "passages under headings": lambda text: passages(_headings(text)),
    "documents": _documents,
    # A question reaches the index as `readable` leaves it.
    "terms": lambda text: terms(readable(text)),
    "pairs": lambda text: list(pairs_of(text)),
    "asking": lambda text: asking(readable(text), STANDARD),
    "sharing": sharing,
    # A purge reads files of any kind.
    "readings": lambda text: list(readings(text.encode("utf-8", "surrogatepass"))),
    "readings of UTF-16": lambda text: list(readings(text.encode("utf-16", "surrogatepass"))),
}
