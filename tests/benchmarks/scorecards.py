"""Scorecards of answers by quotation, each next to trivial baselines, with 95 % intervals.

    python -m tests.benchmarks.scorecards [--only samples squad2] [--archive DIR] [--articles N]
                                          [--halves]

Sets: the sample archive's (development and held-out halves apart), RealTimeQA 2022 (its gold are
whole articles), SQuAD 2.0 (each context an article; 258 of 500 questions have no answer in theirs)
and WiCE (each page an article, the claim asked of all of them: evidence F1 is `citation F1`).
`unanswerable` is RealTimeQA without its gold articles, and without the questions that one of the
others answers (their number is printed): then nothing should be answered.
`--halves` splits the others as the samples are: a question is of the development half, which
answers were improved on, when the first byte of the SHA-256 of its id, seeded, is even.
`--articles N` takes the gold articles of RealTimeQA and enough others to make N. `--archive DIR`
keeps archives and runs there, and takes up what it finds.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.chain import build_chain
from assistant.evaluation.case import Case
from assistant.evaluation.importing.importer import ARTICLES, CASES, FORMATS, save
from assistant.evaluation.line import Line, to_json
from assistant.evaluation.making.maker import answered_by
from assistant.evaluation.respondent import Respondent
from assistant.evaluation.run import Run
from assistant.evaluation.run_folder import RunFolder
from assistant.evaluation.run_settings import settings_of
from assistant.evaluation.scorecard import Scorecard
from assistant.evaluation.testset import Testset, lines, load
from index.archive import Archive
from index.embedding.embedder import Embedder, default_embedder
from index.search import Search
from tests.benchmarks import realtimeqa
from tests.benchmarks.baselines import AlwaysAbstains, AlwaysAnswers, AsItIs, Asked, FirstPassage
from tests.benchmarks.verbatim import MEASURE, verbatim
from tests.testsets.question import SAMPLES, TESTSETS

DATA = realtimeqa.FOLDER.parent
SETS = {
    "samples": SAMPLES,
    "realtimeqa2022": realtimeqa.FOLDER,
    "squad2": DATA / "squad2",
    "wice": DATA / "wice" / "claim_dev.jsonl",
    "unanswerable": realtimeqa.FOLDER,
}
_KINDS = {
    "realtimeqa2022": "realtimeqa",
    "squad2": "squad",
    "wice": "wice",
    "unanswerable": "realtimeqa",
}
SHOWN = (
    "article Success@1",
    "article Success@10",
    "article nDCG@10",
    "citation precision",
    "citation recall",
    "citation F1",
    "answer match",
    MEASURE,
    "answered",
    "declined",
    "supported sentences",
)
_SEED = 7
_SPLIT_SEED = "onrecord"


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
    if not folder.exists():
        saved = save(FORMATS[_KINDS[name]].read(SETS[name]), folder)
        print(f"{name}: {saved.cases} cases, {len(saved.problems)} could not be taken")
    if name == "realtimeqa2022":
        return Source(folder / CASES, _news(scratch, articles, answering=True))
    if name == "unanswerable":
        return Source(folder / CASES, _news(scratch, articles, answering=False))
    return Source(folder / CASES, folder / ARTICLES)


def _news(scratch: Path, articles: int | None, *, answering: bool) -> Path:
    """Return the articles, or as many as are asked for: those that answer, and others by lot.

    Not `answering` takes only the others.
    """
    if articles is None and answering:
        return realtimeqa.ARTICLES
    known = list(realtimeqa.lines())
    gold = {name for question in realtimeqa.questions() for name in question.gold}
    first = [line for line in known if answering and json.loads(line)["id"] in gold]
    others = [line for line in known if json.loads(line)["id"] not in gold]
    random.Random(_SEED).shuffle(others)  # noqa: S311 - nothing to do with secrets
    path = scratch / "articles.jsonl"
    most = len(known) if articles is None else articles
    path.write_text("".join(first + others[: max(0, most - len(first))]), encoding="utf-8")
    return path


def bereft(cases: Path, archive: Archive) -> Path:
    """Write the cases that the archive does not answer as unanswerable ones, and return where."""
    path = cases.with_name("unanswerable.jsonl")
    asked = lines(cases)
    kept = [line for line in asked if answered_by(archive, line.case(())) is None]
    rows = (Line(id=each.id, question=each.question, answerable=False) for each in kept)
    path.write_text("".join(f"{to_json(row)}\n" for row in rows), encoding="utf-8")
    print(
        f"unanswerable: {len(asked) - len(kept)} of {len(asked)} dropped, another article answers"
    )
    return path


def split_by_lot(testset: Testset) -> Testset:
    """Give each case that has no split one by its id: development or held out."""
    cases = tuple(
        case if case.split else replace(case, split=_drawn(case)) for case in testset.cases
    )
    return replace(testset, cases=cases)


def _drawn(case: Case) -> str:
    digest = hashlib.sha256(f"{_SPLIT_SEED}:{case.id}".encode()).digest()
    return "held_out" if digest[0] % 2 else "dev"


def halves(testset: Testset) -> Iterator[Testset]:
    """Return the splits of a set, each as a set; the whole where it has none."""
    for split in sorted({case.split or "" for case in testset.cases}):
        cases = tuple(case for case in testset.cases if (case.split or "") == split)
        yield replace(testset, name=f"{testset.name} {split}".strip(), cases=cases)


def scorecards(
    testset: Testset, archive: Archive, embedder: Embedder, folder: Path
) -> Iterator[tuple[str, Scorecard]]:
    """Run the system and the baselines."""
    asked = Asked(build_chain(archive, embedder), Search(archive, embedder))
    respondents: dict[str, Respondent] = {
        "as it is": AsItIs(asked),
        "always answers": AlwaysAnswers(asked),
        "first passage": FirstPassage(asked, archive),
        "always abstains": AlwaysAbstains(),
    }
    for name, respondent in respondents.items():
        settings = replace(settings_of(testset, archive), system=name)
        run = Run(testset, respondent, archive, settings, RunFolder(folder / name))
        card = run.go()
        before = verbatim(run.folder.results())
        yield name, replace(card, measures=card.measures | ({MEASURE: before} if before else {}))


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
    if any(each.balanced is not None for each in counts):
        cells = ["-" if each.balanced is None else f"{each.balanced:.3f}" for each in counts]
        yield f"{'balanced accuracy':<20}" + "".join(f"{cell:<24}" for cell in cells)
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
    parser.add_argument("--halves", action="store_true", help="development and held-out apart")
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
            cases = bereft(found.cases, archive) if name == "unanswerable" else found.cases
            testset = replace(load(cases, archive), name=name)
            for part in halves(split_by_lot(testset) if options.halves else testset):
                scope = archive.scope()
                print(f"\n{part.name}: {len(part.cases)} cases, {scope.articles:,} articles")
                runs = folder / "runs" / part.name.replace(" ", "-")
                print("\n".join(table(list(scorecards(part, archive, embedder, runs)))))
            archive.close()


if __name__ == "__main__":
    main()
