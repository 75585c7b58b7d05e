"""Fit the confidence of answers, and show how it trades answers for right ones.

    python -m tests.benchmarks.confidence [--refit] [--archive DIR] [--reader DIR]

Questions are asked as anybody's are: searched and read. A sentence is right if it holds the gold
words, or states the answer in a gold article. The sets are those of the scorecards and the dev part
of the paragraphs that the reader was trained beside. With --refit, their development halves give
the weights of `assistant/confidence/combiner.json`, and by cross-validation its curve. Printed are,
for each set and half, the risk-coverage curve and the AUROC of answerable against not.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np
from numpy.typing import NDArray

from assistant.confidence.combiner import SHIPPED, Combiner, shipped_combiner
from assistant.confidence.judge import Judge
from assistant.confidence.regression import fitted
from assistant.confidence.signals import NAMES
from assistant.evaluation.case import Case
from assistant.evaluation.holding import holds
from assistant.evaluation.matching import states_expected
from assistant.evaluation.testset import load
from assistant.findings import Finder
from assistant.question import Question, parts
from assistant.reading.trained import TrainedReader
from assistant.reading.training.calibration import is_calibration
from assistant.reading.training.paragraph import Paragraph, Paragraphs
from assistant.reading.weights import SHIPPED as SHIPPED_READER
from assistant.sentence import Sentence
from index.archive import Archive
from index.embedding import Embedder, default_embedder
from index.search import Search
from sources.characters import holds_hangul
from tests.benchmarks.curves import auroc
from tests.benchmarks.scorecards import DATA, SETS, bereft, kept, source, split_by_lot
from tests.testsets.question import SAMPLES, SHARED, TESTSETS

READING = DATA / "reading"
PARAGRAPHS = "paragraphs_squad11_train"
CASES = ("samples", "articles", "realtimeqa2022", "unanswerable", "squad2")
_SEED = 16
_PARAGRAPH_QUESTIONS = 400
_NEWS = 1_000
# Longer gold is a whole article: then the answer tells which of its sentences is right.
_PASSAGE = 1_500
# Of ten questions that a newsroom asks its record, so many have no answer there.
_UNANSWERABLE = 1
_STEPS = 60

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class Asked:
    """A question with the signals of its sentences, a row each, and which of them are right."""

    set: str
    half: str
    fold: int
    answerable: bool
    signals: Floats
    right: NDArray[np.bool_]

    def first(self, combiner: Combiner) -> tuple[float, bool]:
        """Return the probability of the best sentence, and whether it is right."""
        if not len(self.signals):
            return 0.0, False
        log_odds = self.signals @ combiner.weights + combiner.constant
        best = int(log_odds.argmax())
        return float(0.5 * (1 + np.tanh(log_odds[best] / 2))), bool(self.right[best])


class Asker:
    """Asks questions of one archive, and keeps what was known of the sentences that were read."""

    def __init__(self, archive: Archive, embedder: Embedder, judge: Judge) -> None:
        self._search = Search(archive, embedder)
        self._finder = Finder(archive, embedder, judge)
        self._judge = judge
        self._passages = archive.scope().passages

    def ask(self, question: str) -> Iterator[tuple[Sentence, Floats]]:
        """Yield the sentences that were read for the first part of a question."""
        plain = Question(question).plain
        sentences = self._finder.sentences(self._search.passages(plain))
        part = parts(plain)[0]
        weights = self._finder.weights(part, self._passages)
        for read in self._judge.read(part, sentences, weights):
            yield read.sentence, read.signals.values


def cases(name: str, folder: Path, embedder: Embedder, judge: Judge) -> Iterator[Asked]:
    """Ask the English questions of a test set."""
    if name in ("samples", "articles"):
        path, articles = TESTSETS / f"{name}.jsonl", {"samples": SAMPLES, "articles": SHARED}[name]
    else:
        found = source(name, folder, _NEWS if "squad" not in name else None)
        path, articles = found.cases, found.articles
    with closing(Archive.create_or_open(folder / "archive", embedder)) as archive:
        archive.add([articles])
        asker = Asker(archive, embedder, judge)
        known = load(bereft(path, archive) if name == "unanswerable" else path, archive)
        for number, case in enumerate(split_by_lot(known).cases):
            if case.is_quotation or case.history or holds_hangul(case.question):
                continue
            read = list(asker.ask(case.question))
            right = [_is_right(case, sentence) for sentence, _ in read]
            answerable = case.answerable is not False
            yield _asked(name, case.split or "", number, answerable, read, right)


def paragraphs(folder: Path, embedder: Embedder, judge: Judge) -> Iterator[Asked]:
    """Ask questions about paragraphs, half of them impossible, in lower case as those are."""
    known = Paragraphs.read(READING, PARAGRAPHS, "dev")
    drawn = Random(_SEED)  # noqa: S311 - nothing to do with secrets
    possible = [(q, p, answer) for p in known.all for q, answer in p.answerable]
    impossible = [(q, p, "") for p in known.all for q in p.impossible]
    with closing(_archived(known, folder, embedder)) as archive:
        asker = Asker(archive, embedder, judge)
        for some in (possible, impossible):
            chosen = drawn.sample(some, min(_PARAGRAPH_QUESTIONS // 2, len(some)))
            for number, (question, paragraph, answer) in enumerate(chosen):
                read = list(asker.ask(question.lower()))
                right = [
                    bool(answer) and answer in s.text and s.text in paragraph.text for s, _ in read
                ]
                half = "dev" if is_calibration(paragraph.doc) else "held_out"
                yield _asked("paragraphs", half, number, bool(answer), read, right)


def _archived(known: Paragraphs, folder: Path, embedder: Embedder) -> Archive:
    path = folder / "articles.jsonl"
    with path.open("w", encoding="utf-8") as lines:
        for doc, found in known.articles.items():
            lines.write(json.dumps(_article(doc, found)) + "\n")
    archive = Archive.create_or_open(folder / "archive", embedder)
    archive.add([path])
    return archive


def _article(doc: str, found: Sequence[Paragraph]) -> dict[str, str]:
    text = "\n\n".join(each.text for each in found)
    return {"id": doc, "title": found[0].title.replace("_", " "), "text": text}


def _is_right(case: Case, sentence: Sentence) -> bool:
    if case.answerable is False:
        return False
    gold = [span for span in case.gold if span.article_id == sentence.article.id]
    if any(span.end - span.start < _PASSAGE for span in gold):
        return any(holds(sentence.span, span) for span in gold)
    return bool(gold) and states_expected(case, sentence.text)


def _asked(
    name: str,
    half: str,
    number: int,
    answerable: bool,
    read: Sequence[tuple[Sentence, Floats]],
    right: Sequence[bool],
) -> Asked:
    signals = np.array([values for _, values in read]).reshape(len(read), len(NAMES))
    return Asked(name, half, number % 2, answerable, signals, np.array(right, dtype=bool))


def combined(asked: Sequence[Asked], curve: tuple[Floats, Floats]) -> Combiner:
    """Fit the weights to the sentences of some questions."""
    signals = np.concatenate([each.signals for each in asked])
    right = np.concatenate([each.right for each in asked])
    return Combiner(*fitted(signals, right), *curve)


def curve(asked: Sequence[Asked]) -> tuple[Floats, Floats]:
    """Return probabilities, and the share of first answers at least as probable that are right.

    Each half of the questions is judged by weights that were fitted to the other.
    """
    nothing = (np.array([0.0]), np.array([0.0]))
    found = []
    for fold in (0, 1):
        combiner = combined([each for each in asked if each.fold != fold], nothing)
        found += [(*each.first(combiner), each) for each in asked if each.fold == fold]
    possible = sum(each.answerable for *_, each in found)
    weight = possible * _UNANSWERABLE / (10 - _UNANSWERABLE) / max(1, len(found) - possible)
    found.sort(key=lambda each: each[0], reverse=True)
    weights = np.array([1.0 if each.answerable else weight for *_, each in found])
    right = np.array([is_right for _, is_right, _ in found]) * weights
    shares = np.cumsum(right) / np.cumsum(weights)
    # Read from the most probable on, the share is made to fall: more caution, never more answers.
    shares = np.minimum.accumulate(shares)
    places = np.unique(np.linspace(0, len(found) - 1, _STEPS).astype(int))[::-1]
    return np.array([found[n][0] for n in places]), shares[places]


def report(asked: Sequence[Asked], combiner: Combiner) -> Iterator[str]:
    """Write a line for each set and half, and the risk-coverage curve of each half."""
    titles = ("questions", "first right", "AUROC", "declined at .75 answered")
    yield f"{'':<26}" + "".join(f"{each:>26}" for each in titles)
    for name in dict.fromkeys(each.set for each in asked):
        for half in ("dev", "held_out"):
            chosen = [each for each in asked if (each.set, each.half) == (name, half)]
            yield from _line(name, half, chosen, combiner)
    for half in ("dev", "held_out"):
        yield f"\n{half}: answered and right by caution, of the answerable; declined of the others"
        for caution in (0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.99):
            yield _coverage([each for each in asked if each.half == half], combiner, caution)


def _line(name: str, half: str, asked: Sequence[Asked], combiner: Combiner) -> Iterator[str]:
    if not asked:
        return
    firsts = [(*each.first(combiner), each.answerable) for each in asked]
    possible = sorted((p for p, _, answerable in firsts if answerable), reverse=True)
    others = [p for p, _, answerable in firsts if not answerable]
    right = [is_right for _, is_right, answerable in firsts if answerable]
    cells = f"{name + ' ' + half:<26}{len(asked):>26}"
    cells += f"{np.mean(right):>26.3f}" if right else f"{'-':>26}"
    if possible and others:
        truth = np.array([1.0] * len(possible) + [0.0] * len(others))
        least = possible[int(0.75 * (len(possible) - 1))]
        cells += f"{auroc(np.array([*possible, *others]), truth):>26.3f}"
        cells += f"{np.mean([p < least for p in others]):>26.3f}"
    yield cells


def _coverage(asked: Sequence[Asked], combiner: Combiner, caution: float) -> str:
    cells = []
    for name in dict.fromkeys(each.set for each in asked):
        firsts = [(*each.first(combiner), each.answerable) for each in asked if each.set == name]
        said = [(combiner.confidence(p) >= caution, right, a) for p, right, a in firsts]
        answered = [(a, right) for a, right, possible in said if possible]
        declined = [float(not a) for a, _, possible in said if not possible]
        cell = name
        if answered:
            given = [right for a, right in answered if a]
            cell += f" {len(given) / len(answered):.2f} right {np.mean(given or [False]):.2f}"
        cell += f" declined {np.mean(declined):.2f}" if declined else ""
        cells.append(cell)
    return f"{caution:.2f}  " + " | ".join(cells)


def main() -> None:
    """Ask, fit where that is wanted, and print."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--refit", action="store_true", help="write the combiner anew")
    parser.add_argument("--archive", type=Path, help="keep archives in this folder")
    parser.add_argument("--reader", type=Path, default=SHIPPED_READER, help="a folder of weights")
    options = parser.parse_args()
    embedder, reader = default_embedder(), TrainedReader(options.reader)
    judge = Judge(reader, shipped_combiner())
    asked: list[Asked] = []
    for name in (*CASES, "paragraphs"):
        needed = {"samples": SAMPLES, "articles": SHARED, "paragraphs": READING}.get(name)
        if not (needed or SETS[name]).exists():
            print(f"{name}: skipped, its data is not there")
            continue
        with kept(options.archive and options.archive / name) as folder:
            if name == "paragraphs":
                asked += paragraphs(folder, embedder, judge)
            else:
                asked += cases(name, folder, embedder, judge)
        print(f"{name}: asked", flush=True)
    combiner = shipped_combiner()
    if options.refit:
        development = [each for each in asked if each.half == "dev"]
        combiner = combined(development, curve(development))
        _write(combiner, reader.model_id)
    print("\n".join(report(asked, combiner)))


def _write(combiner: Combiner, reader: str) -> None:
    written = {
        "reader": reader,
        "weights": dict(zip(NAMES, combiner.weights.tolist(), strict=True)),
        "constant": combiner.constant,
        "curve": np.stack([combiner.probabilities, combiner.shares], axis=1).round(5).tolist(),
    }
    SHIPPED.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
