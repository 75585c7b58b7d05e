"""The archive: add, search, cite and remove articles."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import replace
from datetime import date
from pathlib import Path

from index.adding import Adding, embed_again, plan
from index.admission import AS_USUAL, Admission
from index.catalogue.database import FILE_NAME, Catalogue
from index.catalogue.entry import Entry
from index.catalogue.schema import UPGRADES
from index.catalogue.snapshot import UNFILTERED, Snapshot
from index.catalogue.tombstone import Tombstone
from index.drift import drift_of_files, drift_of_pages
from index.embedding.embedder import Embedder
from index.errors import (
    ArchiveFull,
    ArchiveMissing,
    ArchiveReadOnly,
    WordsMissing,
    converted,
)
from index.fit import require_fit
from index.intake.analyst import Analyst, shared_analyst
from index.intake.intake import Intake
from index.interpreter import for_long_work
from index.lock import can_be_written, writer_lock
from index.privacy import make_folder, private_writing
from index.progress import Progress
from index.purging.condemned import Proof, PurgePlan, PurgeReport
from index.purging.purge import Purging, condemned
from index.purging.purge_hashes import PurgeHashes
from index.report import AddReport, Removal
from index.scope import Filters, Scope
from index.status import Status, status_of
from index.vanishing import mark, vanished
from index.vectors.generation import Standing
from index.vectors.publication import Publisher, clear_leftovers, publish
from index.vectors.vector_search import VectorSearch
from index.verification import Problem, verify
from index.view import View
from index.words import Words, WordsWriter
from index.writing import WORDS, writing
from sources.article import Article, Metadata
from sources.errors import Refusal

LOCK = "writer.lock"
_NO_METADATA = Metadata()


class Archive:
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
        self._embedder = embedder
        self._opened = catalogue
        self._writable = writable
        self._analyst = analyst or shared_analyst()
        self._words = Words(folder / WORDS, writable)
        self._vectors = VectorSearch(folder, writable=writable)

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
        with archive._reading():
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
        if self._opened is None:
            with self._locked(wait):
                return
        with self._reading() as snapshot:
            unfinished = bool(snapshot.purging())
        if unfinished:
            with suppress(ArchiveFull, ArchiveReadOnly), self._locked(wait):
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
            with self._known() as catalogue:
                intake = Intake.of(paths, metadata, catalogue, admission)
                return plan(intake, self._analyst, sync, emptying, progress)
        with self._locked(wait), Publisher(self.folder, self._standing) as publisher:
            publisher.prepare()
            with writing(self.folder, self._catalogue, self._embedder) as session:
                intake = Intake.of(paths, metadata, self._catalogue, admission)
                adding = Adding(session, intake, self._analyst, progress, publisher.follow)
                try:
                    with for_long_work():
                        report = adding.run(sync, emptying)
                except ArchiveFull as error:
                    done = (
                        f"Articles added or changed before the disk filled up: {adding.stored:,}."
                    )
                    raise ArchiveFull(f"{done} {error}") from error
                publisher.conclude()
            return replace(report, warnings=session.warnings + publisher.finish())

    def mark_vanished(self, folder: Path, wait: float = 0.0) -> int:
        """Mark the articles from a folder whose files are gone; return how many were marked."""
        if not vanished(self._catalogue, folder):
            return 0
        with self._locked(wait):
            with writing(self.folder, self._catalogue, self._embedder) as session:
                found = vanished(self._catalogue, folder)
                marked = mark(found, session, self._catalogue, self._analyst)
            Publisher(self.folder, self._standing).finish()
        return marked

    def remove(self, article_ids: Sequence[str], wait: float = 0.0) -> Removal:
        """Remove articles, with immediate effect for every reader."""
        removed: int | None = None
        try:
            with self._locked(wait):
                with writing(self.folder, self._catalogue, self._embedder) as session:
                    removed = session.remove(article_ids)
                finished = Publisher(self.folder, self._standing).finish()
        except ArchiveFull as error:
            if removed is None:
                raise ArchiveFull(f"Nothing was removed. {error}") from error
            return Removal(removed, (str(error),))
        return Removal(removed, session.warnings + finished)

    def condemned(self, article_ids: Sequence[str]) -> PurgePlan:
        """Return what `purge` would remove; raise ArticleMissing if an article is not stored."""
        with self._reading() as snapshot:
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
            with self._locked(wait, any_model=True):
                return self._purging(progress).purge(article_ids, before)
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
        with self._locked(wait, any_model=True):
            return self._purging(progress).prove_again(article_ids)

    def provable(self, article_ids: Sequence[str]) -> tuple[str, ...]:
        """Return the purged articles whose proof can be repeated."""
        kept = PurgeHashes.of(self.folder, article_ids)
        return tuple(name for name in article_ids if any(name in e.article_ids for e in kept))

    def tombstones(self) -> tuple[Tombstone, ...]:
        """Return the tombstones of purged versions."""
        with self._reading() as snapshot:
            return snapshot.tombstones()

    def purged_on(self, name: str) -> date | None:
        """Return when the article with this id, content hash, origin or file name was purged."""
        with self._reading() as snapshot:
            return snapshot.barred(name)

    def publish(self, wait: float = 0.0) -> None:
        """Build the next generation now, from all visible passages."""
        with self._locked(wait):
            publish(self.folder, self._standing())

    def rebuild(self, wait: float = 0.0) -> tuple[Refusal, ...]:
        """Rebuild everything derived from the stored text, without the embedding model.

        This covers the quotations and times, the word index and the published generation. Return
        the articles that take too long to analyse. They keep their old quotations and times.
        """
        with self._locked(wait):
            with writing(self.folder, self._catalogue, self._embedder) as session:
                refused = session.find_again(self._analyst)
                session.rebuild_words()
            session.require_all_done()
            publish(self.folder, self._standing(), afresh=True)
            return refused

    @classmethod
    def upgrade(cls, folder: Path, embedder: Embedder, wait: float = 0.0) -> None:
        """Upgrade an archive with an older schema, if it has one, so that it can be opened.

        Run `rebuild` afterwards to find what older archives lack.
        """
        archive = cls(folder, embedder, Catalogue(folder))
        with closing(archive), archive._alone(wait):
            with archive._catalogue.reading() as snapshot:
                schema = snapshot.setting("schema")
            if schema.isdecimal() and int(schema) in UPGRADES:
                with archive._catalogue.writing() as ledger:
                    ledger.upgrade(int(schema))

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
        archive = cls(folder, embedder, Catalogue(folder), analyst=analyst)
        with closing(archive), archive._locked(wait, any_model=True):
            with writing(folder, archive._catalogue, embedder) as session:
                embed_again(session, archive._catalogue, embedder, archive._analyst, progress)
            session.require_all_done()
            publish(folder, archive._standing(), afresh=True)

    @contextmanager
    def view(self) -> Iterator[View]:
        """Yield one state of the archive, for a whole request.

        A view does not block writers. A purge waits up to half a minute for readers of older
        states, then raises ArchiveLocked.
        """
        with self._catalogue.reading() as snapshot, ExitStack() as held:
            while True:
                require_fit(self.folder, snapshot, self._embedder.model_id)
                with ExitStack() as found:
                    # Articles can still be read; the first word search raises this error.
                    with suppress(WordsMissing, ArchiveFull):
                        found.enter_context(self._words.held(snapshot.revision))
                    generation = self._vectors.generation(snapshot)
                    # Otherwise words and vectors may be of a later state than the catalogue.
                    if snapshot.renewed():
                        held.enter_context(found.pop_all())
                        break
            view = View(snapshot, self._words, self._vectors, generation)
            held.callback(view.close)
            yield view

    def status(self) -> Status:
        """Count what the archive holds and compare its derived parts with the catalogue."""
        with self._reading() as snapshot:
            return status_of(self.folder, snapshot, self._words)

    def verify(self) -> tuple[Problem, ...]:
        """Check that every visible passage is in all three parts and can be found by itself."""
        with self._reading() as snapshot:
            return tuple(verify(self.folder, snapshot, self._words, self._writable))

    def drift(self) -> tuple[Problem, ...]:
        """Read all files again and report the articles that differ from the stored ones."""
        with self._reading():
            pass
        return tuple(drift_of_files(self._catalogue, self._analyst))

    def drift_of_pages(self, files: Sequence[Path]) -> tuple[Problem, ...]:
        """Compare newly fetched pages with the stored articles."""
        return tuple(drift_of_pages(files, self._catalogue, self._analyst))

    def entries(
        self, filters: Filters = UNFILTERED, text: str = "", limit: int = 100, offset: int = 0
    ) -> tuple[Entry, ...]:
        """List articles, newest additions first.

        Each word of `text` must occur in the headline, outlet or origin.
        """
        with self._reading() as snapshot:
            return snapshot.entries(filters, text, limit, offset)

    def scope(self, filters: Filters = UNFILTERED) -> Scope:
        """Count the articles and passages that a search with these filters covers."""
        with self._reading() as snapshot:
            return snapshot.scope(filters)

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

    def close(self) -> None:
        """Close all files."""
        self._vectors.close()
        self._words.close()
        if self._opened is not None:
            self._opened.close()

    @property
    def _catalogue(self) -> Catalogue:
        if self._opened is None:
            self._opened = Catalogue(self.folder)
        return self._opened

    @contextmanager
    def _reading(self) -> Iterator[Snapshot]:
        with self._catalogue.reading() as snapshot:
            require_fit(self.folder, snapshot, self._embedder.model_id)
            yield snapshot

    @contextmanager
    def _known(self) -> Iterator[Catalogue | None]:
        """Yield the catalogue, or None if there is none."""
        try:
            with self._reading():
                pass
        except ArchiveMissing:
            yield None
        else:
            yield self._catalogue

    @contextmanager
    def _locked(self, wait: float, any_model: bool = False) -> Iterator[None]:
        """Hold the writer's lock, after creating the archive and clearing up after dead writers."""
        with self._alone(wait):
            if not (self.folder / FILE_NAME).is_file():
                # Create the words first: once the catalogue exists, readers can open the archive.
                WordsWriter.create(self.folder / WORDS).close()
                model = self._embedder
                self._opened = Catalogue.create(self.folder, model.model_id, model.dimensions)
            with self._catalogue.reading() as snapshot:
                require_fit(self.folder, snapshot, None if any_model else self._embedder.model_id)
                unfinished = bool(snapshot.purging())
            clear_leftovers(self.folder)
            if unfinished:
                self._purging(None).resume()
            yield

    @contextmanager
    def _alone(self, wait: float) -> Iterator[None]:
        """Keep other writers out of the folder, which is created if missing."""
        try:
            make_folder(self.folder)
            if not (self._writable and can_be_written(self.folder)):
                raise ArchiveReadOnly(self.folder)
            with private_writing(self.folder), writer_lock(self.folder / LOCK, wait):
                yield
        except OSError as error:
            raise converted(self.folder, error) from error

    def _purging(self, progress: Callable[[Progress], None] | None) -> Purging:
        return Purging(self.folder, self._catalogue, self._embedder, progress)

    def _standing(self) -> Standing:
        with self._catalogue.reading() as snapshot:
            return Standing.of(self.folder, snapshot)
