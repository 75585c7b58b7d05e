"""Readable: what can be read from an archive, and from one state of it."""

from __future__ import annotations

from abc import ABC, abstractmethod
from contextlib import AbstractContextManager
from datetime import date

from index.catalogue.entry import Entry
from index.catalogue.snapshot import UNFILTERED, Snapshot
from index.scope import Filters, Scope
from sources.article import Article


class Readable(ABC):
    """Read articles: an archive reads its current state, and a view always reads the same one."""

    @abstractmethod
    def _reading(self) -> AbstractContextManager[Snapshot]:
        """Return a context for the state of the catalogue to read."""

    def scope(self, filters: Filters = UNFILTERED) -> Scope:
        """Count the articles and passages that a search with these filters covers."""
        with self._reading() as snapshot:
            return snapshot.scope(filters)

    def entries(
        self, filters: Filters = UNFILTERED, text: str = "", limit: int = 100, offset: int = 0
    ) -> tuple[Entry, ...]:
        """List articles, newest additions first.

        Each word of `text` must occur in the headline, outlet or origin.
        """
        with self._reading() as snapshot:
            return snapshot.entries(filters, text, limit, offset)

    def article(self, article_id: str) -> Article:
        """Return the current version of an article; raise ArticleMissing if there is none."""
        with self._reading() as snapshot:
            return snapshot.article(article_id)

    def version(self, content_hash: str, article_id: str | None = None) -> Article:
        """Return any version that was ever in the archive, so that old spans stay readable.

        Raise ArticleMissing if there is none.
        """
        with self._reading() as snapshot:
            return snapshot.version(content_hash, article_id)

    def purged_on(self, name: str) -> date | None:
        """Return when the article with this id, content hash, origin or file name was purged."""
        with self._reading() as snapshot:
            return snapshot.barred(name)
