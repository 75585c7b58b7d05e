"""Versions of an article: the stored one compared with the one just read."""

from __future__ import annotations

from dataclasses import replace

from index.intake.event import ShortenedRecord
from sources.article import Article
from sources.following.spool import OF_FEED


def with_facts_of(before: Article, article: Article) -> Article:
    """Return an article with the metadata that its other source states, except for marks."""
    facts = replace(before.metadata, part=None, gone=None, unpublished=None)
    return replace(article, metadata=article.metadata.filled_from(facts))


def why_less(article: Article, before: Article, *, followed: bool) -> str:
    """Return why the stored version has more of the article, or ''.

    A followed page may have become a teaser. A file has the text that its owner wants.
    """
    if article.metadata.gone:
        return ""
    part, now, then = article.metadata.part, len(article.text), len(before.text)
    stands = not before.metadata.part or before.metadata.part == OF_FEED != part
    if part and stands and now <= then:
        return f"it is only a part of the article ({part})"
    if followed and part != OF_FEED and 2 * now < then:
        return f"it has {now:,} characters, less than half of the {then:,} that are stored"
    return ""


def shortened(article: Article, before: Article | None) -> ShortenedRecord | None:
    """Return a record of a new version with less than half of the stored text, otherwise None."""
    less = why_less(article, before, followed=True) if before else ""
    if before is None or not less:
        return None
    return ShortenedRecord(article.id, article.origin, less, before.content_hash)


def unmarked(article: Article) -> Article:
    """Return an article without the mark that it is gone or withdrawn."""
    known = article.metadata
    unpublished = None if known.is_withdrawn else known.unpublished
    return replace(article, metadata=replace(known, gone=None, unpublished=unpublished))
