"""Versions of an article: the stored one compared with the one just read."""

from __future__ import annotations

import re
from dataclasses import replace
from difflib import SequenceMatcher

from index.intake.event import ShortenedRecord
from sources.article import Article, BlockKind
from sources.cleaning.furniture import furniture_rule
from sources.following.spool import OF_FEED

_WORD = re.compile(r"\w+")
# A comparison takes time in proportion to the square of the number of words.
_MOST_WORDS = 12_000
_FEWEST_MORE = 8  # words
_MOST_MISSING = 0.1


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
    if followed and before.metadata.part == OF_FEED != part and has_more(_body(before), article):
        return f"it is only a part of the article ({now:,} characters)"
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


def has_more(feed: str, page: Article) -> bool:
    """Return True if a feed's text contains nearly all of a page's article, and clearly more.

    Return False if both have words in the same place that differ, because the page was edited.
    """
    whole = _WORD.findall("\n".join(filter(_is_text, feed.split("\n"))).casefold())
    words = _WORD.findall(_body(page).casefold())
    if len(words) + _FEWEST_MORE > len(whole) + len(whole) * _MOST_MISSING:
        return False
    if max(len(whole), len(words)) > _MOST_WORDS:
        return False
    more = missing = 0
    for kind, i, end, j, last in SequenceMatcher(None, words, whole, autojunk=False).get_opcodes():
        if kind == "replace" and end < len(words):
            return False
        if kind != "equal":
            missing, more = missing + end - i, more + last - j
    return more >= _FEWEST_MORE and missing <= _MOST_MISSING * more


def _body(article: Article) -> str:
    blocks = (block for block in article.blocks if block.kind is not BlockKind.HEADLINE)
    return "\n".join(article.text[block.start : block.end] for block in blocks)


def _is_text(line: str) -> bool:
    return furniture_rule(line) is None
