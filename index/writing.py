"""Changes that a writer makes to an archive while it holds the lock."""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from itertools import islice
from pathlib import Path

import numpy as np

from index.catalogue.database import Catalogue
from index.catalogue.snapshot import Snapshot
from index.embedding.embedder import Embedder
from index.errors import ArchiveError, ArchiveFull
from index.intake.analyst import Analyst
from index.intake.event import Draft, SeenRecord, TakenFile
from index.intake.layer import LAYERS
from index.passage import PassageRecord
from index.protocols import Matrix
from index.words import WordsWriter, usable
from sources.errors import Refusal

WORDS = "words"
_WORDS_AT_ONCE = 5_000
_FOUND_AT_ONCE = 200
_NOT_CLEARED = (
    "The text of removed or replaced articles is still in the files of {folder}, because the "
    "disk is too full to clear it. Searches do not find it. Free some space and run `onrecord "
    "rebuild`."
)


class Writing:
    """Store batches of articles in the catalogue and the word index, in a safe order.

    A version is staged, its words are committed, and only then is it shown. A hidden version is
    deleted from the words afterwards. So if the process dies at any moment, every visible passage
    is in the word index. Readers skip the words of passages that are not visible, until the next
    writer clears them.
    """

    def __init__(self, catalogue: Catalogue, words: WordsWriter, embedder: Embedder) -> None:
        self._catalogue = catalogue
        self._words = words
        self._embedder = embedder
        self.warnings: tuple[str, ...] = ()

    def prepare(self) -> None:
        """Load the model in a thread while the first articles are being read."""

        def load() -> None:
            with suppress(ArchiveError):  # raised again by `embed`
                self._embedder.embed_question("load the model")

        # Not a daemon thread, even if the calling thread is one: OpenVINO aborts the process with
        # SIGABRT if the interpreter is gone when loading ends.
        threading.Thread(target=load, name="model-loading", daemon=False).start()

    def embed(self, drafts: Sequence[Draft]) -> Matrix:
        """Return a vector for each passage of some articles, in order.

        Repeated texts are embedded once. Without any text the model is not loaded.
        """
        if not drafts:
            return np.empty((0, 0), dtype=np.float32)
        texts = [passage.embedded_text for draft in drafts for passage in draft.passages]
        different = list(dict.fromkeys(texts))
        vectors = self._embedder.embed_passages(different)
        row = {text: number for number, text in enumerate(different)}
        return vectors[[row[text] for text in texts]]

    def store(
        self,
        drafts: Sequence[Draft],
        vectors: Matrix,
        seen: Iterable[SeenRecord] = (),
        files: Iterable[TakenFile] = (),
    ) -> None:
        """Make a batch of articles visible at once."""
        keys = self.stage(drafts, vectors)
        with self._catalogue.writing() as ledger:
            ledger.show(keys)
            ledger.lift(k for k, draft in zip(keys, drafts, strict=True) if draft.restored)
            # If such a file gets its old content back, its articles are published again.
            ledger.forget_files(d.path for d in drafts if d.article.metadata.is_withdrawn)
            ledger.saw((record.article_id, record.digest) for record in seen)
            ledger.took(files)

    def stage(self, drafts: Sequence[Draft], vectors: Matrix) -> list[int]:
        """Add articles to the catalogue and the word index, still invisible."""
        if not drafts:
            return []
        keys: list[int] = []
        records: list[PassageRecord] = []
        with self._catalogue.writing() as ledger:
            row = 0
            for draft in drafts:
                rows = vectors[row : row + len(draft.passages)]
                row += len(draft.passages)
                key, numbers = ledger.stage(draft, rows)
                keys.append(key)
                records += draft.records(key, numbers)
        self._words.add(records)
        self._words.commit()
        return keys

    def remove(self, article_ids: Sequence[str]) -> int:
        """Hide articles, then delete their words; return how many were visible."""
        with self._catalogue.writing() as ledger:
            return ledger.remove(article_ids)

    def settle(self) -> None:
        """Delete what is no longer visible from the word index and the catalogue."""
        with self._catalogue.reading() as snapshot:
            buried = snapshot.buried()
        if buried:
            self._words.delete(buried)
            self._words.commit()
            with self._catalogue.writing() as ledger:
                ledger.roll_back()
                ledger.forget_buried(buried)

    def require_all_done(self) -> None:
        """Raise ArchiveFull if this writer could not clear up when it ended."""
        if self.warnings:
            raise ArchiveFull(" ".join(self.warnings))

    def rebuild_words(self) -> None:
        """Rebuild the word index from the catalogue. Readers see the old one until the end."""
        self._words.delete_all()
        with self._catalogue.reading() as snapshot:
            for records in _in_parts(snapshot):
                self._words.add(records)
        self._words.commit()

    def find_again(self, analyst: Analyst) -> tuple[Refusal, ...]:
        """Fill the layers of all versions again, old ones included, with the current rules.

        Return the articles that take too long to analyse. They keep their old layers.
        """
        with self._catalogue.reading() as snapshot:
            keys = snapshot.versions(old=True)
        refused: list[Refusal] = []
        with analyst.session(self._catalogue.path.parent) as reading:
            found = zip(keys, reading.analyse(keys), strict=True)
            while part := tuple(islice(found, _FOUND_AT_ONCE)):
                refused += [each for _, each in part if isinstance(each, Refusal)]
                with self._catalogue.writing() as ledger:
                    for key, each in part:
                        if isinstance(each, Draft):
                            for layer in LAYERS:
                                ledger.keep(key, layer, each.found[layer.table])
        with self._catalogue.writing() as ledger:
            ledger.found_again()
        return tuple(refused)


@contextmanager
def writing(folder: Path, catalogue: Catalogue, embedder: Embedder) -> Iterator[Writing]:
    """Clear up after a dead writer, yield a session, and clear up after it.

    If the disk is too full for the last step, the session's warnings say so.
    """
    place = folder / WORDS
    fresh = not usable(place)
    with closing(WordsWriter.create(place) if fresh else WordsWriter(place)) as words:
        session = Writing(catalogue, words, embedder)
        if fresh:
            session.rebuild_words()
        session.settle()
        yield session
        try:
            session.settle()
        except ArchiveFull:
            session.warnings = (_NOT_CLEARED.format(folder=folder),)


def _in_parts(snapshot: Snapshot) -> Iterator[list[PassageRecord]]:
    seqs = snapshot.seqs()
    for start in range(0, len(seqs), _WORDS_AT_ONCE):
        yield snapshot.records(seqs[start : start + _WORDS_AT_ONCE])
