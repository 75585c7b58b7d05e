"""Adding: from what the intake reads to what the archive holds."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from index.ahead import ahead
from index.catalogue import Catalogue
from index.draft import Draft, SeenRecord, TakenFile
from index.embedding import Embedder
from index.intake import Event, Intake
from index.layer import found_in
from index.passages import passages
from index.progress import Progress
from index.report import AddReport
from index.snapshot import Vectors
from index.tally import Tally
from index.writing import Writing

_AHEAD = 128
# The first articles can be found after a second; the later batches are longer, because the word
# index merges less then. The longest is ten seconds of embedding on two processors, and the most
# that is lost when the process dies.
FIRST_PASSAGES = 128
MOST_PASSAGES = 1_024
_MOST_ARTICLES = 256


def plan(intake: Intake, sync: bool, emptying: bool = False) -> AddReport:
    """Say what adding would do, and do nothing."""
    tally = Tally(intake)
    for event in intake.events():
        tally.count(event)
    return tally.report(tally.gone(emptying) if sync else {})


@dataclass
class _Batch:
    """What is shown together."""

    drafts: list[Draft] = field(default_factory=list)
    seen: list[SeenRecord] = field(default_factory=list)
    files: list[TakenFile] = field(default_factory=list)
    passages: int = 0
    most_passages: int = MOST_PASSAGES

    def take(self, event: Event) -> None:
        if isinstance(event, Draft):
            self.drafts.append(event)
            self.passages += len(event.passages)
        elif isinstance(event, SeenRecord):
            self.seen.append(event)
        elif isinstance(event, TakenFile):
            self.files.append(event)

    @property
    def full(self) -> bool:
        return self.passages >= self.most_passages or len(self.drafts) >= _MOST_ARTICLES


class Adding:
    """Read, embed and store, each a little ahead of the next, so that the model never waits."""

    def __init__(
        self,
        session: Writing,
        intake: Intake,
        progress: Callable[[Progress], None] | None,
        stored: Callable[[], None],
    ) -> None:
        self._session = session
        self._intake = intake
        self._progress = progress
        self._tell_stored = stored
        self._tally = Tally(intake)
        self._embedded = 0
        self._stored = 0

    def run(self, sync: bool, emptying: bool = False) -> AddReport:
        """Add everything, then remove what is gone when the folder is to be mirrored."""
        batches = self._batches(ahead(self._intake.events(), _AHEAD))
        for batch, vectors in ahead(self._with_vectors(batches), 1):
            self._embedded += batch.passages
            self._tell()
            self._session.store(batch.drafts, vectors, batch.seen, batch.files)
            self._stored += len(batch.drafts)
            self._tell()
            if batch.drafts:
                self._tell_stored()
        gone = self._tally.gone(emptying) if sync else {}
        if gone:
            self._session.remove(tuple(gone))
        return self._tally.report(gone)

    def _batches(self, events: Iterable[Event]) -> Iterator[_Batch]:
        batch = _Batch(most_passages=FIRST_PASSAGES)
        for event in events:
            self._tally.count(event)
            batch.take(event)
            if batch.full:
                yield batch
                batch = _Batch(most_passages=min(2 * batch.most_passages, MOST_PASSAGES))
        yield batch

    def _with_vectors(self, batches: Iterable[_Batch]) -> Iterator[tuple[_Batch, Vectors]]:
        for batch in batches:
            yield batch, self._session.embed(batch.drafts)

    def _tell(self) -> None:
        if self._progress is not None:
            self._progress(Progress(self._stored, self._embedded, self._tally.fraction))


def embed_again(
    session: Writing,
    catalogue: Catalogue,
    embedder: Embedder,
    progress: Callable[[Progress], None] | None,
) -> None:
    """Stage every visible article anew with this model, then put all of them in place at once."""
    with catalogue.reading() as snapshot:
        waiting = snapshot.versions()
    staged: list[int] = []
    done = 0
    while len(staged) < len(waiting):
        batch = _Batch()
        while not batch.full and len(staged) + len(batch.drafts) < len(waiting):
            with catalogue.reading() as snapshot:
                stored = snapshot.stored(waiting[len(staged) + len(batch.drafts)])
            article, path, digest = stored
            batch.take(
                Draft(article, passages(article), found_in(article), path, digest, known=True)
            )
        staged += session.stage(batch.drafts, session.embed(batch.drafts))
        done += batch.passages
        if progress is not None:
            progress(Progress(len(staged), done, len(staged) / len(waiting), "embedding"))
    with catalogue.writing() as ledger:
        ledger.show(staged)
        ledger.set("model_id", embedder.model_id)
        ledger.set("dimensions", embedder.dimensions)
