"""The archive: add, search, cite and remove articles."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, closing, suppress
from dataclasses import replace
from pathlib import Path

from index.adding import Adding, embed_again, plan
from index.admission import AS_USUAL, Admission
from index.catalogue.database import FILE_NAME, Catalogue
from index.catalogue.snapshot import Snapshot
from index.catalogue.tombstone import Tombstone
from index.drift import drift_of_files, drift_of_pages
from index.embedding.embedder import Embedder
from index.errors import ArchiveFull, ArchiveMissing, ArchiveReadOnly
from index.intake.analyst import Analyst, shared_analyst
from index.intake.intake import Intake
from index.lock import can_be_written
from index.progress import Progress
from index.purging.condemned import Proof, PurgePlan, PurgeReport
from index.purging.purge import condemned
from index.purging.purge_hashes import PurgeHashes
from index.readable import Readable
from index.report import AddReport, Removal
from index.status import Status
from index.storage import Storage
from index.vanishing import mark, vanished
from index.verification import Problem
from index.view import View
from sources.article import Metadata
from sources.errors import Refusal

_NO_METADATA = Metadata()


class Archive(Readable):
    """An archive in one folder, with any number of readers and one writer at a time.

    A request that reads more than once should open a `view` and read from that. Every search does
    so. The reading methods here each read the catalogue once. Reading never loads the embedding
    model. It only needs the model's name and dimensions.
    """

    def __init__(
        self,
        folder: Path,
        embedder: Embedder,
        catalogue: Catalogue | None,
        writable: bool = True,
        analyst: Analyst | None = None,
    ) -> None:
        self.folder = folder
        self._storage = Storage(folder, embedder, catalogue, writable)
        self._analyst = analyst or shared_analyst()

    @classmethod
    def open(
        cls,
        folder: Path,
        embedder: Embedder,
        writable: bool | None = None,
        analyst: Analyst | None = None,
    ) -> Archive:
        """Open an existing archive; raise ArchiveMissing or ArchiveMismatch if that fails.

        An archive in a read-only folder can be read. Set `writable` to skip the check of the
        folder.
        """
        if writable is None:
            writable = can_be_written(folder)
        archive = cls(folder, embedder, Catalogue(folder, writable), writable, analyst)
        archive._storage.require_readable()
        return archive

    @classmethod
    def create_or_open(
        cls, folder: Path, embedder: Embedder, analyst: Analyst | None = None
    ) -> Archive:
        """Open an archive, or prepare one that is created when something is first added."""
        if (folder / FILE_NAME).is_file():
            return cls.open(folder, embedder, analyst=analyst)
        if folder.exists() and not folder.is_dir():
            raise ArchiveMissing(folder)
        return cls(folder, embedder, None, analyst=analyst)

    def create(self, wait: float = 0.0) -> None:
        """Create an empty archive if there is none, and finish a purge that was interrupted.

        An existing archive stays readable if its disk is full or read-only.
        """
        if self._storage.is_new:
            with self._storage.locked(wait):
                return
        with self._storage.reading() as snapshot:
            unfinished = bool(snapshot.purging())
        if unfinished:
            with suppress(ArchiveFull, ArchiveReadOnly), self._storage.locked(wait):
                pass

    def add(  # noqa: PLR0913 - each way of adding is a parameter
        self,
        paths: Sequence[Path],
        metadata: Metadata = _NO_METADATA,
        *,
        sync: bool = False,
        emptying: bool = False,
        admission: Admission = AS_USUAL,
        dry_run: bool = False,
        wait: float = 0.0,
        progress: Callable[[Progress], None] | None = None,
    ) -> AddReport:
        """Add new and changed articles under the paths; with `sync`, remove those that are gone.

        With `sync`, a folder with no articles left is refused unless `emptying` is set. Purged and
        unpublished articles are left out unless `admission` allows them. Each batch can be found as
        soon as it is stored. With `dry_run` nothing is written.
        """
        if dry_run:
            with self._storage.known() as catalogue:
                intake = Intake.of(paths, metadata, catalogue, admission)
                return plan(intake, self._analyst, sync, emptying, progress)
        with self._storage.locked(wait), self._storage.publisher() as publisher:
            publisher.prepare()
            with self._storage.writing() as session:
                intake = Intake.of(paths, metadata, self._storage.catalogue, admission)
                adding = Adding(session, intake, self._analyst, progress, publisher.follow)
                report = adding.run(sync, emptying)
                publisher.conclude()
            return replace(report, warnings=session.warnings + publisher.finish())

    def mark_vanished(self, folder: Path, wait: float = 0.0) -> int:
        """Mark the articles from a folder whose files are gone; return how many were marked."""
        if not vanished(self._storage.catalogue, folder):
            return 0
        with self._storage.locked(wait):
            with self._storage.writing() as session:
                found = vanished(self._storage.catalogue, folder)
                marked = mark(found, session, self._storage.catalogue, self._analyst)
            self._storage.publisher().finish()
        return marked

    def remove(self, article_ids: Sequence[str], wait: float = 0.0) -> Removal:
        """Remove articles, with immediate effect for every reader."""
        removed: int | None = None
        try:
            with self._storage.locked(wait):
                with self._storage.writing() as session:
                    removed = session.remove(article_ids)
                finished = self._storage.publisher().finish()
        except ArchiveFull as error:
            if removed is None:
                raise ArchiveFull(f"Nothing was removed. {error}") from error
            return Removal(removed, (str(error),))
        return Removal(removed, session.warnings + finished)

    def condemned(self, article_ids: Sequence[str]) -> PurgePlan:
        """Return what `purge` would remove; raise ArticleMissing if an article is not stored."""
        with self._storage.reading() as snapshot:
            return condemned(self.folder, snapshot, article_ids)

    def purge(
        self,
        article_ids: Sequence[str],
        before: Sequence[str] = (),
        wait: float = 0.0,
        progress: Callable[[Progress], None] | None = None,
    ) -> PurgeReport:
        """Delete all versions of the articles from every part of the archive, then prove it.

        The proof also covers the articles that were purged `before`.
        """
        try:
            with self._storage.locked(wait, any_model=True):
                return self._storage.purging(progress).purge(article_ids, before)
        except ArchiveFull as error:
            begun = any(self.purged_on(each) for each in article_ids)
            done = (
                "The purge has begun; run the same command again to finish it."
                if begun
                else "Nothing was purged."
            )
            raise ArchiveFull(f"{done} {error}") from error

    def prove_again(
        self,
        article_ids: Sequence[str],
        wait: float = 0.0,
        progress: Callable[[Progress], None] | None = None,
    ) -> Proof:
        """Read every file again to prove that nothing is left of articles purged earlier."""
        with self._storage.locked(wait, any_model=True):
            return self._storage.purging(progress).prove_again(article_ids)

    def provable(self, article_ids: Sequence[str]) -> tuple[str, ...]:
        """Return the purged articles whose proof can be repeated."""
        kept = PurgeHashes.of(self.folder, article_ids)
        return tuple(name for name in article_ids if any(name in e.article_ids for e in kept))

    def tombstones(self) -> tuple[Tombstone, ...]:
        """Return the tombstones of purged versions."""
        with self._storage.reading() as snapshot:
            return snapshot.tombstones()

    def publish(self, wait: float = 0.0) -> None:
        """Build the next generation now, from all visible passages."""
        with self._storage.locked(wait):
            self._storage.publish()

    def rebuild(self, wait: float = 0.0) -> tuple[Refusal, ...]:
        """Rebuild everything derived from the stored text, without the embedding model.

        This covers the quotations and times, the word index and the published generation. Return
        the articles that take too long to analyse. They keep their old quotations and times.
        """
        with self._storage.locked(wait):
            with self._storage.writing() as session:
                refused = session.find_again(self._analyst)
                session.rebuild_words()
            session.require_all_done()
            self._storage.publish(afresh=True)
            return refused

    @classmethod
    def upgrade(cls, folder: Path, embedder: Embedder, wait: float = 0.0) -> None:
        """Upgrade an archive with an older schema, if it has one, so that it can be opened.

        Run `rebuild` afterwards to find what older archives lack.
        """
        with closing(Storage(folder, embedder, Catalogue(folder))) as storage:
            storage.upgrade(wait)

    @classmethod
    def reembed(
        cls,
        folder: Path,
        embedder: Embedder,
        wait: float = 0.0,
        progress: Callable[[Progress], None] | None = None,
        analyst: Analyst | None = None,
    ) -> None:
        """Cut and embed all stored text again with another model.

        Readers keep using the old model until the new vectors are complete. An interruption before
        that leaves the archive unchanged.
        """
        storage = Storage(folder, embedder, Catalogue(folder))
        with closing(storage), storage.locked(wait, any_model=True):
            with storage.writing() as session:
                reader = analyst or shared_analyst()
                embed_again(session, storage.catalogue, embedder, reader, progress)
            session.require_all_done()
            storage.publish(afresh=True)

    def view(self) -> AbstractContextManager[View]:
        """Return a context for one state of the archive, for a whole request.

        A view does not block writers. A purge waits up to half a minute for readers of older
        states, then raises ArchiveLocked.
        """
        return self._storage.view()

    def status(self) -> Status:
        """Count what the archive holds and compare its derived parts with the catalogue."""
        return self._storage.status()

    def verify(self) -> tuple[Problem, ...]:
        """Check that every visible passage is in all three parts and can be found by itself."""
        return self._storage.verify()

    def drift(self) -> tuple[Problem, ...]:
        """Read all files again and report the articles that differ from the stored ones."""
        self._storage.require_readable()
        return tuple(drift_of_files(self._storage.catalogue, self._analyst))

    def drift_of_pages(self, files: Sequence[Path]) -> tuple[Problem, ...]:
        """Compare newly fetched pages with the stored articles."""
        return tuple(drift_of_pages(files, self._storage.catalogue, self._analyst))

    def close(self) -> None:
        """Close all files."""
        self._storage.close()

    def _reading(self) -> AbstractContextManager[Snapshot]:
        return self._storage.reading()
