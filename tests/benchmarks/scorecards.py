"""Scorecards of answers by quotation, each next to trivial baselines, with 95 % intervals.

    python -m tests.benchmarks.scorecards [--only samples squad2] [--archive DIR] [--articles N]

Sets: the sample archive's (development and held-out halves apart), RealTimeQA 2022 (its gold are
whole articles), SQuAD 2.0 (each context an article; 258 of 500 questions have no answer in theirs)
and WiCE (each page an article, the claim asked of all of them: evidence F1 is `citation F1`).
`--articles N` takes the gold articles of RealTimeQA and enough others to make N. `--archive DIR`
keeps archives and runs there, and takes up what it finds.
"""

from __future__ import annotations

import argparse
import json
import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.chain import build_chain
from assistant.evaluation.importing.formats import FORMATS
from assistant.evaluation.importing.saving import ARTICLES, CASES, save
from assistant.evaluation.respondent import Respondent
from assistant.evaluation.run import Run
from assistant.evaluation.run_folder import RunFolder
from assistant.evaluation.scorecard import Scorecard
from assistant.evaluation.settings import settings_of
from assistant.evaluation.testset import Testset, load
from index.archive import Archive
from index.embedding import Embedder, default_embedder
from tests.benchmarks import realtimeqa
from tests.benchmarks.baselines import AlwaysAbstains, AlwaysAnswers, AsItIs, Asked, FirstPassage
from tests.testsets.question import SAMPLES, TESTSETS

DATA = realtimeqa.FOLDER.parent
SETS = {
    "samples": SAMPLES,
    "realtimeqa2022": realtimeqa.FOLDER,
    "squad2": DATA / "squad2",
    "wice": DATA / "wice" / "claim_dev.jsonl",
}
SHOWN = (
    "article Success@1",
    "article nDCG@10",
    "citation precision",
    "citation recall",
    "citation F1",
    "answer match",
    "answered",
    "declined",
    "supported sentences",
)
_SEED = 7


@dataclass(frozen=True)
class Source:
    """A test set in a file, and the articles that it is about."""

    cases: Path
    articles: Path


def source(name: str, scratch: Path, articles: int | None) -> Source:
    """Bring a data set into the form of ours."""
    if name == "samples":
        return Source(TESTSETS / "samples.jsonl", SAMPLES)
    folder = scratch / "imported"
    kind = {"realtimeqa2022": "realtimeqa", "squad2": "squad", "wice": "wice"}[name]
    if not folder.exists():
        saved = save(FORMATS[kind].read(SETS[name]), folder)
        print(f"{name}: {saved.cases} cases, {len(saved.problems)} could not be taken")
    if name == "realtimeqa2022":
        return Source(folder / CASES, _news(scratch, articles))
    return Source(folder / CASES, folder / ARTICLES)


def _news(scratch: Path, articles: int | None) -> Path:
    """Return the articles, or as many as are asked for: those that answer, and others by lot."""
    if articles is None:
        return realtimeqa.ARTICLES
    lines = list(realtimeqa.lines())
    gold = {name for question in realtimeqa.questions() for name in question.gold}
    answering = [line for line in lines if json.loads(line)["id"] in gold]
    others = [line for line in lines if json.loads(line)["id"] not in gold]
    random.Random(_SEED).shuffle(others)  # noqa: S311 - nothing to do with secrets
    path = scratch / "articles.jsonl"
    chosen = answering + others[: max(0, articles - len(answering))]
    path.write_text("".join(chosen), encoding="utf-8")
    return path


def halves(testset: Testset) -> Iterator[Testset]:
    """Return the splits of a set, each as a set; the whole where it has none."""
    for split in sorted({case.split or "" for case in testset.cases}):
        cases = tuple(case for case in testset.cases if (case.split or "") == split)
        yield replace(testset, name=f"{testset.name} {split}".strip(), cases=cases)


def scorecards(
    testset: Testset, archive: Archive, embedder: Embedder, folder: Path
) -> Iterator[tuple[str, Scorecard]]:
    """Run the system and the baselines."""
    asked = Asked(build_chain(archive, embedder))
    respondents: dict[str, Respondent] = {
        "as it is": AsItIs(asked),
        "always answers": AlwaysAnswers(asked),
        "first passage": FirstPassage(asked, archive),
        "always abstains": AlwaysAbstains(),
    }
    for name, respondent in respondents.items():
        settings = replace(settings_of(testset, archive), system=name)
        run = Run(testset, respondent, archive, settings, RunFolder(folder / name))
        yield name, run.go()


def table(cards: list[tuple[str, Scorecard]]) -> Iterator[str]:
    """Write a row for each measure and a column for each system."""
    yield f"{'':<20}" + "".join(f"{name:<24}" for name, _ in cards)
    for measure in SHOWN:
        if any(measure in card.measures for _, card in cards):
            yield f"{measure:<20}" + "".join(f"{_cell(card, measure):<24}" for _, card in cards)
    counts = [card.abstention for _, card in cards]
    for row in ("answerable", "unanswerable"):
        cells = [
            f"{getattr(c, f'answered_{row}')} answered, {getattr(c, f'abstained_{row}')} not"
            for c in counts
        ]
        yield f"{row:<20}" + "".join(f"{cell:<24}" for cell in cells)
    latency = cards[0][1].latency
    if latency is not None:
        yield f"a question took {latency.p50 * 1000:.0f} ms (median), {latency.p95:.2f} s (95 %)"


def _cell(card: Scorecard, measure: str) -> str:
    found = card.measures.get(measure)
    if found is None:
        return "-"
    if found.low is None or found.high is None:
        return f"{found.mean:.3f}"
    return f"{found.mean:.3f} [{found.low:.3f}, {found.high:.3f}]"


@contextmanager
def kept(folder: Path | None) -> Iterator[Path]:
    """Give a folder that stays, or one that goes."""
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
        yield folder
    else:
        with tempfile.TemporaryDirectory() as scratch:
            yield Path(scratch)


def main() -> None:
    """Print a scorecard for each set whose data is there."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--only", nargs="+", choices=SETS, default=list(SETS))
    parser.add_argument("--archive", type=Path, help="keep archives and runs in this folder")
    parser.add_argument("--articles", type=int, help="how many articles of RealTimeQA")
    options = parser.parse_args()
    embedder = default_embedder()
    for name in options.only:
        if not SETS[name].exists():
            print(f"{name}: skipped, {SETS[name]} is not there")
            continue
        with kept(options.archive and options.archive / name) as folder:
            found = source(name, folder, options.articles)
            archive = Archive.create_or_open(folder / "archive", embedder)
            archive.add([found.articles])
            for part in halves(replace(load(found.cases, archive), name=name)):
                scope = archive.scope()
                print(f"\n{part.name}: {len(part.cases)} cases, {scope.articles:,} articles")
                runs = folder / "runs" / part.name.replace(" ", "-")
                print("\n".join(table(list(scorecards(part, archive, embedder, runs)))))
            archive.close()


if __name__ == "__main__":
    main()
