"""Floors: what the test sets must reach, pinned with a digest of the questions and articles.

    python -m tests.testsets.floors            raise what was won; say what was lost, and exit 1
    python -m tests.testsets.floors --lower    also lower the floors that are not reached
    python -m tests.testsets.floors --repin    take new questions or articles, floors measured anew

`make test` holds every measure to its floor. A floor lies two cases below what was measured, for
processors round differently. Whoever lowers one says in the commit what was won for it.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from assistant.evaluation.result import Result
from index.embedding.embedder import default_embedder
from tests.testsets.measuring import FOLDERS, digest, measured

FLOORS = Path(__file__).with_name("floors.json")
MEASURES = (
    "article Success@4",
    "passage Success@10",
    "citation precision",
    "citation recall",
    "answer match",
    "answered",
    "declined",
)
_SLACK = 2

Floors = dict[str, dict[str, float]]
Pinned = dict[str, dict[str, Any]]


def pinned() -> Pinned:
    """Return the floors of every set, with the digest of the data that they belong to."""
    found: Pinned = json.loads(FLOORS.read_text(encoding="utf-8"))
    return found


def means(results: Sequence[Result]) -> dict[str, tuple[float, int]]:
    """Return the mean of each pinned measure, and over how many cases."""
    found = {}
    for name in MEASURES:
        values = [value for r in results if (value := r.measures.get(name)) is not None]
        if values:
            found[name] = (sum(values) / len(values), len(values))
    return found


def by_split(results: Sequence[Result]) -> dict[str, list[Result]]:
    """Return the results of each split of a set."""
    splits = sorted({str(result.case.split) for result in results})
    return {split: [r for r in results if r.case.split == split] for split in splits}


def missed(results: Sequence[Result], floors: Floors) -> list[str]:
    """Say which floors are not reached."""
    return [
        f"{split}, {name}: {mean:.4f}, floor {floors[split][name]:.4f}"
        for split, part in by_split(results).items()
        for name, (mean, _) in means(part).items()
        if mean < floors[split][name]
    ]


def adjusted(results: Sequence[Result], floors: Floors, *, lower: bool) -> Floors:
    """Return the floors raised to what was measured; with `lower`, missed ones lowered to it."""
    new: Floors = {}
    for split, part in by_split(results).items():
        new[split] = {}
        for name, (mean, count) in means(part).items():
            reached = max(0.0, round(mean - _SLACK / count, 4))
            old = floors.get(split, {}).get(name, 0.0)
            new[split][name] = reached if lower and mean < old else max(old, reached)
    return new


def main() -> None:
    """Measure every set whose articles are there, and write its floors."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--lower", action="store_true", help="lower floors that are not reached")
    parser.add_argument("--repin", action="store_true", help="take new questions or articles")
    options = parser.parse_args()
    floors = pinned() if FLOORS.exists() else {}
    lost: list[str] = []
    for name, folder in FOLDERS.items():
        if not folder.is_dir():
            print(f"{name}: skipped, {folder} is not there")
            continue
        before = floors.get(name)
        if before is not None and before["digest"] != digest(name) and not options.repin:
            sys.exit(f"{name}: questions or articles are not those of the floors: see --repin")
        with tempfile.TemporaryDirectory() as scratch:
            results = measured(name, default_embedder(), Path(scratch)).results
        kept: Floors = before["floors"] if before is not None and not options.repin else {}
        lost += [f"{name}, {each}" for each in missed(results, kept)] if kept else []
        new = adjusted(results, kept, lower=options.lower)
        floors[name] = {"digest": digest(name), "floors": new}
    FLOORS.write_text(json.dumps(floors, indent=2) + "\n", encoding="utf-8")
    print("\n".join(lost) or "Every floor is reached.")
    sys.exit(bool(lost) and not options.lower)


if __name__ == "__main__":
    main()
