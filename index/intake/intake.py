"""Intake: read files and compare them with the archive."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from itertools import count
from pathlib import Path
from typing import BinaryIO

from index.admission import AS_USUAL, Admission
from index.catalogue.database import Catalogue
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
from index.intake.known_articles import KnownArticles
from index.intake.layer import found_in
from index.intake.position import Place
from index.intake.versions import shortened, unmarked, why_less, with_facts_of
from index.passage_cutting import passages
from sources.article import Article, Metadata, Page
from sources.cleaning.cleaner import RULES_VERSION, Removal, clean_and_list
from sources.cleaning.retention import Retention
from sources.effort import limited, too_slow
from sources.errors import NothingLeft, Refusal, Unreadable
from sources.files import resolved
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

    @property
    def _known(self) -> KnownArticles:
        return KnownArticles(self.catalogue)

    def late(self, records: Iterable[UnpublishedRecord]) -> Intake:
        """Return the files with unpublished records whose articles were stored after them."""
        late = {one.path for one in records if self._known.only_at(one.url, outside=one.path)}
        return replace(self, files=tuple(f for f in self.files if str(f.path) in late), refused=())

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
            unchanged = self._known.count_unchanged(taken)
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
        names = _Names()
        place = Place(streams)
        complete, remembered, slow = not passed, True, 0
        for number in count(1):
            page: Page | Refusal | None = None
            try:
                with limited(seconds):
                    page = next(pages, None)
                    if page is None:
                        break
                    if number <= passed:
                        names.read.add(page.origin)
                        names.drafted.add(page.origin)
                        continue
                    begin(page.origin)
                    event = page if isinstance(page, Refusal) else self._record(page, taken, names)
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
        self, page: Page, taken: TakenFile, names: _Names
    ) -> Draft | SeenRecord | PurgedRecord | UnpublishedRecord | Refusal:
        origins = set() if page.captured else names.read
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
        article = self._known.before_renaming(article, taken)
        article = self._known.under_known_origin(article, taken, origins)
        again = article.origin in names.drafted
        if page.captured and not again and self._known.was_replaced(article):
            return SeenRecord(article.id, taken.digest)
        event = self._compared(page, article, removed, taken, again=again)
        if isinstance(event, Draft):
            names.drafted.add(article.origin)
        return event

    def _compared(
        self,
        page: Page,
        article: Article,
        removed: Sequence[Removal],
        taken: TakenFile,
        *,
        again: bool,
    ) -> Draft | SeenRecord | PurgedRecord | Refusal:
        """Return the event for an article, after comparing it with its stored version if any.

        If another capture of it was read from this file, the stored version will be that one.
        """
        before = self._known.article(article.id)
        renamed = False
        if before is not None and article.origin != self._known.stored(page.origin):
            article = with_facts_of(before, article)
            renamed = self._known.is_file_gone(article.id)
        followed = self._known.is_followed(taken.path)
        if before is not None and (less := why_less(article, before, followed=followed)):
            article = unmarked(before)
            if article == before:
                return KeptRecord(article.id, taken.digest, origin=page.origin, reason=less)
        if before == article and not (again or renamed):
            return SeenRecord(article.id, taken.digest)
        purged_on = self._known.purged_on(article, before)
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
            known=again or before is not None,
            restored=purged_on is not None,
            retention=Retention.of(page, removed),
            shortened=shortened(article, before),
        )

    def _withdrawn(
        self, page: Page, reason: str, taken: TakenFile, origins: set[str]
    ) -> Draft | SeenRecord | UnpublishedRecord:
        """Mark the stored version of an article that its source no longer publishes.

        An article that the archive lacks, or holds as unpublished, is left out.
        """
        named = Article(page.origin, "", (), page.metadata)
        before = self._known.article(self._known.under_known_origin(named, taken, origins).id)
        # A draft beside a published article in the same file is its next version.
        before = before or self._known.only_at(page.metadata.url, outside=taken.path)
        if before is None:
            return UnpublishedRecord(page.origin, reason, "", taken.path, page.metadata.url)
        known = before.metadata
        if known.unpublished and not known.is_withdrawn:
            return UnpublishedRecord(page.origin, reason, before.id, taken.path)
        since = known.gone or datetime.now(UTC).date().isoformat()
        marked = replace(before, metadata=replace(known, unpublished=reason, gone=since))
        if marked == before:
            return SeenRecord(before.id, taken.digest)
        cut, found = passages(marked), found_in(marked)
        return Draft(marked, cut, found, taken.path, taken.digest, known=True)


@dataclass(frozen=True, slots=True)
class _Names:
    """The origins of the records that were read from a file, and of the captures to be stored."""

    read: set[str] = field(default_factory=set)
    drafted: set[str] = field(default_factory=set)


def _is_kept_back(page: Page | Refusal | None, event: Event) -> bool:
    """Return True for an article whose file must be read again next time.

    It is added or left out depending on the admission, or on what the archive has of it.
    """
    unpublished = isinstance(page, Page) and page.metadata.unpublished is not None
    return unpublished or isinstance(event, KeptRecord | PurgedRecord)


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
