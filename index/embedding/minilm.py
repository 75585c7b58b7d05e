"""The default embedding model: all-MiniLM-L6-v2 from an installed package, run on OpenVINO."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from index.embedding.batches import Batches
from index.embedding.excerpt import excerpt
from index.embedding.sentence_transformer import SentenceTransformerEmbedder
from index.embedding.shipped import (
    DIMENSIONS,
    FOLDER,
    HEADS,
    NAME,
    WEIGHTS_SHA256,
    shipped_tokenizer,
    shipped_weights,
)

log = logging.getLogger(__name__)

MAXIMUM_TOKENS = 256

Embed = Callable[[Sequence[str]], NDArray[np.float32]]


class MiniLM:
    """Embed texts with all-MiniLM-L6-v2; the model is loaded at the first call."""

    model_id = f"{NAME}@{WEIGHTS_SHA256[:12]}"
    dimensions = DIMENSIONS

    def __init__(self, folder: Path = FOLDER) -> None:
        self._folder = folder
        self._loading = threading.Lock()
        self._loaded: Embed | None = None

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return a row of unit length for each text, in order."""
        if not texts:
            return np.empty((0, DIMENSIONS), dtype=np.float32)
        return self._embed(texts)

    def embed_question(self, text: str) -> NDArray[np.float32]:
        """Return the vector of a question."""
        row: NDArray[np.float32] = self._embed([text])[0]
        return row

    @property
    def _embed(self) -> Embed:
        with self._loading:
            if self._loaded is None:
                self._loaded = _load(self._folder)
            return self._loaded


@dataclass(frozen=True)
class _Runtime:
    """The tokenizer and the graph, compiled for this processor. It is thread-safe."""

    tokenizer: Tokenizer
    batches: Batches

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return a row of unit length for each text."""
        tokens = self._tokens(texts)
        rows = np.empty((len(texts), DIMENSIONS), dtype=np.float32)

        def prepare(batch: Sequence[int], length: int) -> list[NDArray[Any]]:
            return _inputs([tokens[number] for number in batch], length)

        def keep(batch: Sequence[int], output: NDArray[Any]) -> None:
            rows[batch] = output

        self.batches.run([len(ids) for ids in tokens], prepare, keep)
        return rows

    def _tokens(self, texts: Sequence[str]) -> list[list[int]]:
        excerpts = [excerpt(text, MAXIMUM_TOKENS) for text in texts]
        return [encoding.ids for encoding in self.tokenizer.encode_batch(excerpts)]


def _inputs(batch: Sequence[Sequence[int]], length: int) -> list[NDArray[Any]]:
    """Return the tokens of a batch, and the attention mask that excludes the padding."""
    ids = np.zeros((len(batch), length), dtype=np.int32)
    mask = np.zeros((len(batch), length), dtype=np.float32)
    for row, tokens in enumerate(batch):
        ids[row, : len(tokens)] = tokens
        mask[row, : len(tokens)] = 1
    return [ids, mask]


def _load(folder: Path) -> Embed:
    """Verify the weights and build the graph from them, or fall back to torch if that fails."""
    weights = shipped_weights(folder)
    tokenizer = shipped_tokenizer(folder)
    tokenizer.enable_truncation(MAXIMUM_TOKENS)
    try:
        from index.embedding.bert import Bert  # noqa: PLC0415 - openvino: 0.2 s that not all commands need

        compiled = Bert(weights, HEADS).compiled()
    except (ImportError, RuntimeError) as error:
        log.warning(
            "OpenVINO cannot run on this machine (%s). Embedding with sentence-transformers "
            "instead, which gives the same vectors several times slower.",
            error,
        )
        return SentenceTransformerEmbedder(NAME, folder).embed_passages
    return _Runtime(tokenizer, Batches(compiled)).embed
