"""Articles of a few paragraphs, and their quotations as a reader would list them."""

from __future__ import annotations

from dataclasses import dataclass

from sources.article import Article, BlockKind, Metadata
from sources.quotations.finding import quotations
from sources.quotations.quotation import QuotationKind


@dataclass(frozen=True, slots=True)
class Found:
    """A quotation in words."""

    words: str
    kind: str
    mention: str | None
    name: str | None
    resolved: bool
    cue: str | None


def article_of(*paragraphs: str, headline: str = "") -> Article:
    """Return an article of some paragraphs."""
    blocks = [(BlockKind.PARAGRAPH, paragraph) for paragraph in paragraphs]
    if headline:
        blocks.insert(0, (BlockKind.HEADLINE, headline))
    return Article.from_blocks("/press/page.txt", blocks, Metadata())


def listed(article: Article) -> list[Found]:
    """Return the quotations of an article in words."""
    text = article.text
    return [
        Found(
            text[one.start : one.end],
            one.kind.value,
            text[one.speaker.mention.start : one.speaker.mention.end] if one.speaker else None,
            one.speaker.name if one.speaker else None,
            one.speaker.resolved if one.speaker else False,
            text[one.cue.start : one.cue.end] if one.cue else None,
        )
        for one in quotations(article)
    ]


def found_in(*paragraphs: str, headline: str = "") -> list[Found]:
    """Return the quotations of some paragraphs, but for reported speech."""
    everything = listed(article_of(*paragraphs, headline=headline))
    return [one for one in everything if one.kind != QuotationKind.REPORTED.value]


def reported_in(*paragraphs: str) -> list[Found]:
    """Return the reported speech of some paragraphs."""
    everything = listed(article_of(*paragraphs))
    return [one for one in everything if one.kind == QuotationKind.REPORTED.value]
