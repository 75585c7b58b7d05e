"""The articles that an archive has before files are added to it."""

from __future__ import annotations

import os
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path, PurePath
from urllib.parse import urlsplit

from index.catalogue.database import Catalogue
from index.catalogue.snapshot import Snapshot
from index.errors import ArticleMissing
from index.intake.event import TakenFile
from sources.article import Article, article_id
from sources.following.address import spellings


@dataclass(frozen=True, slots=True)
class KnownArticles:
    """The articles in a catalogue, or none if the archive does not exist yet."""

    catalogue: Catalogue | None

    def article(self, article_id: str) -> Article | None:
        """Return the stored version of an article, or None."""
        if self.catalogue is None:
            return None
        try:
            with self.catalogue.reading() as snapshot:
                return snapshot.article(article_id)
        except ArticleMissing:
            return None

    def was_replaced(self, article: Article) -> bool:
        """Return True if this text is that of an old version of the article, or a withdrawn one."""
        now = self.article(article.id)
        if self.catalogue is None or now is None or now.content_hash == article.content_hash:
            return now is not None and now.metadata.is_withdrawn
        with suppress(ArticleMissing), self.catalogue.reading() as snapshot:
            snapshot.version(article.content_hash, article.id)
            return True
        return False

    def count_unchanged(self, file: TakenFile) -> int | None:
        """Return how many articles of an unchanged file are stored, or None if it changed.

        A fetched page whose article was replaced by the text in its feed is read again.
        """
        if self.catalogue is None:
            return None
        with self.catalogue.reading() as snapshot:
            if snapshot.files.digest(file.path) != file.digest:
                return None
            stored = snapshot.files.count_articles(file.path, file.digest)
            return None if not stored and snapshot.home.is_followed(file.path) else stored

    def purged_on(self, article: Article, before: Article | None) -> date | None:
        """Return when an article or its text was purged, ignoring copies that stayed."""
        if self.catalogue is None or (before and before.content_hash == article.content_hash):
            return None
        with self.catalogue.reading() as snapshot:
            return snapshot.barred(article.origin, article.content_hash)

    def before_renaming(self, article: Article, taken: TakenFile) -> Article:
        """Return the article with its earlier origin if its file was renamed inside its folder.

        Another article may have the name of a renamed file later. Its origin is different.
        """
        if self.catalogue is None or article.origin != taken.path:
            return article
        root = Path(taken.root)
        with self.catalogue.reading() as snapshot:
            stored = snapshot.files.article(taken.path)
            known = [stored.origin] if stored else self._gone(snapshot, article, root)
            renamed = Path(snapshot.files.of(article.id))
        if not known and renamed.is_relative_to(root) and renamed.is_file():
            known = [f"{article.origin}#2"] * (renamed != Path(taken.path))
        return replace(article, origin=known[0]) if len(known) == 1 else article

    @staticmethod
    def _gone(snapshot: Snapshot, article: Article, root: Path) -> list[str]:
        """Return the origins of articles with the same text, whose files in the folder are gone."""
        same = snapshot.files.with_text(article.content_hash)
        there = [(origin, Path(path)) for origin, path in same if Path(path).is_relative_to(root)]
        return [origin for origin, path in there if not os.path.lexists(path)]

    def is_file_gone(self, article_id: str) -> bool:
        """Return True if the file that an article was read from does not exist any more."""
        if self.catalogue is None:
            return False
        with self.catalogue.reading() as snapshot:
            return not os.path.lexists(snapshot.files.of(article_id))

    def under_known_origin(self, article: Article, taken: TakenFile, origins: set[str]) -> Article:
        """Return the article with the origin that the archive already uses for its address.

        A page that is both followed and saved as a file is therefore one article. Two files are
        not merged, because exports give many articles the address of their outlet's front page,
        unless the one article at the address is withdrawn: it is published again.
        """
        if self.catalogue is None:
            return article
        article = replace(article, origin=self.stored(article.origin))
        if article.metadata.url is None:
            return article
        with self.catalogue.reading() as snapshot:
            known = snapshot.origins_at(spellings(article.metadata.url))
        if not self.is_followed(taken.path):
            again = self.only_at(article.metadata.url)
            withdrawn = {again.origin} if again and again.metadata.is_withdrawn else set()
            known = tuple(o for o in known if self.is_followed(o) or o in withdrawn)
        else:
            key = PurePath(taken.path).stem
            known = tuple(o for o in known if not self.is_followed(o) or PurePath(o).stem == key)
        if len(known) != 1 or known[0] in origins or article.origin in known:
            return article
        origins.add(known[0])
        return replace(article, origin=known[0])

    def only_at(self, url: str | None, outside: str = "") -> Article | None:
        """Return the only stored article with an address that is not a front page, or None.

        It is None too if the article is from the file `outside`.
        """
        if self.catalogue is None or url is None:
            return None
        parts = urlsplit(url)
        if parts.path in ("", "/") and not parts.query:
            return None
        with self.catalogue.reading() as snapshot:
            known = snapshot.origins_at(spellings(url))
        if len(known) != 1 or known[0] == outside or known[0].startswith(f"{outside}#"):
            return None
        return self.article(article_id(known[0]))

    def is_followed(self, path: str) -> bool:
        """Return True if a file or origin is a page that the archive fetched."""
        if self.catalogue is None:
            return False
        with self.catalogue.reading() as snapshot:
            return snapshot.home.is_followed(path)

    def stored(self, origin: str) -> str:
        """Return the origin that the archive uses, which stays when its folder is moved."""
        if self.catalogue is None:
            return origin
        with self.catalogue.reading() as snapshot:
            return snapshot.home.stored(origin)
