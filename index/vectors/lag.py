"""How the published generation stands to the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from index.protocols import Snapshot
from index.vectors.generation import Generation, current

# More than this behind the published generation slows a search; so does a tenth of the archive.
TAIL_AT_MOST = 2_000
_PART = 0.1
# What a record takes in Chroma: the vector three times over (log, graph, the copy made while
# writing), the words with an index of each three characters, and the metadata; then the copy that
# compacting makes.
_BYTES_PER_RECORD = 12_000
_BYTES_PER_DIMENSION = 12
_BYTES_AT_LEAST = 8 * 2**20


@dataclass(frozen=True, slots=True)
class Standing:
    """The published generation beside what the catalogue holds."""

    generation: Generation | None
    visible: int
    published: int
    newest: int
    dimensions: int

    @classmethod
    def of(cls, archive: Path, snapshot: Snapshot) -> Standing:
        """Compare the two."""
        generation = current(archive)
        if generation is not None and generation.model_id != snapshot.setting("model_id"):
            generation = None
        return cls(
            generation=generation,
            visible=snapshot.count(),
            published=snapshot.count(upto=generation.covers) if generation else 0,
            newest=snapshot.newest_seq(),
            dimensions=int(snapshot.setting("dimensions")),
        )

    @property
    def tail(self) -> int:
        """How many visible passages no generation covers."""
        return self.visible - self.published

    @property
    def dead(self) -> int:
        """How many records of the generation are of passages that are no longer visible."""
        return self.generation.count - self.published if self.generation else 0

    @property
    def due(self) -> bool:
        """Return True if it is time for the next generation; at once for the first one."""
        if not self.published:
            return self.visible > 0
        slack = max(TAIL_AT_MOST, int(_PART * self.published))
        return self.tail > slack or self.dead > slack

    @property
    def base(self) -> Generation | None:
        """The generation to copy and append to; None when it is outdated or too much is dead."""
        if self.generation is None or self.generation.outdated:
            return None
        return self.generation if self.dead <= _PART * self.generation.count else None

    @property
    def bytes_needed(self) -> int:
        """About what the next generation takes while it is built."""
        per_record = _BYTES_PER_RECORD + _BYTES_PER_DIMENSION * self.dimensions
        return _BYTES_AT_LEAST + per_record * (self.visible + self.dead)
