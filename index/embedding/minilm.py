"""The default embedding model: all-MiniLM-L6-v2 from an installed package, run on OpenVINO."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from index.embedding.batches import Batches
from index.embedding.model_folder import ModelFolder
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
from index.embedding.text_encoder import TextEncoder

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
            "OpenVINO cannot run on this machine (%s). Using sentence-transformers instead: "
            "the vectors are the same, but embedding takes several times as long.",
            error,
        )
        return SentenceTransformerEmbedder(ModelFolder(NAME, folder)).embed_passages
    return TextEncoder(tokenizer, Batches(compiled), DIMENSIONS, MAXIMUM_TOKENS).embed
