"""Named embedding models as OpenVINO graphs, run without torch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from tokenizers import Tokenizer

from index.embedding.batches import Batches
from index.embedding.model_cache import Description
from index.embedding.openvino_runtime import EXACT, FAST, Model, compiled, native_precision
from index.embedding.text_encoder import TextEncoder

_LEAST_LENGTH = 1e-12


@dataclass(frozen=True)
class ConvertedModel:
    """An embedder whose model was converted. It is thread-safe."""

    model_id: str
    description: Description
    encoder: TextEncoder

    @classmethod
    def of(
        cls, model_id: str, description: Description, tokenizer: Tokenizer, graph: Model
    ) -> ConvertedModel:
        """Compile a graph. Raise RuntimeError if OpenVINO cannot."""
        fast = description.precision == native_precision() == FAST
        encoder = TextEncoder(
            tokenizer,
            Batches(compiled(graph, FAST if fast else EXACT)),
            description.dimensions,
            description.maximum_tokens,
            description.padding,
        )
        return cls(model_id, description, encoder)

    @property
    def dimensions(self) -> int:
        """The length of a vector."""
        return self.description.dimensions

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return a row of unit length for each text, with the model's prompt for documents."""
        return self._embed(self.description.document_prompt, texts)

    def embed_question(self, text: str) -> NDArray[np.float32]:
        """Return the vector of a question, with the model's prompt for questions."""
        row: NDArray[np.float32] = self._embed(self.description.query_prompt, [text])[0]
        return row

    def _embed(self, prompt: str, texts: Sequence[str]) -> NDArray[np.float32]:
        rows = self.encoder.embed([prompt + text for text in texts])
        rows /= np.maximum(np.linalg.norm(rows, axis=1, keepdims=True), _LEAST_LENGTH)
        return rows
