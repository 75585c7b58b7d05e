"""Embeddings: what turns passages and questions into vectors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from index.minilm import MiniLM
from index.sentence_transformer import SentenceTransformerEmbedder


@runtime_checkable  # pydantic checks it, in the retriever
class Embedder(Protocol):
    """A model that turns text into vectors of unit length."""

    @property
    def model_id(self) -> str:
        """The model's name and the first 12 digits of its weights' SHA-256."""

    @property
    def dimensions(self) -> int:
        """How long a vector is."""

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return a row for each text, in the order of the texts."""

    def embed_question(self, text: str) -> NDArray[np.float32]:
        """Return the vector of a question."""


def default_embedder() -> Embedder:
    """Return the embedder that needs no network; it loads its model when first used."""
    return MiniLM()


def named_embedder(name_or_folder: str) -> Embedder:
    """Return the embedder of a sentence-transformers model that is already on this machine."""
    return SentenceTransformerEmbedder.named(name_or_folder)
