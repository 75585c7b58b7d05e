"""Storage: the parts of an archive in its folder, and the lock of its writer."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from pathlib import Path

from index.catalogue.database import FILE_NAME, Catalogue
from index.catalogue.schema import UPGRADES
from index.catalogue.snapshot import Snapshot
from index.embedding.embedder import Embedder
from index.errors import ArchiveFull, ArchiveMissing, ArchiveReadOnly, WordsMissing, converted
from index.fit import require_fit
from index.lock import can_be_written, writer_lock
from index.privacy import make_folder, private_writing
from index.progress import Progress
from index.purging.purge import Purging
from index.status import Status, status_of
from index.vectors.generation import Standing
from index.vectors.publication import Publisher, clear_leftovers, publish
from index.vectors.vector_search import VectorSearch
from index.verification import Problem, verify
from index.view import View
from index.words import Words, WordsWriter
from index.writing import WORDS, Writing, writing

LOCK = "writer.lock"


class Storage:
    """The catalogue, words and vectors of an archive, with many readers and one writer at a time.

    Without a catalogue, the first writer creates one.
    """

    def __init__(
        self, folder: Path, embedder: Embedder, catalogue: Catalogue | None, writable: bool = True
    ) -> None:
        self.folder = folder
        self.embedder = embedder
        self._opened = catalogue
        self._writable = writable
        self._words = Words(folder / WORDS, writable)
        self._vectors = VectorSearch(folder, writable=writable)

    @property
    def catalogue(self) -> Catalogue:
        """The catalogue; raise ArchiveMissing if there is none."""
        if self._opened is None:
            self._opened = Catalogue(self.folder)
        return self._opened

    @property
    def is_new(self) -> bool:
        """True until the catalogue is first opened or created."""
        return self._opened is None

    @contextmanager
    def reading(self) -> Iterator[Snapshot]:
        """Yield one state of the catalogue; raise ArchiveMismatch for another schema or model."""
        with self.catalogue.reading() as snapshot:
            require_fit(self.folder, snapshot, self.embedder.model_id)
            yield snapshot

    @contextmanager
    def view(self) -> Iterator[View]:
        """Yield one state of all parts."""
        with self.catalogue.reading() as snapshot, ExitStack() as held:
            while True:
                require_fit(self.folder, snapshot, self.embedder.model_id)
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
        """Count what the parts hold and compare the words and vectors with the catalogue."""
        with self.reading() as snapshot:
            return status_of(self.folder, snapshot, self._words)

    def verify(self) -> tuple[Problem, ...]:
        """Check that every visible passage is in all three parts and can be found by itself."""
        with self.reading() as snapshot:
            return tuple(verify(self.folder, snapshot, self._words, self._writable))

    def require_readable(self) -> None:
        """Raise ArchiveMissing or ArchiveMismatch if the archive cannot be read."""
        with self.reading():
            pass

    @contextmanager
    def known(self) -> Iterator[Catalogue | None]:
        """Yield the catalogue, or None if there is none."""
        try:
            self.require_readable()
        except ArchiveMissing:
            yield None
        else:
            yield self.catalogue

    @contextmanager
    def locked(self, wait: float, any_model: bool = False) -> Iterator[None]:
        """Hold the writer's lock, after creating the archive and clearing up after dead writers."""
        with self._alone(wait):
            if not (self.folder / FILE_NAME).is_file():
                # Create the words first: once the catalogue exists, readers can open the archive.
                WordsWriter.create(self.folder / WORDS).close()
                model = self.embedder
                self._opened = Catalogue.create(self.folder, model.model_id, model.dimensions)
            with self.catalogue.reading() as snapshot:
                require_fit(self.folder, snapshot, None if any_model else self.embedder.model_id)
                unfinished = bool(snapshot.purging())
            clear_leftovers(self.folder)
            if unfinished:
                self.purging().resume()
            yield

    def upgrade(self, wait: float) -> None:
        """Upgrade a catalogue with an older schema, holding the writer's lock."""
        with self._alone(wait):
            with self.catalogue.reading() as snapshot:
                schema = snapshot.setting("schema")
            if schema.isdecimal() and int(schema) in UPGRADES:
                with self.catalogue.writing() as ledger:
                    ledger.upgrade(int(schema))

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

    def writing(self) -> AbstractContextManager[Writing]:
        """Return a context for changes to the catalogue and the words. It needs the lock."""
        return writing(self.folder, self.catalogue, self.embedder)

    def purging(self, progress: Callable[[Progress], None] | None = None) -> Purging:
        """Return a purge that can be started or resumed. It needs the lock."""
        return Purging(self.folder, self.catalogue, self.embedder, progress)

    def publisher(self) -> Publisher:
        """Return a publisher of vectors that become due. It needs the lock."""
        return Publisher(self.folder, self._standing)

    def publish(self, afresh: bool = False) -> None:
        """Build the next generation of vectors now. It needs the lock."""
        publish(self.folder, self._standing(), afresh)

    def _standing(self) -> Standing:
        with self.catalogue.reading() as snapshot:
            return Standing.of(self.folder, snapshot)

    def close(self) -> None:
        """Close all files."""
        self._vectors.close()
        self._words.close()
        if self._opened is not None:
            self._opened.close()
