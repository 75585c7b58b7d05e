"""The ledger beside the hand: sentences that a model wrote, labelled by a person.

    python -m tests.benchmarks.labels [FILE --archive DIR] [--show]

Each line of FILE is a sentence as `tests.benchmarks.writing --sentences` notes it, with what it
cites, and a `label`: `supported`, `partly supported`, `unsupported` or `not a claim`, given by
somebody who read both. Without FILE, the sentences about the sample archive that are kept with the
tests. Prints what the ledger says by what the hand says, and the precision and recall of
"unsupported", of the marked (all but supported) and of "supported". `--show` prints where they
differ.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path, PurePath

from assistant.answer import Citation
from assistant.ledger.ledger import Entry, Support
from assistant.ledger.support import SupportCheck
from index.archive import Archive
from index.embedding.embedder import default_embedder
from tests.testsets.question import SAMPLES, TESTSETS

KEPT = TESTSETS / "written.jsonl"


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence with its citations, what the hand says and what the ledger says of it."""

    id: str
    sentence: str
    cited: tuple[Citation, ...]
    label: Support
    entry: Entry


def labelled(path: Path, archive: Archive, check: SupportCheck) -> Iterator[Labelled]:
    """Judge the sentences of a file; those without a label are left out."""
    named: dict[str, list[str]] = defaultdict(list)
    for stored in archive.entries(limit=archive.scope().articles):
        named[PurePath(stored.origin).name].append(stored.article_id)
    for line in path.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        if not record.get("label"):
            continue
        cited = tuple(
            _citation(archive, named[place["article"]], place["quote"], number)
            for number, place in enumerate(record["cited"], 1)
        )
        entry = check.cited(record["sentence"], cited)
        yield Labelled(record["id"], record["sentence"], cited, Support(record["label"]), entry)


def _citation(archive: Archive, ids: Sequence[str], quote: str, number: int) -> Citation:
    """Cite the first of the articles that has the words; several may have one name."""
    article = next(a for a in map(archive.article, ids) if quote in a.text)
    start = article.text.index(quote)
    span = article.span(start, start + len(quote))
    first = next(block for block in article.blocks if span.start < block.end)
    last = next(block for block in article.blocks if span.end <= block.end)
    return Citation.of(article, span, article.span(first.start, last.end), number)


def rates(rows: Sequence[Labelled], means: Callable[[Support], bool]) -> tuple[float, float]:
    """Return precision and recall of what `means` names, the hand being right."""
    said = [row for row in rows if means(row.entry.support)]
    true = [row for row in rows if means(row.label)]
    both = sum(means(row.label) for row in said)
    return both / max(1, len(said)), both / max(1, len(true))


def is_unsupported(support: Support) -> bool:
    """Return True if a sentence is called unsupported."""
    return support is Support.UNSUPPORTED


def is_marked(support: Support) -> bool:
    """Return True if a reader is told to doubt a sentence."""
    return support in (Support.UNSUPPORTED, Support.PARTLY)


def is_supported(support: Support) -> bool:
    """Return True if a sentence is called supported."""
    return support is Support.SUPPORTED


def report(rows: Sequence[Labelled]) -> Iterator[str]:
    """Write the confusion and the rates."""
    counts = Counter((row.label, row.entry.support) for row in rows)
    yield f"{len(rows)} sentences; down what the hand says, across what the ledger says"
    yield f"{'':18}" + "".join(f"{support.value:>18}" for support in Support)
    for label in Support:
        cells = "".join(f"{counts[label, support]:>18}" for support in Support)
        yield f"{label.value:18}{cells}"
    for name, means in (
        ("unsupported", is_unsupported),
        ("marked", is_marked),
        ("supported", is_supported),
    ):
        precision, recall = rates(rows, means)
        yield f"{name:18}precision {precision:.3f}, recall {recall:.3f}"


def main() -> None:
    """Print the report."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", nargs="?", type=Path, default=KEPT)
    parser.add_argument("--archive", type=Path, help="the archive that they cite")
    parser.add_argument("--show", action="store_true", help="print where the two differ")
    options = parser.parse_args()
    embedder = default_embedder()
    with tempfile.TemporaryDirectory() as scratch:
        folder = options.archive or Path(scratch) / "samples"
        archive = Archive.create_or_open(folder, embedder)
        if options.archive is None:
            archive.add([SAMPLES])
        with closing(archive):
            rows = list(labelled(options.file, archive, SupportCheck(embedder)))
    for row in rows if options.show else ():
        if row.entry.support is not row.label:
            doubts = "; ".join(f"{d.kind.value} {d.words}" for d in row.entry.doubts)
            print(f"{row.id}: {row.label.value} by hand, {row.entry.support.value} ({doubts})")
            print(f"    {row.sentence}")
            for citation in row.cited[:3]:
                print(f"    < {citation.words}")
    print("\n".join(report(rows)))


if __name__ == "__main__":
    main()
