"""Find the quotation that a citation points into."""

from __future__ import annotations

from typing import Protocol

from index.errors import ArticleMissing
from sources.article import Article, Span
from sources.quotations.finding import quotations
from sources.quotations.quotation import QuotationKind


class Versions(Protocol):
    """The part of the archive that citations are read from."""

    def version(self, content_hash: str, article_id: str | None = None) -> Article:
        """Return any version ever stored; raise ArticleMissing if there is none."""


def quotation_at(archive: Versions, span: Span) -> tuple[str, str]:
    """Return the longest quotation that a span overlaps, and its speaker's name.

    If there is no quotation, return the words of the span. Return empty strings if the version is
    not stored.
    """
    try:
        article = archive.version(span.content_hash, span.article_id)
        cited = article.words(span)
    except (ArticleMissing, ValueError):
        return "", ""
    reached = [
        one
        for one in quotations(article)
        if one.kind is not QuotationKind.REPORTED and one.start < span.end and span.start < one.end
    ]
    if not reached:
        return cited, ""
    longest = max(reached, key=lambda one: one.end - one.start)
    name = longest.speaker.name if longest.speaker else None
    return article.text[longest.start : longest.end], name or ""
