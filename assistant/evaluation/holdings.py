"""The test sets in a folder."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant.errors import TestsetUnusable
from assistant.evaluation.testset import lines

ENDINGS = frozenset({".jsonl", ".csv", ".tsv"})
# A larger file is more likely to contain articles, and would take a while to read.
_MOST_BYTES = 20_000_000


@dataclass(frozen=True, slots=True)
class Holding:
    """A test set file, with the number of its questions and quotations."""

    path: Path
    questions: int
    quotations: int

    @property
    def cases(self) -> int:
        """The number of cases."""
        return self.questions + self.quotations


def testsets_in(folder: Path) -> tuple[Holding, ...]:
    """Return the files of a folder that can be read as test sets, sorted by name."""
    if not folder.is_dir():
        return ()
    files = sorted(p for p in folder.iterdir() if p.suffix.lower() in ENDINGS and p.is_file())
    small = (path for path in files if path.stat().st_size <= _MOST_BYTES)
    return tuple(found for path in small if (found := _holding(path)) is not None)


def _holding(path: Path) -> Holding | None:
    """Return the test set in a file, or None if it is not one or has errors."""
    try:
        found = lines(path)
    except TestsetUnusable:
        return None
    quotations = sum(line.words is not None for line in found)
    return Holding(path, len(found) - quotations, quotations)
