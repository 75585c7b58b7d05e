"""How an archive is doing."""

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
from index.vectors.generation import GENERATIONS
from index.vectors.lag import Standing
from index.writing import WORDS


@dataclass(frozen=True, slots=True)
class Status:
    """What the archive holds and how its derived parts stand to the catalogue.

    `tail` counts the passages behind the published generation, which are searched exactly;
    `dead` its records of passages that are no longer visible, which are passed over.
    `words` counts the passages in the word index, or is None where there is no usable one.
    `quotations` and `times` count those of the visible articles; `quotation_rules` and `time_rules`
    are the oldest rules that found any of them. `purged` counts articles with a tombstone, and
    `purging` the versions of a purge that was not finished. `open_to_others` is True if permissions
    of the archive let other users of the machine into it.
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
        """Return True if the program would perhaps find other quotations in the same articles."""
        return self.quotation_rules != QUOTATIONS.rules

    @property
    def times_outdated(self) -> bool:
        """Return True if the program would perhaps understand times in the same articles otherwise."""
        return self.time_rules != TIMES.rules


def status_of(archive: Path, snapshot: Snapshot, words: Words) -> Status:
    """Look at all parts of an archive."""
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
    # Files may go while they are counted: a writer merges words or clears an old generation.
    total = 0
    for path in folder.rglob("*"):
        with suppress(FileNotFoundError):
            total += path.stat().st_size
    return total
