"""Measure how fast articles are read: `python -m tests.benchmarks.reading FILE_OR_FOLDER...`."""

from __future__ import annotations

import resource
import sys
import time
from collections import Counter
from pathlib import Path

from sources.article import Page
from sources.reading import Refusal, SourceFile, discover, read


def main(arguments: list[str]) -> None:
    """Read everything that is named and print the counts, the rate and the peak memory."""
    counts: Counter[str] = Counter()
    started = time.perf_counter()
    for file in discover([Path(argument) for argument in arguments]):
        for found in read(file) if isinstance(file, SourceFile) else [file]:
            counts["refused" if isinstance(found, Refusal) else "articles"] += 1
            if isinstance(found, Page):
                counts["undated"] += found.metadata.published is None
    seconds = time.perf_counter() - started
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(  # printing is what a benchmark is for
        f"{counts['articles']:,} articles ({counts['undated']:,} undated), "
        f"{counts['refused']:,} refused in {seconds:.2f} s: "
        f"{counts['articles'] / seconds:,.0f} articles/s, peak {peak:.0f} MB"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
