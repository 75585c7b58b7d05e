"""How far the published generation lags behind the catalogue."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from index.protocols import Snapshot
from index.vectors.generation import Generation, current

# A longer tail than this slows a search; so does one of a tenth of the archive.
TAIL_AT_MOST = 2_000
_PART = 0.1
# The bytes of a record in Chroma: the vector three times (log, graph, and the copy made while
# writing), the words with a trigram index, and the metadata, plus the copy that compaction
# makes.
_BYTES_PER_RECORD = 12_000
_BYTES_PER_DIMENSION = 12
_BYTES_AT_LEAST = 8 * 2**20


@dataclass(frozen=True, slots=True)
class Standing:
    """The published generation compared with the content of the catalogue."""

    generation: Generation | None
    visible: int
    published: int
    newest: int
    dimensions: int

    @classmethod
    def of(cls, archive: Path, snapshot: Snapshot) -> Standing:
        """Compare the generation with the catalogue."""
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
        """The number of visible passages added since the generation."""
        return self.visible - self.published

    @property
    def dead(self) -> int:
        """The number of the generation's records whose passages are no longer visible."""
        return self.generation.count - self.published if self.generation else 0

    @property
    def due(self) -> bool:
        """Return True if it is time for the next generation; the first one is due at once."""
        if not self.published:
            return self.visible > 0
        slack = max(TAIL_AT_MOST, int(_PART * self.published))
        return self.tail > slack or self.dead > slack

    @property
    def base(self) -> Generation | None:
        """The generation to extend, or None if it is outdated or has too many dead records."""
        if self.generation is None or self.generation.outdated:
            return None
        return self.generation if self.dead <= _PART * self.generation.count else None

    @property
    def bytes_needed(self) -> int:
        """The approximate size of the next generation while it is built."""
        per_record = _BYTES_PER_RECORD + _BYTES_PER_DIMENSION * self.dimensions
        return _BYTES_AT_LEAST + per_record * (self.visible + self.dead)
