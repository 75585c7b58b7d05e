"""The reader's encoder, from rows of word pieces to a hidden state for each piece."""

from __future__ import annotations

import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.reading.piece_rows import Row
from assistant.reading.reader_weights import Weights
from index.embedding.batches import Batches
from index.embedding.shipped import HEADS, shipped_weights

log = logging.getLogger(__name__)

WORDS = "embeddings.word_embeddings.weight"
Hidden = NDArray[np.float32]


class Encoder(Protocol):
    """Turns rows into hidden states. It must be safe to use from any number of threads."""

    @property
    def precision(self) -> str:
        """The precision in which the encoder computes: "bf16" or "f32"."""

    def encode(self, rows: Sequence[Row], keep: Callable[[int, Hidden], None]) -> None:
        """Call `keep` with the number of each row and its hidden states, in any order."""


@dataclass(frozen=True)
class OpenVinoEncoder:
    """The encoder as an OpenVINO graph compiled for this processor."""

    batches: Batches
    precision: str

    def encode(self, rows: Sequence[Row], keep: Callable[[int, Hidden], None]) -> None:
        """Call `keep` with the number of each row and its hidden states, in any order."""

        def prepare(batch: Sequence[int], length: int) -> list[NDArray[Any]]:
            return inputs([rows[number] for number in batch], length)

        def keep_each(batch: Sequence[int], output: NDArray[Any]) -> None:
            for number, hidden in zip(batch, output, strict=True):
                keep(number, hidden[: len(rows[number].ids)])

        self.batches.run([len(row.ids) for row in rows], prepare, keep_each)


def inputs(rows: Sequence[Row], length: int) -> list[NDArray[Any]]:
    """Return the pieces of some rows, their padding mask and their types."""
    ids = np.zeros((len(rows), length), dtype=np.int32)
    mask = np.zeros((len(rows), length), dtype=np.float32)
    types = np.zeros((len(rows), length), dtype=np.int32)
    for number, row in enumerate(rows):
        ids[number, : len(row.ids)] = row.ids
        mask[number, : len(row.ids)] = 1
        types[number, row.first : len(row.ids)] = 1
    return [ids, mask, types]


def prepared_encoder(weights: Weights) -> Encoder:
    """Build the encoder on OpenVINO, or on torch where OpenVINO cannot run."""
    tensors = {**weights.encoder, WORDS: shipped_weights()[WORDS]}
    try:
        from index.embedding.bert import Bert  # noqa: PLC0415 - openvino: 0.2 s that not all commands need

        compiled = Bert(tensors, HEADS, pooled=False).compiled()
    except (ImportError, RuntimeError) as error:
        log.warning(
            "OpenVINO cannot run on this machine (%s). Reading with torch instead, which gives "
            "the same probabilities more slowly.",
            error,
        )
        from assistant.reading.network import TorchEncoder  # noqa: PLC0415 - takes seconds

        return TorchEncoder.of(tensors)
    precision = compiled.get_property("INFERENCE_PRECISION_HINT").to_string()
    return OpenVinoEncoder(Batches(compiled), precision)
