"""Claims, questions of yes or no, and follow-ups: what the reader says beside what people said."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.reading.reader import Bearing, Reader
from assistant.reading.training.claims import BORNE_OUT, NOT_TOLD
from assistant.reading.training.conversations import FollowUp
from tests.benchmarks.curves import (
    Figure,
    auroc,
    covered_at,
    f1,
    figure,
    mean,
    precision,
    recall,
    recall_at,
)
from tests.benchmarks.reader_questions import some
from tests.benchmarks.wice import split_of

_AT_ONCE = 2


@dataclass(frozen=True, slots=True)
class Stated:
    """A claim, its evidence, and the class that people gave it."""

    claim: str
    evidence: str
    label: int
    doc: str


def bearings(reader: Reader, stated: Sequence[Stated]) -> np.ndarray:
    """Return the three probabilities of each claim."""

    def judged(each: Stated) -> Bearing:
        return reader.bears(each.claim, [each.evidence])[0]

    with ThreadPoolExecutor(_AT_ONCE) as threads:
        found = list(threads.map(judged, stated))
    return np.array([[each.borne_out, each.not_told, each.contradicted] for each in found])


def accuracy(name: str, stated: Sequence[Stated], found: np.ndarray) -> Iterator[Figure]:
    """Measure how often the likeliest class is right."""
    right = found.argmax(axis=1) == [each.label for each in stated]
    yield figure(f"{name}: accuracy", [each.doc for each in stated], [right], mean)


def supported(name: str, stated: Sequence[Stated], found: np.ndarray) -> Iterator[Figure]:
    """Measure the probability of "borne out" as a sign of "supported"."""
    documents = [each.doc for each in stated]
    truth = [each.label == BORNE_OUT for each in stated]
    likely, said = found[:, BORNE_OUT], found.argmax(axis=1) == BORNE_OUT
    yield figure(f"{name}: AUROC supported", documents, [likely, truth], auroc)
    yield figure(f"{name}: precision of supported", documents, [said, truth], precision)
    yield figure(f"{name}: recall of supported", documents, [said, truth], recall)
    yield figure(f"{name}: recall at precision .8", documents, [likely, truth], recall_at(0.8))


def wice(path: Path, half: str) -> list[Stated]:
    """Return the claims of a half with the evidence that people chose.

    Where people chose none, the sentences that share most words with the claim stand in for it.
    """
    stated = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if split_of(row["meta"]["id"]) != half:
            continue
        page = row["evidence"]
        sets = [numbers for numbers in row["supporting_sentences"] if numbers]
        chosen = (
            sets[0] if sets and row["label"] != "not_supported" else _closest(row["claim"], page)
        )
        evidence = " ".join(page[number] for number in chosen)
        label = BORNE_OUT if row["label"] == "supported" else NOT_TOLD
        stated.append(Stated(row["claim"], evidence, label, row["meta"]["id"]))
    return stated


def _closest(claim: str, page: Sequence[str]) -> list[int]:
    words = set(claim.lower().split())
    shared = [-len(words & set(sentence.lower().split())) for sentence in page]
    return sorted(np.argsort(shared, kind="stable")[:5].tolist())


def missing(
    name: str, follow_ups: Sequence[FollowUp], reader: Reader, most: int
) -> Iterator[Figure]:
    """Measure the missing words, with and without what the conversation is about."""
    taken = some(follow_ups, most // 2)
    for title, told in (("topic told", True), ("topic not told", False)):
        likely, truth, documents = [], [], []
        for number, each in enumerate(taken):
            turns = (*(each.topic if told else ()), *each.history)
            wanted = each.missing
            for word in reader.missing(each.question, turns):
                likely.append(word.probability)
                truth.append(word.word.lower() in wanted)
                documents.append(str(number))
        said = [probability >= 0.5 for probability in likely]
        yield figure(f"{name}, {title}: AUROC", documents, [likely, truth], auroc)
        yield figure(f"{name}, {title}: F1", documents, [said, truth], f1)
        yield figure(f"{name}, {title}: precision", documents, [said, truth], precision)
        yield figure(f"{name}, {title}: recall", documents, [said, truth], recall)


def yesno(name: str, stated: Sequence[Stated], reader: Reader, most: int) -> Iterator[Figure]:
    """Measure yes against no, and the share of questions of which 19 in 20 are right."""
    taken = some(stated, most)
    found = bearings(reader, taken)
    yes = found[:, BORNE_OUT] / (found[:, BORNE_OUT] + found[:, 2])
    right = (yes >= 0.5) == [each.label == BORNE_OUT for each in taken]
    documents = [each.doc for each in taken]
    yield figure(f"{name}: accuracy", documents, [right], mean)
    sure = np.abs(yes - 0.5)
    yield figure(f"{name}: share right in 19 of 20", documents, [sure, right], covered_at(0.95))
