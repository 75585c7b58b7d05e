"""Fitting of temperatures on one half of the dev split. The other half is for measuring."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from pathlib import Path
from random import Random
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from assistant.reading.reader import Passage, Reader
from assistant.reading.reader_weights import Temperatures
from assistant.reading.trained import LoadedReader
from assistant.reading.training.recipe import RECIPE
from assistant.reading.training.schedule import Kitchen

_CASES = 600
_SEED = "calibration"
_LEAST, _MOST, _TRIED = 0.2, 5.0, 97

Array = NDArray[np.float64]
_Item = TypeVar("_Item")


def is_calibration(doc: str) -> bool:
    """Return True if a document is in the half of the dev split used to fit temperatures."""
    return hashlib.sha256(f"{_SEED}:{doc}".encode()).digest()[0] % 2 == 0


def calibrated(reader: LoadedReader, data: Path) -> Temperatures:
    """Return the temperatures that fit the reader's probabilities to the calibration half.

    The reader's own temperatures must be 1.
    """
    kitchen = Kitchen(data, "dev", reader.cutter)
    answers, span = _passages(reader, kitchen)
    return Temperatures(
        answers=fitted(*answers),
        span=fitted(*span),
        bears=_several(*_claims(reader, kitchen)),
        missing=fitted(*_words(reader, kitchen)),
    )


def _passages(reader: Reader, kitchen: Kitchen) -> tuple[tuple[Array, Array], tuple[Array, Array]]:
    """Return logits and labels for sentences that answer, and for passages that answer."""
    paragraphs = [
        paragraph
        for each in RECIPE
        if each.part == "impossible"
        for paragraph in kitchen.paragraphs(each.file).all
        if is_calibration(paragraph.doc)
    ]
    asked = [(p, q, a) for p in paragraphs for q, a in p.answerable]
    impossible = [(p, q, None) for p in paragraphs for q in p.impossible]
    sentences, labels, answered, truths = [], [], [], []
    for paragraph, question, answer in [*_some(asked), *_some(impossible)]:
        passage = Passage(paragraph.text, paragraph.sentences, paragraph.title)
        [reading] = reader.read(question, [passage])
        for (start, end), sentence in zip(passage.sentences, reading.sentences, strict=True):
            sentences.append(sentence.probability)
            labels.append(answer is not None and answer in passage.text[start:end])
        answered.append(1 - reading.unanswered)
        truths.append(answer is not None)
    return (_logits(sentences), np.array(labels)), (_logits(answered), np.array(truths))


def _claims(reader: Reader, kitchen: Kitchen) -> tuple[Array, Array]:
    logarithms, labels = [], []
    claims = [
        claim
        for each in RECIPE
        if each.part == "claims"
        for claim in kitchen.claims(each.file)
        if is_calibration(claim.doc)
    ]
    for claim in _some(claims):
        [bearing] = reader.bears(claim.text, [claim.evidence])
        likely = [bearing.borne_out, bearing.not_told, bearing.contradicted]
        logarithms.append(np.log(np.maximum(likely, 1e-12)))
        labels.append(claim.label)
    return np.array(logarithms), np.array(labels)


def _words(reader: Reader, kitchen: Kitchen) -> tuple[Array, Array]:
    likely: list[float] = []
    labels: list[int] = []
    follow_ups = [
        follow_up
        for each in RECIPE
        if each.part == "conversations"
        for follow_up in kitchen.follow_ups(each.file)
        if is_calibration(follow_up.rewrite)
    ]
    for follow_up in _some(follow_ups):
        turns = (*follow_up.topic, *follow_up.history)
        missing = follow_up.missing
        for word in reader.missing(follow_up.question, turns):
            likely.append(word.probability)
            labels.append(word.word.lower() in missing)
    return _logits(likely), np.array(labels)


def _some(items: Sequence[_Item]) -> list[_Item]:
    drawn = Random(_SEED)
    return drawn.sample(items, min(_CASES, len(items)))


def _logits(probabilities: Sequence[float]) -> Array:
    clipped = np.clip(np.array(probabilities), 1e-7, 1 - 1e-7)
    return np.asarray(np.log(clipped / (1 - clipped)))


def fitted(logits: Array, labels: Array) -> float:
    """Return the temperature under which binary logits fit their labels best."""
    signed = np.where(labels, logits, -logits)
    return _best(lambda temperature: float(np.logaddexp(0, -signed / temperature).mean()))


def _several(logarithms: Array, labels: Array) -> float:
    def loss(temperature: float) -> float:
        scaled = logarithms / temperature
        whole = np.logaddexp.reduce(scaled, axis=1)
        return float((whole - scaled[np.arange(len(labels)), labels]).mean())

    return _best(loss)


def _best(loss: Callable[[float], float]) -> float:
    return round(float(min(np.geomspace(_LEAST, _MOST, _TRIED), key=loss)), 4)
