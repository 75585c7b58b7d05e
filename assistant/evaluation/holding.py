"""Overlap of spans that were found or cited with gold spans."""

from __future__ import annotations

from sources.span import Span

_LEAST = 0.5


def holds(found: Span, gold: Span) -> bool:
    """Return True if two spans share at least half of the shorter one's characters.

    A sentence therefore contains the gold words inside it, a longer gold passage contains its
    sentences, and a passage of an article that is gold as a whole counts. Spans that only touch do
    not.
    """
    if (found.article_id, found.content_hash) != (gold.article_id, gold.content_hash):
        return False
    shared = min(found.end, gold.end) - max(found.start, gold.start)
    shorter = min(found.end - found.start, gold.end - gold.start)
    return shared > 0 and shared >= _LEAST * shorter
