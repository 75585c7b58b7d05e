"""The trained reader: rows through the encoder and the heads to probabilities."""

from __future__ import annotations

import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TypeVar

import numpy as np

from assistant.log_odds import logistic
from assistant.reading.encoder import Encoder, Hidden, prepared_encoder
from assistant.reading.heads import Heads, short_answers
from assistant.reading.piece_rows import Cutter, Row, claim_row, conversation_row, passage_row
from assistant.reading.reader import (
    Bearing,
    MissingWord,
    Passage,
    PassageReading,
    SentenceReading,
)
from assistant.reading.reader_weights import SHIPPED, Temperatures, Weights, load_weights
from index.embedding.shipped import shipped_tokenizer

NAME = "onrecord-reader"
_Found = TypeVar("_Found")


@dataclass(frozen=True)
class LoadedReader:
    """A reader whose encoder, heads and tokenizer are in memory."""

    digest: str
    temperatures: Temperatures
    heads: Heads
    encoder: Encoder
    cutter: Cutter

    @property
    def model_id(self) -> str:
        """The model's name with the digest of its weights and the precision it runs in."""
        return f"{NAME}@{self.digest[:12]}/{self.encoder.precision}"

    def read(self, question: str, passages: Sequence[Passage]) -> list[PassageReading]:
        """Score each passage as an answer to the question, in the order of the passages."""
        rows = [passage_row(self.cutter, question, passage) for passage in passages]
        return self._each(rows, self._passage_reading)

    def bears(self, claim: str, evidences: Sequence[str]) -> list[Bearing]:
        """Judge whether each piece of evidence, one or more sentences, supports the claim."""
        return self.bearings([(claim, evidence) for evidence in evidences])

    def bearings(self, pairs: Sequence[tuple[str, str]]) -> list[Bearing]:
        """Judge whether the evidence supports the claim in each (claim, evidence) pair."""
        rows = [claim_row(self.cutter, claim, evidence) for claim, evidence in pairs]
        return self._each(rows, self._bearing)

    def missing(self, question: str, history: Sequence[str]) -> list[MissingWord]:
        """Return all words of the turns, in order, with how likely the question depends on each."""
        row, words = conversation_row(self.cutter, question, history)
        if not words:
            return []
        [logits] = self._each([row], lambda row, hidden: self.heads.missing(hidden, row.segments))
        likely = logistic(logits / self.temperatures.missing)
        return [
            MissingWord(
                history[word.turn][word.start : word.end],
                word.turn,
                word.start,
                word.end,
                float(probability),
            )
            for word, probability in zip(words, likely, strict=True)
        ]

    def _each(self, rows: Sequence[Row], judge: Callable[[Row, Hidden], _Found]) -> list[_Found]:
        found: dict[int, _Found] = {}

        def keep(number: int, hidden: Hidden) -> None:
            found[number] = judge(rows[number], hidden)

        self.encoder.encode(rows, keep)
        return [found[number] for number in range(len(rows))]

    def _passage_reading(self, row: Row, hidden: Hidden) -> PassageReading:
        words = short_answers(row, self.heads.span(hidden))
        best = max((each.score for each in words if each), default=-np.inf)
        unanswered = float(logistic(np.array(-best / self.temperatures.span)))
        if not row.segments:
            return PassageReading((), unanswered)
        logits = self.heads.answers(hidden, row.segments)
        likely = logistic(logits / self.temperatures.answers)
        sentences = tuple(
            SentenceReading(float(probability) if end > start else 0.0, answer)
            for probability, answer, (start, end) in zip(likely, words, row.segments, strict=True)
        )
        return PassageReading(sentences, unanswered)

    def _bearing(self, row: Row, hidden: Hidden) -> Bearing:
        [logits] = self.heads.bears(hidden, row.segments) / self.temperatures.bears
        exponents = np.exp(logits - logits.max())
        return Bearing(*(float(each) for each in exponents / exponents.sum()))


class TrainedReader:
    """The reader shipped with the program, or one in another folder, loaded on first use."""

    def __init__(self, folder: Path = SHIPPED) -> None:
        self._folder = folder
        self._loading = threading.Lock()
        self._kept: LoadedReader | None = None

    @property
    def model_id(self) -> str:
        """The model's name with the digest of its weights and the precision it runs in."""
        return self._loaded.model_id

    def read(self, question: str, passages: Sequence[Passage]) -> list[PassageReading]:
        """Score each passage as an answer to the question, in the order of the passages."""
        return self._loaded.read(question, passages)

    def bears(self, claim: str, evidences: Sequence[str]) -> list[Bearing]:
        """Judge whether each piece of evidence, one or more sentences, supports the claim."""
        return self._loaded.bears(claim, evidences)

    def bearings(self, pairs: Sequence[tuple[str, str]]) -> list[Bearing]:
        """Judge whether the evidence supports the claim in each (claim, evidence) pair."""
        return self._loaded.bearings(pairs)

    def missing(self, question: str, history: Sequence[str]) -> list[MissingWord]:
        """Return all words of the turns, in order, with how likely the question depends on each."""
        return self._loaded.missing(question, history)

    @property
    def _loaded(self) -> LoadedReader:
        with self._loading:
            if self._kept is None:
                self._kept = loaded(load_weights(self._folder))
            return self._kept


@cache
def shipped_reader() -> TrainedReader:
    """Return the shipped reader, a single shared instance."""
    return TrainedReader()


def loaded(weights: Weights) -> LoadedReader:
    """Return a reader with these weights, on OpenVINO or, if that cannot run, on torch."""
    return reader_on(prepared_encoder(weights), weights)


def reader_on(encoder: Encoder, weights: Weights) -> LoadedReader:
    """Return a reader that uses the given encoder, and only the heads of the weights."""
    heads = Heads(weights.heads)
    cutter = Cutter(shipped_tokenizer())
    return LoadedReader(weights.digest, weights.temperatures, heads, encoder, cutter)
