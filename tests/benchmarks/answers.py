"""Ask the question sets and count what was answered, cited and declined.

    python -m tests.benchmarks.answers [--show dev]

Prints a row for each set and split. `--show dev` lists the questions of that split that went wrong.
"""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.answer import Answer, Citation
from assistant.chain import build_chain
from assistant.evaluation.line import Line
from assistant.question import Question
from index.archive import Archive
from index.embedding import Embedder, default_embedder
from tests.testsets.question import SAMPLES, SHARED, questions

FOLDERS = {"samples": SAMPLES, "articles": SHARED}


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question, what it was answered, and whether a citation holds the gold words."""

    item: Line
    answer: Answer
    cited: bool
    first: bool

    @property
    def right(self) -> bool:
        """Say whether it was answered with the gold words cited, or rightly declined."""
        return self.cited if self.item.answerable else not self.answer.found


def outcomes(archive: Archive, embedder: Embedder, items: tuple[Line, ...]) -> Iterator[Outcome]:
    """Ask each question."""
    chain = build_chain(archive, embedder)
    names = {entry.article_id: Path(entry.origin).name for entry in archive.entries(limit=10_000)}
    for item in items:
        answer = chain.invoke(Question(item.question, item.filters))
        cited = [c for c in answer.citations if _holds_gold(item, c, names)]
        leading = answer.claims[:1]
        yield Outcome(
            item,
            answer,
            bool(cited) and _complete(item, [c.words for c in answer.citations]),
            any(_holds_gold(item, c, names) for claim in leading for c in claim.citations),
        )


def _holds_gold(item: Line, citation: Citation, names: dict[str, str]) -> bool:
    name = names[citation.span.article_id]
    return any(gold.article == name and gold.quote in citation.words for gold in item.gold)


def _complete(item: Line, words: list[str]) -> bool:
    """Say whether the cited words hold every answer string that is asked for."""
    everything = "\n".join(words)
    any_of = not item.answer or any(answer in everything for answer in item.answer)
    return any_of and all(answer in everything for answer in item.answer_all)


def table(results: list[Outcome]) -> str:
    """Sum up: the two rates of abstention, citation recall, and how much was quoted."""
    yes = [r for r in results if r.item.answerable]
    no = [r for r in results if not r.item.answerable]
    claims = sum(len(r.answer.claims) for r in yes if r.answer.found)
    found = sum(r.answer.found for r in yes)
    return (
        f"answerable {len(yes):3}: answered {_share(found, len(yes))}, gold cited "
        f"{_share(sum(r.cited for r in yes), len(yes))}, gold first "
        f"{_share(sum(r.first for r in yes), len(yes))}, claims an answer "
        f"{claims / max(1, found):.2f} | unanswerable {len(no):3}: declined "
        f"{_share(sum(not r.answer.found for r in no), len(no))}"
    )


def _share(part: int, whole: int) -> str:
    return f"{part / whole:.3f}" if whole else "    -"


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--show", default="", help="list what went wrong in this split")
    show = parser.parse_args().show
    embedder = default_embedder()
    for name, folder in FOLDERS.items():
        if not folder.is_dir():
            print(f"{name}: skipped, {folder} is not there")
            continue
        with tempfile.TemporaryDirectory() as scratch:
            archive = Archive.create_or_open(Path(scratch) / "archive", embedder)
            archive.add([folder])
            results = list(outcomes(archive, embedder, questions(name)))
            archive.close()
        for split in ("dev", "held_out"):
            print(f"{name:9}{split:9}", table([r for r in results if r.item.split == split]))
        for r in results:
            if r.item.split == show and not r.right:
                print(f"\n{r.item.id} {r.item.tags} {r.item.question}")
                print("   gold:", [g.quote for g in r.item.gold])
                print("   said:", [c.text for c in r.answer.claims] or "not in the record")


if __name__ == "__main__":
    main()
