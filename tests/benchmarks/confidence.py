"""Fit the confidence of answers, and show how it trades answers for right ones.

    python -m tests.benchmarks.confidence [--refit] [--archive DIR] [--reader DIR]

Questions are asked as anybody's are: searched and read. A sentence is right if it holds the gold
words, or states the answer. The sets are those of the scorecards, and questions of the data that
the reader was trained on, from its dev part: people's own searches, questions of yes or no, and
questions about paragraphs. All but those about paragraphs are also asked as if what answers were
not there. With --refit, the development halves give the weights and the curve of
`assistant/answering/confidence.json`. Printed are, for each set and half, the share of
answers that hold a right sentence, the AUROC of answerable against not, and the risk-coverage
curve.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.preprocessing import StandardScaler

from assistant.answering.confidence import (
    NAMES,
    SHIPPED,
    Combiner,
    Form,
    Judge,
    Weighing,
    form_of,
    shipped_combiner,
)
from assistant.reading.reader_weights import SHIPPED as SHIPPED_READER
from assistant.reading.trained import TrainedReader
from index.embedding.embedder import Embedder, default_embedder
from tests.benchmarks.confidence_questions import (
    CASES,
    READING,
    Asked,
    cases,
    paragraphs,
    passages,
    polar,
    searches,
)
from tests.benchmarks.curves import auroc
from tests.benchmarks.scorecards import SETS, kept
from tests.testsets.question import SAMPLES, SHARED

_OF_READING = {"polar": 200, "searches": 250, "paragraphs": 300}
# What share of the questions that a newsroom asks its record have no answer there.
_UNANSWERABLE = 0.08
# The sets whose answers are known exactly: what is right in the others is not always told so.
_EXACT = ("squad2", "paragraphs")
_STEPS = 60

Floats = NDArray[np.float64]


def combined(asked: Sequence[Asked]) -> Combiner:
    """Fit the weights to the sentences of some questions, of each form apart.

    Where a whole passage is known to answer, its right sentence is the one that would be chosen for
    a fact.
    """
    weighings: dict[Form, Weighing] = {}
    for form in (Form.FACT, Form.REASON, Form.POLAR):  # facts first
        chosen = [each for each in asked if _form(each.question) is form]
        signals = np.concatenate([each.signals for each in chosen])
        right = np.concatenate([_right(each, weighings.get(Form.FACT)) for each in chosen])
        weighings[form] = fitted(signals, right)
    uncertain = Combiner(weighings, np.array([0.0]), np.array([0.0]))
    return Combiner(weighings, *curve(asked, uncertain))


def _form(question: str) -> Form:
    form = form_of(question)
    return Form.FACT if form is Form.OPEN else form


def fitted(signals: Floats, right: NDArray[np.bool_]) -> Weighing:
    """Return the logistic regression from signals, a row for each sentence, to "it is right"."""
    scale = StandardScaler().fit(signals)
    model = LogisticRegression(tol=1e-8, max_iter=1_000).fit(scale.transform(signals), right)
    weights = model.coef_[0] / scale.scale_
    return Weighing(weights, float(model.intercept_[0] - weights @ scale.mean_))


def _right(asked: Asked, facts: Weighing | None) -> NDArray[np.bool_]:
    if facts is None or asked.set != "polar" or not asked.right.any():
        return asked.right
    likely = np.where(asked.right, facts.probability(asked.signals), -1)
    return np.asarray(np.arange(len(likely)) == likely.argmax())


def curve(asked: Sequence[Asked], combiner: Combiner) -> tuple[Floats, Floats]:
    """Return probabilities, and the share of answers at least as probable that are right.

    It is taken from the sets whose answers are known exactly, weighted as if one question in twelve
    had none. How likely an answer to the others is right is itself a logistic regression on its
    probability, so that the curve is smooth.
    """
    judged = [each for each in asked if each.set in _EXACT]
    found = sorted(((*each.answer(combiner), each.answerable) for each in judged), reverse=True)
    likely, right, possible = (np.array(column) for column in zip(*found, strict=True))
    log_odds = np.log(likely / (1 - likely))[:, None]
    sure = np.where(possible, fitted(log_odds[possible], right[possible]).probability(log_odds), 0)
    others = possible.sum() * _UNANSWERABLE / (1 - _UNANSWERABLE) / max(1, (~possible).sum())
    counted = np.where(possible, 1, others)
    shares = np.cumsum(sure * counted) / np.cumsum(counted)
    # A share that a lower probability reaches is reached by the higher ones, too: more caution
    # never means more answers.
    shares = np.maximum.accumulate(shares[::-1])[::-1]
    places = np.unique(np.linspace(0, len(found) - 1, _STEPS).astype(int))[::-1]
    return likely[places], shares[places]


def report(asked: Sequence[Asked], combiner: Combiner) -> Iterator[str]:
    """Write a line for each set and half, and the risk-coverage curve of each half."""
    titles = ("questions", "answers right", "AUROC", "declined at .75 answered")
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
    firsts = [(*each.answer(combiner), each.answerable) for each in asked]
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
        firsts = [(*each.answer(combiner), each.answerable) for each in asked if each.set == name]
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
    combiner = shipped_combiner()
    asked: list[Asked] = []
    for name in (*CASES, *_OF_READING):
        needed = {"samples": SAMPLES, "articles": SHARED, **dict.fromkeys(_OF_READING, READING)}
        if not (needed.get(name) or SETS[name]).exists():
            print(f"{name}: skipped, its data is not there")
            continue
        with kept(options.archive and options.archive / name) as folder:
            asked += _asked(name, folder, embedder, Judge(reader, combiner))
        print(f"{name}: asked", flush=True)
    if options.refit:
        development = [each for each in asked if each.half == "dev"]
        combiner = combined(development)
        _write(combiner, reader.model_id)
    print("\n".join(report(asked, combiner)))


def _asked(name: str, folder: Path, embedder: Embedder, judge: Judge) -> Iterator[Asked]:
    if name == "paragraphs":
        return paragraphs(folder, embedder, judge, _OF_READING[name])
    if name in _OF_READING:
        found = {"polar": polar, "searches": searches}[name](_OF_READING[name])
        return passages(name, found, folder, embedder, judge)
    return cases(name, folder, embedder, judge)


def _write(combiner: Combiner, reader: str) -> None:
    forms = {
        form: dict(zip(NAMES, each.weights.tolist(), strict=True)) | {"constant": each.constant}
        for form, each in combiner.weighings.items()
    }
    curve = np.stack([combiner.probabilities, combiner.shares], axis=1).round(5).tolist()
    written = {"reader": reader, "forms": forms, "curve": curve}
    SHIPPED.write_text(json.dumps(written, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
