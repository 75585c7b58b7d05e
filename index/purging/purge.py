"""Purging: delete all versions of articles from every part of an archive.

1. One transaction hides all versions, adds their tombstones and records that the purge has begun.
2. Uploads, stored runs, the word index and the published vectors are rebuilt without them.
3. The versions are deleted, the database is rewritten, and its log is emptied.
4. Every file of the archive is read as a proof, and the record of the purge is removed. Hashes are
   kept so that the proof can be repeated.

Until step 3 the words stay in the catalogue, hidden from everyone, so that a process that resumes a
purge knows what to look for. Each step can be repeated. The next writer resumes at step 2.
"""

from __future__ import annotations

import logging
import os
import shutil
import tempfile
from collections.abc import Callable, Collection, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path

from index.catalogue.database import FILE_NAME, Catalogue
from index.catalogue.snapshot import Snapshot
from index.embedding.embedder import Embedder
from index.errors import ArchiveError, ArchiveFull, ArticleMissing, ArticlePurged
from index.kept import Kept, is_own, require_idle_runs
from index.progress import Progress
from index.purging.condemned import Condemned, Proof, PurgePlan, PurgeReport
from index.purging.proof import files_below, prove
from index.purging.purge_hashes import PURGE_HASHES, PurgeHashes
from index.purging.traces import Traces, traces_of
from index.vectors.generation import GENERATIONS, Standing, current
from index.vectors.publication import keep_published_only, publish, withdraw
from index.words import Words, clear_strays
from index.writing import WORDS, writing

logger = logging.getLogger(__name__)

_MEGABYTE = 2**20
_UNFINISHED = (f"{WORDS}.*", f"{FILE_NAME}.new*")


def condemned(folder: Path, snapshot: Snapshot, article_ids: Sequence[str]) -> PurgePlan:
    """Return what a purge would remove, the similar articles, and what it cannot reach."""
    articles = tuple(_condemned(snapshot, article_id) for article_id in article_ids)
    keys = snapshot.keys_of(article_ids)
    _, copies = traces_of(snapshot, keys)
    outside = [path for path in snapshot.paths(keys) if not is_own(folder, Path(path))]
    return PurgePlan(articles, copies, tuple(path for path in outside if os.path.lexists(path)))


def _condemned(snapshot: Snapshot, article_id: str) -> Condemned:
    found = snapshot.condemned(article_id)
    if found is not None:
        return found
    purged_on = snapshot.barred(article_id)
    raise ArticlePurged(article_id, purged_on) if purged_on else ArticleMissing(article_id)


@dataclass(frozen=True)
class Purging:
    """Purge articles while holding the writer's lock."""

    folder: Path
    catalogue: Catalogue
    embedder: Embedder
    progress: Callable[[Progress], None] | None = None

    def purge(self, article_ids: Sequence[str], before: Sequence[str] = ()) -> PurgeReport:
        """Purge articles; raise ArticleMissing or ArchiveFull before anything is changed.

        The proof also covers articles that were purged earlier.
        """
        with self.catalogue.reading() as snapshot:
            for article_id in article_ids:
                _condemned(snapshot, article_id)
            _require_room(self.folder, Standing.of(self.folder, snapshot))
        require_idle_runs(self.folder)
        with self.catalogue.writing() as ledger:
            ledger.condemn(article_ids)
        return self.finish(before)

    def resume(self) -> None:
        """Finish an interrupted purge."""
        logger.warning("A purge of the archive %s was interrupted. Finishing it.", self.folder)
        self.finish()

    def finish(self, before: Sequence[str] = ()) -> PurgeReport:
        """Do the remaining steps of a purge that has begun."""
        with self.catalogue.reading() as snapshot:
            keys = snapshot.purging()
            traces, _ = traces_of(snapshot, keys)
            article_ids = snapshot.article_ids(keys)
            origins = snapshot.paths(keys)
        reached = _Reached(len(article_ids), self.progress)
        uploads: tuple[str, ...] = ()
        redacted = 0
        warnings: tuple[str, ...] = ()
        if article_ids:  # otherwise the versions are already deleted, and this is done
            PurgeHashes.keep(self.folder, article_ids, traces)
            reached.step("uploads and runs", 0.0)
            kept = Kept(self.folder, traces)
            uploads = kept.remove_uploads(origins)
            redacted = kept.redact_runs(article_ids)
            reached.step("words", 0.1)
            self._rewrite_words()
            reached.step("vectors", 0.3)
            warnings = self._rewrite_vectors()
        reached.step("catalogue", 0.7)
        self._rewrite_catalogue()
        reached.step("checking", 0.8)
        hashes = PurgeHashes.of(self.folder, {*article_ids, *before}) or PurgeHashes.unproved(
            self.folder
        )
        traces = Traces.joined([traces, self._narrowed(hashes)])
        proof = self._proof(traces, lambda share: reached.step("checking", 0.8 + 0.2 * share))
        self._note(hashes, proof)
        with self.catalogue.writing() as ledger:
            ledger.end_purge()
        return PurgeReport(len(keys), uploads, redacted, proof, warnings)

    def prove_again(self, article_ids: Collection[str]) -> Proof:
        """Repeat the proof for some articles, using the hashes kept for them."""
        hashes = PurgeHashes.of(self.folder, article_ids)
        reached = _Reached(len(article_ids), self.progress)
        proof = self._proof(self._narrowed(hashes), lambda share: reached.step("checking", share))
        self._note(hashes, proof)
        return proof

    def _narrowed(self, hashes: Sequence[PurgeHashes]) -> Traces:
        with self.catalogue.reading() as snapshot:
            return Traces.joined([each.traces for each in hashes]).without(snapshot)

    def _note(self, hashes: Sequence[PurgeHashes], proof: Proof) -> None:
        if proof.clean:
            for each in hashes:
                each.prove()
        elif proof.left:
            logger.warning("Words of purged articles remain in %s", ", ".join(proof.left))

    def _rewrite_words(self) -> None:
        for pattern in _UNFINISHED:
            for path in self.folder.glob(pattern):
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        with writing(self.folder, self.catalogue, self.embedder) as session:
            session.rebuild_words()
        session.require_all_done()
        clear_strays(self.folder / WORDS)

    def _rewrite_vectors(self) -> tuple[str, ...]:
        """Rebuild the published generation; withdraw it if that fails."""
        warnings: tuple[str, ...] = ()
        if current(self.folder) is not None:
            with self.catalogue.reading() as snapshot:
                standing = Standing.of(self.folder, snapshot)
            try:
                publish(self.folder, standing, afresh=True)
            except ArchiveError as error:
                withdraw(self.folder)
                warnings = (
                    f"{error} Until then, searches still find every article but take longer.",
                )
        else:
            withdraw(self.folder)  # it may point to an unreadable one
        keep_published_only(self.folder)
        return warnings

    def _rewrite_catalogue(self) -> None:
        with self.catalogue.writing() as ledger:
            ledger.erase()
        try:
            self.catalogue.compact()
        except ArchiveFull as error:
            raise ArchiveFull(
                f"There is no room to rewrite {self.folder / FILE_NAME}: this needs the size of "
                f"the file again there and in {tempfile.gettempdir()}. Readers no longer see "
                "the purged articles, but their words are still in that file. Free some space. "
                "The next command that writes, such as `onrecord add`, finishes the purge."
            ) from error

    def _proof(self, traces: Traces, read: Callable[[float], None]) -> Proof:
        proof = prove(self.folder, traces, read)
        # Opened for this: a request in progress may still hold the old words.
        with self.catalogue.reading() as snapshot, closing(Words(self.folder / WORDS)) as words:
            left = words.leftovers(traces.terms, snapshot.revision)
        found = (*proof.left, str(self.folder / WORDS)) if left else proof.left
        foreign = tuple(path for path in found if not self._is_own(Path(path)))
        return replace(proof, left=found, foreign=foreign)

    def _is_own(self, path: Path) -> bool:
        """Return True if a rebuild rewrites the file."""
        place = path.absolute().relative_to(self.folder.absolute()).parts[0]
        return place in (WORDS, GENERATIONS, PURGE_HASHES) or place.startswith(FILE_NAME)


@dataclass(frozen=True)
class _Reached:
    """Reports the progress of a purge."""

    articles: int
    progress: Callable[[Progress], None] | None

    def step(self, name: str, fraction: float) -> None:
        if self.progress is not None:
            self.progress(Progress(self.articles, 0, fraction, name))


def _require_room(folder: Path, standing: Standing) -> None:
    sizes = {path: size for path, size in files_below(folder) if path.parent.name == WORDS}
    catalogue = (folder / FILE_NAME).stat().st_size
    needed = catalogue + sum(sizes.values())
    if standing.generation is not None:
        needed += standing.bytes_needed
    if Path(tempfile.gettempdir()).stat().st_dev == folder.stat().st_dev:
        needed += catalogue
    free = shutil.disk_usage(folder).free
    if free < needed:
        raise ArchiveFull(
            "A purge rewrites every part of the archive. It needs about "
            f"{needed / _MEGABYTE:,.0f} MB on the disk of {folder}, but only "
            f"{free / _MEGABYTE:,.0f} MB are free. Free some space and run the command again."
        )
