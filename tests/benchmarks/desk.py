"""Check quotations that were written for it, and count what an editor would be misled by.

    python -m tests.benchmarks.desk [--sealed] [--show]

`tests/testsets/desk_*.jsonl` hold articles and transcripts of invention, with quotations that an
editor would or would not print, written by people who had not seen the program, but for
`desk_transcripts_dev2.jsonl`, transcripts of further kinds by its developers. Those with
`sealed` in their names are never looked at while it is worked on: --sealed measures on them. All
articles of a file stand in one archive. Printed are, with 95 % intervals: of what an editor would
not print, the share that ends with exit code 0; of what is rightly attributed, the share called
misattributed; of harmless variants, the share said to change the meaning; of what an editor would
print, the share that ends with 0; and the verdicts by kind. With --show, the cases
that went wrong; not with --sealed.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import product
from pathlib import Path

from assistant.quotes.desk import QuoteDesk
from assistant.quotes.verdict import Check, Standing, Verdict, standing
from index.archive import Archive
from index.embedding.embedder import default_embedder
from tests.benchmarks.sealed_support import wilson
from tests.testsets.question import TESTSETS

_SETS = ("quotes", "transcripts")
# Those of which the failures were looked at, and the sealed one.
_DEVELOPMENT = ("dev", "dev2")
_LOST = frozenset({Verdict.SPLICED, Verdict.NOT_IN_RECORD})


@dataclass(frozen=True, slots=True)
class Tried:
    """A quotation of a file, and what the desk said of it."""

    kind: str
    words: str
    speaker: str | None
    printable: bool
    harmless: bool
    why: str
    check: Check

    @property
    def passes(self) -> bool:
        """Return True if the command line ends with 0."""
        return standing(self.check) is Standing.HOLDS

    @property
    def turned(self) -> bool:
        """Return True if the words are said to differ from the record in what they mean."""
        return self.check.verdict in _LOST or any(d.grave for d in self.check.differences)


def tried(path: Path) -> Iterator[Tried]:
    """Yield the quotations of a file, checked in an archive of its articles."""
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    embedder = default_embedder()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for number, line in enumerate(lines):
            article = folder / "articles" / f"{number:03}.{line.get('format', 'txt')}"
            article.parent.mkdir(exist_ok=True)
            article.write_text(line["record"], encoding="utf-8")
        with closing(Archive.create_or_open(folder / "archive", embedder)) as archive:
            added = archive.add([folder / "articles"])
            if added.refused:
                raise ValueError(f"{path.name}: {added.refused[0]}")
            desk = QuoteDesk(archive, embedder)
            for line in lines:
                for case in line["cases"]:
                    check = desk.check(case["words"], case["speaker"])
                    yield Tried(
                        case["kind"],
                        case["words"],
                        case["speaker"],
                        case["print"],
                        case["harmless"],
                        case["why"],
                        check,
                    )


def report(found: Sequence[Tried]) -> Iterator[str]:
    """Write the four shares, then the verdicts of each kind."""
    unprintable = [each for each in found if not each.printable]
    printable = [each for each in found if each.printable]
    harmless = [each for each in found if each.harmless]
    yield _share("not to be printed, ends with 0", [each.passes for each in unprintable])
    misattributed = [each.check.verdict is Verdict.MISATTRIBUTED for each in printable]
    yield _share("rightly attributed, misattributed", misattributed)
    yield _share("harmless, changes the meaning", [each.turned for each in harmless])
    yield _share("to be printed, ends with 0", [each.passes for each in printable])
    yield ""
    for kind in sorted({each.kind for each in found}):
        said = Counter(each.check.verdict.value for each in found if each.kind == kind)
        yield f"{kind:<24}" + ", ".join(f"{name} {count}" for name, count in said.most_common())


def _share(name: str, values: Sequence[bool]) -> str:
    if not values:
        return f"{name:<36}no case"
    low, high = wilson(sum(values), len(values))
    share = sum(values) / len(values)
    return f"{name:<36}{share:.3f} [{low:.3f}, {high:.3f}] of {len(values)}"


def main() -> None:
    """Check, and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--sealed", action="store_true", help="measure on what is never looked at")
    parser.add_argument("--sets", nargs="+", default=_SETS, choices=_SETS)
    parser.add_argument("--show", action="store_true", help="print the cases that went wrong")
    options = parser.parse_args()
    parts = ("sealed",) if options.sealed else _DEVELOPMENT
    for name, part in product(options.sets, parts):
        found = list(tried(TESTSETS / f"desk_{name}_{part}.jsonl"))
        print(f"\n{name}, {part}: {len(found)} quotations\n" + "\n".join(report(found)))
        if options.show and not options.sealed:
            wrong = (each for each in found if each.passes != each.printable)
            for each in wrong:
                print(
                    f"\n{each.kind}: {each.check.verdict.value}; print: {each.printable}\n"
                    f"  {each.words} - {each.speaker}\n  {each.why}"
                )


if __name__ == "__main__":
    main()
