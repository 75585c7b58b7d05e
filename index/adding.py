"""Adding articles: from the intake's events to the archive's parts."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from index.catalogue.database import Catalogue
from index.embedding.embedder import Embedder
from index.errors import ArchiveFull, ArticleUncut
from index.intake.analyst import Analyst
from index.intake.event import Draft, SeenRecord, TakenFile
from index.intake.intake import Event, Intake
from index.intake.tally import Tally
from index.interpreter import for_long_work
from index.progress import Progress
from index.protocols import Matrix
from index.pump import ahead
from index.report import AddReport
from index.writing import Writing
from sources.cleaning.retention import Retention
from sources.errors import Refusal

# The number of articles to read ahead: the longest batch, so that the model never waits.
_AHEAD = 512
# The first articles should be searchable at once. Each batch is twice as long as the last, because
# small batches cost more per article. The limit is the work that may be lost when the process
# dies: half a minute of one processor.
FIRST_PASSAGES = 32
MOST_PASSAGES = 4_096
_MOST_SECONDS = 30.0
_MOST_ARTICLES = 512
# Nothing is shown until everything is embedded again.
_PASSAGES_AGAIN = 1_024


def plan(
    intake: Intake,
    analyst: Analyst,
    sync: bool,
    emptying: bool = False,
    progress: Callable[[Progress], None] | None = None,
) -> AddReport:
    """Return what adding would do, without doing it."""
    tally = Tally(intake)
    for event in intake.events(analyst):
        tally.count(event)
        if progress is not None and isinstance(event, Draft):
            done = tally.added + tally.changed
            progress(Progress(done, tally.passages, tally.fraction, "reading", _read([event])))
    return tally.report(tally.gone(emptying) if sync else {})


def _read(drafts: Iterable[Draft]) -> tuple[Retention, ...]:
    return tuple(draft.retention for draft in drafts if draft.retention is not None)


@dataclass
class _Batch:
    """A batch of articles that become visible together."""

    most_passages: int
    drafts: list[Draft] = field(default_factory=list)
    seen: list[SeenRecord] = field(default_factory=list)
    files: list[TakenFile] = field(default_factory=list)
    passages: int = 0

    def take(self, event: Event) -> None:
        if isinstance(event, Draft):
            self.drafts.append(event)
            self.passages += len(event.passages)
        elif isinstance(event, SeenRecord):
            self.seen.append(event)
        elif isinstance(event, TakenFile) and event.remembered:
            self.files.append(event)

    @property
    def full(self) -> bool:
        return self.passages >= self.most_passages or len(self.drafts) >= _MOST_ARTICLES


class Adding:
    """Read, embed and store in overlapping steps, so that the model never waits."""

    def __init__(
        self,
        session: Writing,
        intake: Intake,
        analyst: Analyst,
        progress: Callable[[Progress], None] | None,
        stored: Callable[[], None],
    ) -> None:
        self._session = session
        self._intake = intake
        self._analyst = analyst
        self._progress = progress
        self._tell_stored = stored
        self._tally = Tally(intake)
        self._articles = 0
        self._embedded = 0
        self._stored = 0
        self._most_passages = FIRST_PASSAGES

    def run(self, sync: bool, emptying: bool = False) -> AddReport:
        """Add everything, then remove what is gone if the folder is mirrored.

        Raise ArchiveFull, with the number of articles stored so far, if the disk fills up.
        """
        try:
            with for_long_work():
                return self._run(sync, emptying)
        except ArchiveFull as error:
            done = f"Articles added or changed before the disk filled up: {self._stored:,}."
            raise ArchiveFull(f"{done} {error}") from error

    def _run(self, sync: bool, emptying: bool) -> AddReport:
        batches = self._batches(
            ahead(self._intake.events(self._analyst, self._session.prepare), _AHEAD)
        )
        for batch, vectors in ahead(self._with_vectors(batches), 1):
            self._embedded += batch.passages
            self._articles += len(batch.drafts)
            self._tell()
            self._session.store(batch.drafts, vectors, batch.seen, batch.files)
            self._stored += len(batch.drafts)
            self._tell(_read(batch.drafts))
            if batch.drafts:
                self._tell_stored()
        if self._stored and self._tally.unpublished:
            self._mark_late()
        gone = self._tally.gone(emptying) if sync else {}
        if gone:
            self._session.remove(tuple(gone))
        return self._tally.report(gone)

    def _mark_late(self) -> None:
        """Mark articles that one file of this run no longer publishes and another one contains.

        When the first was read, the article of the other was not stored yet.
        """
        late = self._intake.late(self._tally.unpublished)
        drafts = tuple(self._tally.recount(late, self._analyst)) if late.files else ()
        if drafts:
            self._session.store(drafts, self._session.embed(drafts))

    def _batches(self, events: Iterable[Event]) -> Iterator[_Batch]:
        batch = _Batch(FIRST_PASSAGES)
        for event in events:
            self._tally.count(event)
            batch.take(event)
            if batch.full:
                yield batch
                batch = _Batch(self._most_passages)
        yield batch

    def _with_vectors(self, batches: Iterable[_Batch]) -> Iterator[tuple[_Batch, Matrix]]:
        for batch in batches:
            begun = time.process_time()
            vectors = self._session.embed(batch.drafts)
            if time.process_time() - begun < _MOST_SECONDS / 2:
                self._most_passages = min(2 * batch.most_passages, MOST_PASSAGES)
            yield batch, vectors

    def _tell(self, read: tuple[Retention, ...] = ()) -> None:
        if self._progress is not None:
            done = self._tally.fraction
            self._progress(Progress(self._articles, self._embedded, done, read=read))


def embed_again(
    session: Writing,
    catalogue: Catalogue,
    embedder: Embedder,
    analyst: Analyst,
    progress: Callable[[Progress], None] | None,
) -> None:
    """Embed every visible article with this model, then replace all of them at once.

    Raise ArticleUncut if an article takes too long to analyse. Nothing has changed then.
    """
    with catalogue.reading() as snapshot:
        waiting = snapshot.versions()
    staged: list[int] = []
    done = 0
    with analyst.session(catalogue.path.parent) as reading:
        for batch in _whole(reading.analyse(waiting)):
            staged += session.stage(batch.drafts, session.embed(batch.drafts))
            done += batch.passages
            if progress is not None:
                progress(Progress(len(staged), done, len(staged) / len(waiting), "embedding"))
    with catalogue.writing() as ledger:
        ledger.show(staged)
        ledger.set("model_id", embedder.model_id)
        ledger.set("dimensions", embedder.dimensions)


def _whole(events: Iterable[Draft | Refusal]) -> Iterator[_Batch]:
    batch = _Batch(_PASSAGES_AGAIN)
    for event in events:
        if isinstance(event, Refusal):
            raise ArticleUncut(event)
        batch.take(event)
        if batch.full:
            yield batch
            batch = _Batch(_PASSAGES_AGAIN)
    if batch.drafts:
        yield batch
