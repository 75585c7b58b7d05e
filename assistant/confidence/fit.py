"""Fit the combiner for a reader: `python -m assistant.confidence.fit --data DIR [--reader DIR]`.

The dev part of the paragraphs that the reader was trained beside becomes an archive, and its
questions are asked as anybody's are: searched, weighed, read. Half of the articles fit the weights;
the questions of the others give the thresholds.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import numpy as np

from assistant.confidence.combiner import SHIPPED, Combiner
from assistant.confidence.judge import Judge
from assistant.confidence.regression import fitted
from assistant.confidence.signals import NAMES, Signals
from assistant.findings import Finder
from assistant.reading.trained import TrainedReader
from assistant.reading.training.calibration import is_calibration
from assistant.reading.training.paragraph import Paragraph, Paragraphs
from assistant.reading.weights import SHIPPED as SHIPPED_READER
from index.archive import Archive
from index.embedding import Embedder, default_embedder
from index.search import Search

_FILE = "paragraphs_squad11_train"
_SEED = 16
_QUESTIONS = 1_200
CAUTIONS = tuple(round(0.5 + 0.05 * n, 2) for n in range(10)) + (0.99,)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the paragraph it was asked of, and its answer; "" for one that has none."""

    question: str
    paragraph: Paragraph
    answer: str

    def answered_by(self, sentence: str) -> bool:
        """Return True if a sentence is one of the paragraph's that holds the answer."""
        return bool(self.answer) and self.answer in sentence and sentence in self.paragraph.text


@dataclass(frozen=True, slots=True)
class Weighed:
    """A question with the signals of each sentence that was read, and whether it answers."""

    asked: Asked
    signals: tuple[Signals, ...]
    answers: tuple[bool, ...]


def questions(paragraphs: Paragraphs, most: int) -> list[Asked]:
    """Draw questions, half of them impossible; all in lower case, since those are."""
    drawn = Random(_SEED)  # noqa: S311 - nothing to do with secrets
    possible = [Asked(q.lower(), p, answer) for p in paragraphs.all for q, answer in p.answerable]
    impossible = [Asked(q.lower(), p, "") for p in paragraphs.all for q in p.impossible]
    half = most // 2
    return [
        *drawn.sample(possible, min(half, len(possible))),
        *drawn.sample(impossible, min(half, len(impossible))),
    ]


def archived(paragraphs: Paragraphs, folder: Path, embedder: Embedder) -> Archive:
    """Make an archive of the articles that the paragraphs are from."""
    path = folder / "articles.jsonl"
    with path.open("w", encoding="utf-8") as lines:
        for doc, found in paragraphs.articles.items():
            text = "\n\n".join(each.text for each in found)
            title = found[0].title.replace("_", " ")
            lines.write(json.dumps({"id": doc, "title": title, "text": text}) + "\n")
    archive = Archive.create_or_open(folder / "archive", embedder)
    archive.add([path])
    return archive


def weighed(
    asked: Sequence[Asked], archive: Archive, embedder: Embedder, judge: Judge
) -> Iterator[Weighed]:
    """Ask the questions, and yield what was known of the sentences that were read."""
    search = Search(archive, embedder)
    finder = Finder(archive, embedder)
    passages = archive.scope().passages
    for each in asked:
        matches = search.passages(each.question)
        for finding in islice(finder.find(each.question, matches, passages), 1):
            known = {evidence.sentence.span: evidence for evidence in finding.ranked}
            read = list(judge.signals(each.question, finding.ranked))
            answers = (each.answered_by(known[span].sentence.text) for span, _ in read)
            yield Weighed(each, tuple(s for _, s in read), tuple(answers))


def fit(found: Sequence[Weighed]) -> Combiner:
    """Fit the weights."""
    signals = np.stack([each.values for w in found for each in w.signals])
    answers = np.array([answer for w in found for answer in w.answers])
    return Combiner(*fitted(signals, answers))


def thresholds(found: Sequence[Weighed], combiner: Combiner) -> dict[float, float]:
    """Return for each caution the confidence from which that share of first answers is right."""
    first = []
    for each in found:
        likely = combiner.probabilities(each.signals)
        if len(likely):
            best = int(likely.argmax())
            first.append((float(likely[best]), each.answers[best]))
    first.sort(reverse=True)
    right = np.cumsum([answer for _, answer in first]) / np.arange(1, len(first) + 1)
    return {
        caution: first[max(np.flatnonzero(right >= caution), default=0)][0] for caution in CAUTIONS
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Fit, print how well, and write the combiner."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--reader", type=Path, default=SHIPPED_READER)
    parser.add_argument("--out", type=Path, default=SHIPPED)
    parser.add_argument("--questions", type=int, default=_QUESTIONS)
    options = parser.parse_args(arguments)
    embedder, reader = default_embedder(), TrainedReader(options.reader)
    paragraphs = Paragraphs.read(options.data, _FILE, "dev")
    asked = questions(paragraphs, options.questions)
    judge = Judge(reader, Combiner(np.zeros(len(NAMES)), 0.0))
    with (
        TemporaryDirectory() as folder,
        closing(archived(paragraphs, Path(folder), embedder)) as archive,
    ):
        found = list(weighed(asked, archive, embedder, judge))
    combiner = fit([each for each in found if is_calibration(each.asked.paragraph.doc)])
    held_out = [each for each in found if not is_calibration(each.asked.paragraph.doc)]
    kept = {
        "reader": reader.model_id,
        "weights": dict(zip(NAMES, combiner.weights.tolist(), strict=True)),
        "constant": combiner.constant,
        "thresholds": thresholds(held_out, combiner),
    }
    options.out.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    print(json.dumps(kept, indent=1))
    return 0


if __name__ == "__main__":
    sys.exit(main())
