"""The ledger on sentences that were written without it, true and false, by kind.

    python -m tests.benchmarks.sealed_support

Reads `tests/testsets/sealed_support.jsonl`: 726 sentences about 68 articles of RealTimeQA 2022,
written by people who had not seen the program. Each has the characters of its article that it
cites. Prints how many of the false sentences are called supported and how many of the true ones are
not, each with a 95 % interval (Wilson's), and how long a sentence takes. Nothing is tuned to these
sentences, and none of them is printed.
"""

from __future__ import annotations

import json
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from math import sqrt

import numpy as np

from assistant.ledger.ledger import Entry, Support
from assistant.ledger.support import SupportCheck
from index.embedding.embedder import default_embedder
from tests.benchmarks import realtimeqa
from tests.testsets.question import TESTSETS

PATH = TESTSETS / "sealed_support.jsonl"
_NORMAL = 1.96


@dataclass(frozen=True, slots=True)
class Sealed:
    """A sentence with what it cites, and whether that bears it out."""

    claim: str
    evidence: tuple[str, ...]
    headline: str
    published: date | None
    supported: bool
    kind: str


@dataclass(frozen=True, slots=True)
class Told:
    """A sentence, what the ledger says of it, and how long that took."""

    sentence: Sealed
    entry: Entry
    seconds: float

    @property
    def wrong(self) -> bool:
        """Whether a false sentence is called supported, or a true one is not."""
        return (self.entry.support is Support.SUPPORTED) != self.sentence.supported


def sentences() -> Iterator[Sealed]:
    """Read the sentences, and what they cite from the articles."""
    articles = {record["id"]: record for record in map(json.loads, realtimeqa.lines())}
    for line in PATH.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        article = articles[row["article"]]
        cited = tuple(article["text"][start:end] for start, end in row["evidence"])
        day = datetime.strptime(article["published"], "%Y/%m/%d").replace(tzinfo=UTC).date()
        yield Sealed(row["claim"], cited, article["title"], day, row["supported"], row["kind"])


def told(check: SupportCheck, given: Iterable[Sealed]) -> Iterator[Told]:
    """Judge each sentence by what it cites."""
    for each in given:
        begun = time.perf_counter()
        entry = check.entry(
            each.claim, each.evidence, said_on=each.published, around=[each.headline]
        )
        yield Told(each, entry, time.perf_counter() - begun)


def share(name: str, flags: Sequence[bool]) -> str:
    """Return a line with the share of what is flagged and its interval."""
    low, high = wilson(sum(flags), len(flags))
    counted = f"{sum(flags):>4} of {len(flags):<4} {np.mean(flags):.3f}"
    return f"{name:<40}{counted} [{low:.3f}, {high:.3f}]"


def wilson(hits: int, count: int) -> tuple[float, float]:
    """Return the interval around a share that also holds near 0 and 1."""
    square = _NORMAL**2
    middle = (hits + square / 2) / (count + square)
    spread = _NORMAL * sqrt(hits * (count - hits) / count + square / 4) / (count + square)
    return max(0.0, middle - spread), min(1.0, middle + spread)


def report(rows: Sequence[Told]) -> Iterator[str]:
    """Yield the shares of both faults, over all and by kind, and the times."""
    for supported, fault in ((False, "false, called supported"), (True, "true, not supported")):
        chosen = [row for row in rows if row.sentence.supported is supported]
        if not chosen:
            continue
        yield share(fault, [row.wrong for row in chosen])
        by_kind: dict[str, list[bool]] = defaultdict(list)
        for row in chosen:
            by_kind[row.sentence.kind].append(row.wrong)
        yield from (share(f"    {kind}", flags) for kind, flags in sorted(by_kind.items()))
        counts = Counter(row.entry.support for row in chosen)
        yield "    " + ", ".join(f"{counts[s]} {s.value}" for s in Support if counts[s])
    p50, p95 = np.quantile([row.seconds for row in rows], [0.5, 0.95]) * 1000
    yield f"a sentence took {p50:.0f} ms (median), {p95:.0f} ms (95 %)"


def main() -> None:
    """Print the report."""
    if not realtimeqa.ARTICLES.exists():
        print(f"Skipped: {realtimeqa.ARTICLES} is not there.")
        return
    check = SupportCheck(default_embedder())
    check.entry("The model is loaded before anything is timed.", ["It is loaded."])
    print("\n".join(report(list(told(check, sentences())))))


if __name__ == "__main__":
    main()
