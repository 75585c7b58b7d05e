"""The article cache: keeps the articles that share words with a claim."""

from __future__ import annotations

import threading
from collections.abc import Iterator

from assistant.quotes.recorded_words import Recorded
from index.scope import Filters
from index.view import View
from sources.article import Span

# About 200 KB each, with everything derived from the text.
_MOST = 512


class Library:
    """Read articles from views of an archive as recorded words."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], Recorded] = {}
        self._guard = threading.Lock()

    def sharing(self, view: View, text: str, passages: int, filters: Filters) -> Iterator[Recorded]:
        """Yield the articles of the best passages that share word sequences with a text."""
        seen: set[tuple[str, str]] = set()
        for match in view.sharing(text, passages, filters):
            span = match.passage.span
            key = (span.article_id, span.content_hash)
            if key not in seen:
                seen.add(key)
                yield self._recorded(view, span)

    def _recorded(self, view: View, span: Span) -> Recorded:
        key = (span.article_id, span.content_hash)
        with self._guard:
            known = self._known.pop(key, None)
        if known is None:
            known = Recorded(
                view.version(span.content_hash, span.article_id),
                view.quotations(span.content_hash, span.article_id),
            )
        with self._guard:
            self._known[key] = known
            while len(self._known) > _MOST:
                del self._known[next(iter(self._known))]
        return known
