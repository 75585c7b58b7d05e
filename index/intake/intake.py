"""Intake: read files and compare them with the archive."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from itertools import count
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from index.admission import AS_USUAL, Admission
from index.catalogue.database import Catalogue
from index.errors import ArticleMissing
from index.intake.analyst import MOST_BAD_RECORDS, Analyst, ReadEvent, Session, rest_unread
from index.intake.event import (
    Draft,
    KeptRecord,
    PurgedRecord,
    SeenRecord,
    SkippedFile,
    TakenFile,
    UnpublishedRecord,
)
from index.intake.layer import found_in
from index.passage_cutting import passages
from sources.article import Article, Metadata, Page, article_id
from sources.cleaning.cleaner import RULES_VERSION, clean_and_list
from sources.cleaning.retention import Retention
from sources.effort import limited, too_slow
from sources.errors import NothingLeft, Refusal, Unreadable
from sources.files import resolved
from sources.following.address import spellings
from sources.following.spool import FOLLOWED, OF_FEED
from sources.reading import SourceFile, discover, read

Event = ReadEvent | SkippedFile
_CHECK = "check that it contains an article; `onrecord show --removed FILE` lists what was removed"


@dataclass(frozen=True)
class Intake:
    """The files under some paths, compared with the catalogue.

    Articles that `admission` does not allow are left out.
    """

    paths: tuple[Path, ...]
    files: tuple[SourceFile, ...]
    refused: tuple[Refusal, ...]
    metadata: Metadata
    catalogue: Catalogue | None
    sizes: dict[str, int]
    admission: Admission = AS_USUAL

    @classmethod
    def of(
        cls,
        paths: Sequence[Path],
        metadata: Metadata,
        catalogue: Catalogue | None,
        admission: Admission = AS_USUAL,
    ) -> Intake:
        """Find the files. Each counts once, even if several paths lead to it."""
        found: dict[Path, SourceFile] = {}
        refused: list[Refusal] = []
        for item in discover(paths, None if catalogue is None else catalogue.path.parent):
            if isinstance(item, SourceFile):
                found.setdefault(item.path, item)
            else:
                refused.append(item)
        return cls(
            tuple(_there(paths)),
            tuple(found.values()),
            tuple(refused),
            metadata,
            catalogue,
            {str(path): path.stat().st_size for path in found if path.exists()},
            admission,
        )

    def events(
        self, analyst: Analyst, prepare: Callable[[], None] = lambda: None
    ) -> Iterator[Event]:
        """Read the files and yield the events of each; call `prepare` before the first is read."""
        archive = None if self.catalogue is None else self.catalogue.path.parent
        with analyst.session(archive) as session:
            yield from self._events(session, prepare)

    def _events(self, session: Session, prepare: Callable[[], None]) -> Iterator[Event]:
        yield from self.refused
        prepared = False
        for file in self.files:
            digest = f"{file.digest(self.metadata)}:{RULES_VERSION}"
            taken = TakenFile(str(file.path), str(file.root), digest)
            unchanged = self._unchanged(taken)
            if unchanged is None:
                if not prepared:
                    prepared = True
                    prepare()
                yield from session.read(taken, self.metadata, self.admission)
            else:
                yield SkippedFile(taken, unchanged)

    def records(
        self, taken: TakenFile, passed: int, seconds: float, begin: Callable[[str], None]
    ) -> Iterator[ReadEvent]:
        """Read a file in this process, and yield an event for each record after the first `passed`.

        Each article may take `seconds` of processor time. `begin` is called with the name of each
        article before it is read.
        """
        streams: list[BinaryIO] = []
        file = SourceFile(Path(taken.path), Path(taken.root))
        pages = read(file, self.metadata, streams.append)
        origins: set[str] = set()
        place = _Place(streams)
        complete, remembered, slow = not passed, True, 0
        for number in count(1):
            page: Page | Refusal | None = None
            try:
                with limited(seconds):
                    page = next(pages, None)
                    if page is None:
                        break
                    if number <= passed:
                        origins.add(page.origin)
                        continue
                    begin(page.origin)
                    event = (
                        page if isinstance(page, Refusal) else self._record(page, taken, origins)
                    )
            except Unreadable as error:
                event = error.refusal(page.origin if page else taken.path)
            complete = complete and not isinstance(event, Refusal)
            remembered = remembered and not _is_kept_back(page, event)
            yield place.of(event, page.share if isinstance(page, Page) else 0.0)
            slow += isinstance(event, Refusal) and too_slow(seconds) in event.reason
            if slow == MOST_BAD_RECORDS:
                yield rest_unread(taken.path)
                break
        # A file with refused records is read and reported again next time.
        if complete:
            yield replace(taken, remembered=remembered)

    def _record(
        self, page: Page, taken: TakenFile, origins: set[str]
    ) -> Draft | SeenRecord | PurgedRecord | UnpublishedRecord | Refusal:
        if page.origin in origins:
            return _refusal(
                page, "its name occurs twice in the file", "give each record an id of its own"
            )
        origins.add(page.origin)
        reason = page.metadata.unpublished
        if reason and not self.admission.unpublished:
            return self._withdrawn(page, reason, taken, origins)
        try:
            article, removed = clean_and_list(page)
        except NothingLeft as error:
            return _refusal(page, str(error), _CHECK)
        if not _storable(article):
            return _refusal(
                page, "it contains NUL or invalid characters", "save the file again as UTF-8"
            )
        article = self._known_by_address(article, taken, origins)
        before = self._visible(article.id)
        if before is not None and article.origin != page.origin:
            article = _with_facts_of(before, article)
        followed = self._is_followed(taken.path)
        if before is not None and (less := why_less(article, before, followed)):
            article = _unmarked(before)
            if followed and article == before:
                return KeptRecord(article.id, taken.digest, origin=page.origin, reason=less)
        if before == article:
            return SeenRecord(article.id, taken.digest)
        purged_on = self._purged_on(article, before)
        if purged_on is not None and not self.admission.purged:
            return PurgedRecord(article.origin, taken.path, purged_on)
        cut = passages(article)
        if not cut:
            return _refusal(page, "no text is left after cleaning", _CHECK)
        return Draft(
            article,
            cut,
            found_in(article),
            taken.path,
            taken.digest,
            known=before is not None,
            restored=purged_on is not None,
            retention=Retention.of(page, removed),
        )

    def _withdrawn(
        self, page: Page, reason: str, taken: TakenFile, origins: set[str]
    ) -> Draft | SeenRecord | UnpublishedRecord:
        """Mark the stored version of an article that its source no longer publishes.

        An article that the archive lacks, or holds as unpublished, is left out.
        """
        named = Article(page.origin, "", (), page.metadata)
        before = self._visible(self._known_by_address(named, taken, origins).id)
        # A draft beside a published article in the same file is its next version.
        before = before or self._only_at(page.metadata.url, outside=taken.path)
        if before is None:
            return UnpublishedRecord(page.origin, reason)
        known = before.metadata
        if known.unpublished and not known.is_withdrawn:
            return UnpublishedRecord(page.origin, reason, before.id)
        since = known.gone or datetime.now(UTC).date().isoformat()
        marked = replace(before, metadata=replace(known, unpublished=reason, gone=since))
        if marked == before:
            return SeenRecord(before.id, taken.digest)
        cut, found = passages(marked), found_in(marked)
        return Draft(marked, cut, found, taken.path, taken.digest, known=True)

    def _known_by_address(self, article: Article, taken: TakenFile, origins: set[str]) -> Article:
        """Return an article under the origin that the archive already uses for its address.

        A page that is both followed and saved as a file is therefore one article. Two files are
        not merged, because exports give many articles the address of their outlet's front page,
        unless the one article at the address is withdrawn: it is published again.
        """
        if self.catalogue is None or article.metadata.url is None:
            return article
        with self.catalogue.reading() as snapshot:
            known = snapshot.origins_at(spellings(article.metadata.url))
        if not self._is_followed(taken.path):
            again = self._only_at(article.metadata.url)
            withdrawn = {again.origin} if again and again.metadata.is_withdrawn else set()
            known = tuple(o for o in known if self._is_followed(o) or o in withdrawn)
        if len(known) != 1 or known[0] in origins or article.origin in known:
            return article
        origins.add(known[0])
        return replace(article, origin=known[0])

    def _only_at(self, url: str | None, outside: str = "") -> Article | None:
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
        if len(known) != 1 or (outside and known[0].startswith(outside)):
            return None
        return self._visible(article_id(known[0]))

    def _is_followed(self, path: str) -> bool:
        """Return True if a file or origin is a page that the archive fetched."""
        if self.catalogue is None:
            return False
        return path.startswith(str(self.catalogue.path.parent.resolve() / FOLLOWED) + os.sep)

    def _unchanged(self, file: TakenFile) -> int | None:
        """Return how many articles of an unchanged file are stored, or None if it changed."""
        if self.catalogue is None:
            return None
        with self.catalogue.reading() as snapshot:
            if snapshot.file_digest(file.path) != file.digest:
                return None
            return snapshot.count_articles(file.path, file.digest)

    def _purged_on(self, article: Article, before: Article | None) -> date | None:
        """Return when an article or its text was purged, ignoring copies that stayed."""
        if self.catalogue is None or (before and before.content_hash == article.content_hash):
            return None
        with self.catalogue.reading() as snapshot:
            return snapshot.barred(article.origin, article.content_hash)

    def _visible(self, article_id: str) -> Article | None:
        if self.catalogue is None:
            return None
        try:
            with self.catalogue.reading() as snapshot:
                return snapshot.article(article_id)
        except ArticleMissing:
            return None


class _Place:
    """The position of records in their file, as far as its stream reports it.

    A list is read at once, so the positions of its records are interpolated between its start
    and its end.
    """

    def __init__(self, streams: Sequence[BinaryIO]) -> None:
        self._streams = streams
        self._begun = 0

    def of(self, event: ReadEvent, share: float) -> ReadEvent:
        """Return a record's event with its position; `share` is its place in a list, or 0."""
        if not self._streams or not isinstance(event, Draft | SeenRecord):
            return event
        position = self._streams[0].tell()
        reached = self._begun + int((share or 1.0) * (position - self._begun))
        if share in (0.0, 1.0):
            self._begun = position
        whole = reached >= os.fstat(self._streams[0].fileno()).st_size
        return event if whole else replace(event, position=reached)


def _is_kept_back(page: Page | Refusal | None, event: Event) -> bool:
    """Return True for an article whose file must be read again next time.

    It is added or left out depending on the admission, or on what the archive has of it.
    """
    unpublished = isinstance(page, Page) and page.metadata.unpublished is not None
    return unpublished or isinstance(event, KeptRecord | PurgedRecord)


def _with_facts_of(before: Article, article: Article) -> Article:
    """Return an article with the metadata that its other source states, except for marks."""
    facts = replace(before.metadata, part=None, gone=None, unpublished=None)
    return replace(article, metadata=article.metadata.filled_from(facts))


def why_less(article: Article, before: Article | None, followed: bool) -> str:
    """Return why the stored version has more of the article, or ''.

    A page that is read again may have become a teaser. The text of a file is as its owner wants it.
    """
    if before is None or article.metadata.gone:
        return ""
    part, now, then = article.metadata.part, len(article.text), len(before.text)
    stands = not before.metadata.part or before.metadata.part == OF_FEED != part
    if part and stands and now <= then:
        return f"it is only a part of the article ({part})"
    if followed and part != OF_FEED and 2 * now < then:
        return f"it has {now:,} characters, less than half of the {then:,} that are stored"
    return ""


def _unmarked(article: Article) -> Article:
    """Return an article without the mark that it is gone or withdrawn."""
    known = article.metadata
    unpublished = None if known.is_withdrawn else known.unpublished
    return replace(article, metadata=replace(known, gone=None, unpublished=unpublished))


def _there(paths: Iterable[Path]) -> Iterator[Path]:
    """Yield the existing paths, with links resolved. Missing ones are refused elsewhere."""
    for path in paths:
        with suppress(Unreadable):
            yield resolved(path)


def _storable(article: Article) -> bool:
    """Return True if SQLite stores the text unchanged: offsets would shift after a NUL."""
    fields = (article.text, article.origin, article.headline, article.metadata.outlet or "")
    return all(("\0" not in text and text.isascii()) or _encodable(text) for text in fields)


def _encodable(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return "\0" not in text


def _refusal(page: Page, reason: str, next_step: str) -> Refusal:
    return Refusal(page.origin, reason, next_step)
