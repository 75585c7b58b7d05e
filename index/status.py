"""The status of an archive."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from index.catalogue.database import FILE_NAME
from index.catalogue.snapshot import Snapshot
from index.errors import WordsMissing
from index.intake.layer import QUOTATIONS, TIMES
from index.privacy import open_to_others
from index.protocols import Words
from index.scope import Filters
from index.vectors.generation import GENERATIONS, Standing
from index.writing import WORDS


@dataclass(frozen=True, slots=True)
class Status:
    """What the archive holds, and how its derived parts compare with the catalogue.

    `tail` counts the passages added since the published generation, which are searched exactly.
    `dead` counts its records of passages that are no longer visible, which are skipped. `words`
    counts the passages in the word index, or is None if there is no usable one. `quotations` and
    `times` count those of the visible articles. `quotation_rules` and `time_rules` are the oldest
    rules that found any of them. `purged` counts articles with a tombstone, and `purging` the
    versions of an unfinished purge. `open_to_others` is True if the archive's permissions let other
    users of the machine in.
    """

    articles: int
    passages: int
    old_versions: int
    purged: int
    purging: int
    generation: str | None
    tail: int
    dead: int
    words: int | None
    quotations: int
    quotation_rules: int
    times: int
    time_rules: int
    model_id: str
    dimensions: int
    schema: int
    catalogue_bytes: int
    generations_bytes: int
    words_bytes: int
    open_to_others: bool

    @property
    def quotations_outdated(self) -> bool:
        """True if the current rules may find other quotations in the same articles."""
        return self.quotation_rules != QUOTATIONS.rules

    @property
    def times_outdated(self) -> bool:
        """True if the current rules may resolve times in the same articles differently."""
        return self.time_rules != TIMES.rules


def status_of(archive: Path, snapshot: Snapshot, words: Words) -> Status:
    """Return the status of all parts of an archive."""
    standing = Standing.of(archive, snapshot)
    try:
        in_words: int | None = words.count(snapshot.revision)
    except WordsMissing:
        in_words = None
    return Status(
        articles=snapshot.scope(Filters()).articles,
        passages=standing.visible,
        old_versions=snapshot.old_versions(),
        purged=len({stone.article_id for stone in snapshot.tombstones() if stone.barred}),
        purging=len(snapshot.purging()),
        generation=standing.generation.name if standing.generation else None,
        tail=standing.tail,
        dead=standing.dead,
        words=in_words,
        quotations=snapshot.count_found(QUOTATIONS),
        quotation_rules=int(snapshot.setting(QUOTATIONS.setting)),
        times=snapshot.count_found(TIMES),
        time_rules=int(snapshot.setting(TIMES.setting)),
        model_id=snapshot.setting("model_id"),
        dimensions=standing.dimensions,
        schema=int(snapshot.setting("schema")),
        catalogue_bytes=sum(path.stat().st_size for path in archive.glob(f"{FILE_NAME}*")),
        generations_bytes=_size(archive / GENERATIONS),
        words_bytes=_size(archive / WORDS),
        open_to_others=open_to_others(archive),
    )


def _size(folder: Path) -> int:
    # Files may disappear while they are counted: a writer merges words or clears a generation.
    total = 0
    for path in folder.rglob("*"):
        with suppress(FileNotFoundError):
            total += path.stat().st_size
    return total
