"""Read files that were changed at random: `python -m tests.benchmarks.mutated_inputs [COUNT]`.

Prints how many were read and refused, the slowest, and the peak memory; ends with 1 where reading
raised, or took more than 60 seconds or 2 GB.
"""

from __future__ import annotations

import random
import resource
import sys
import time
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from sources.article import Page
from sources.effort import limited
from sources.errors import Unreadable
from sources.reading import SourceFile, read
from tests.sources.formats.specimens import SPECIMENS
from tests.sources.mutation import mutated

COUNT, SEED = 2_000, 19
MOST_MEGABYTES = 2_048


def main(arguments: list[str]) -> int:
    """Read mutated files of every form, and return the exit code."""
    count = int(arguments[0]) if arguments else COUNT
    counts: Counter[str] = Counter()
    slowest, slowest_name = 0.0, ""
    with TemporaryDirectory() as folder:
        for specimen, content in mutated(SPECIMENS, random.Random(SEED), count):  # noqa: S311
            path = Path(folder) / specimen.name
            path.write_bytes(content)
            begun = time.perf_counter()
            counts[_outcome(path)] += 1
            seconds = time.perf_counter() - begun
            if seconds > slowest:
                slowest, slowest_name = seconds, specimen.name
            path.unlink()
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    told = ", ".join(f"{number:,} {what}" for what, number in counts.most_common())
    print(f"{count:,} files: {told}")
    print(f"slowest {slowest:.2f} s ({slowest_name}), peak {peak:,.0f} MB")
    return int(bool(counts["raised"] or counts["too slow"]) or peak > MOST_MEGABYTES)


def _outcome(path: Path) -> str:
    try:
        with limited():
            found = list(read(SourceFile(path, path.parent)))
    except Unreadable:
        return "too slow"
    except Exception as error:  # noqa: BLE001 - that nothing is raised is what is measured
        print(f"{path.name}: {error!r}")
        return "raised"
    return "read" if any(isinstance(one, Page) for one in found) else "refused"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
