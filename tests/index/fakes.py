"""Stand-ins for the embedding model."""

from __future__ import annotations

import re
import zlib
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray


class FakeEmbedder:
    """Turn each word into a random direction, so that texts with common words lie close.

    `asked` records how many texts each call embedded.
    """

    def __init__(self, model_id: str = "fake@000000000000", dimensions: int = 32) -> None:
        self.model_id = model_id
        self.dimensions = dimensions
        self.asked: list[int] = []

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return a row of unit length for each text."""
        self.asked.append(len(texts))
        rows = [self._vector(text) for text in texts]
        return np.array(rows, dtype=np.float32).reshape(len(texts), self.dimensions)

    def embed_question(self, text: str) -> NDArray[np.float32]:
        """Return the vector of a question."""
        return self._vector(text)

    def _vector(self, text: str) -> NDArray[np.float32]:
        total = np.full(self.dimensions, 1e-3)
        for word in re.findall(r"\w{4,}", text.lower()):
            total += _direction(f"{self.model_id} {word}", self.dimensions)
        return np.asarray(total / np.linalg.norm(total), dtype=np.float32)


@lru_cache(maxsize=100_000)
def _direction(word: str, dimensions: int) -> NDArray[np.float64]:
    return np.random.default_rng(zlib.crc32(word.encode())).normal(size=dimensions)
