"""The library: the articles that share words with a claim, read once while they are remembered."""

from __future__ import annotations

import threading
from collections.abc import Iterator

from assistant.recorded import Recorded
from index.archive import Archive
from index.errors import ArticleMissing
from index.scope import Filters
from sources.article import Span

# Some 200 KB each, with all that is derived from the text.
_MOST = 512


class Library:
    """Read articles from an archive as recorded words."""

    def __init__(self, archive: Archive) -> None:
        self._archive = archive
        self._known: dict[tuple[str, str], Recorded] = {}
        self._guard = threading.Lock()

    def sharing(self, text: str, passages: int, filters: Filters) -> Iterator[Recorded]:
        """Yield the articles of the best passages that share words in a row with a text."""
        seen: set[tuple[str, str]] = set()
        for match in self._archive.sharing(text, passages, filters):
            span = match.passage.span
            key = (span.article_id, span.content_hash)
            if key in seen:
                continue
            seen.add(key)
            recorded = self._recorded(span)
            if recorded is not None:
                yield recorded

    def _recorded(self, span: Span) -> Recorded | None:
        key = (span.article_id, span.content_hash)
        with self._guard:
            known = self._known.pop(key, None)
        if known is None:
            try:
                known = Recorded(
                    self._archive.version(span.content_hash, span.article_id),
                    self._archive.quotations(span.content_hash, span.article_id),
                )
            except ArticleMissing:
                return None  # taken out since it was found
        with self._guard:
            self._known[key] = known
            while len(self._known) > _MOST:
                del self._known[next(iter(self._known))]
        return known
