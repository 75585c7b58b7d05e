"""Embedding models run by sentence-transformers, on torch."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.embedding.excerpt import excerpt
from index.embedding.model_folder import ModelFolder, go_offline

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

# A question waits at most as long as this many texts take.
_AT_ONCE = 64
# The limit for models that have none or do not state theirs.
_LONGEST = 8192


class SentenceTransformerEmbedder:
    """Embed texts with a model in a folder; the model is loaded at the first call."""

    def __init__(self, folder: ModelFolder) -> None:
        self._folder = folder
        # Tokenizers of transformers fail if two threads share one, and torch uses all cores anyway.
        self._turn = threading.RLock()

    @cached_property
    def model_id(self) -> str:
        """The model's name and the first 12 digits of its weights' SHA-256."""
        return self._folder.model_id

    @property
    def dimensions(self) -> int:
        """The length of a vector. Reading it loads the model."""
        return int(self.model.get_embedding_dimension() or self.embed_question("").shape[0])

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return a row of unit length for each text, with the model's prompt for documents."""
        # Texts of similar length are batched together to avoid padding.
        order = sorted(range(len(texts)), key=lambda number: len(texts[number]))
        rows = np.empty((len(texts), self.dimensions), dtype=np.float32)
        for start in range(0, len(order), _AT_ONCE):
            part = order[start : start + _AT_ONCE]
            with self._turn:
                rows[part] = self.model.encode_document(
                    self._excerpts([texts[number] for number in part]),
                    normalize_embeddings=True,
                    show_progress_bar=False,
                )
        return rows

    def embed_question(self, text: str) -> NDArray[np.float32]:
        """Return the vector of a question, with the model's prompt for questions."""
        with self._turn:
            rows = self.model.encode_query(
                self._excerpts([text]), normalize_embeddings=True, show_progress_bar=False
            )
        return np.asarray(rows[0], dtype=np.float32)

    def _excerpts(self, texts: Sequence[str]) -> list[str]:
        tokens = maximum_tokens(self.model)
        return [excerpt(text, tokens) for text in texts]

    @property
    def model(self) -> SentenceTransformer:
        """The loaded model. Raise ModelUnreadable if it cannot be loaded."""
        with self._turn:
            return self._loaded

    @cached_property
    def _loaded(self) -> SentenceTransformer:
        go_offline()
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415 - takes seconds

        return self._folder.load(SentenceTransformer)


def maximum_tokens(model: SentenceTransformer) -> int:
    """Return how many tokens of a text a model reads."""
    return int(min(model.max_seq_length or _LONGEST, _LONGEST))
