"""A cache of sentence vectors."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from index.embedding.embedder import Embedder

# About 6 MB. A question uses about sixty sentences, and the next question often the same ones.
_MOST = 4_096


class SentenceMemory:
    """Embed sentences, and cache their vectors.

    Embedding takes four fifths of the time of an answer.
    """

    def __init__(self, embedder: Embedder, most: int = _MOST) -> None:
        self._embedder = embedder
        self._most = most
        self._vectors: dict[str, NDArray[np.float32]] = {}
        self._guard = threading.Lock()

    def vectors(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return the vectors of texts, one row per text."""
        with self._guard:
            known = {text: self._vectors[text] for text in texts if text in self._vectors}
        missing = [text for text in dict.fromkeys(texts) if text not in known]
        if missing:
            known |= zip(missing, self._embedder.embed_passages(missing), strict=True)
            self._remember(known)
        return np.stack([known[text] for text in texts])

    def _remember(self, vectors: dict[str, NDArray[np.float32]]) -> None:
        with self._guard:
            # Recently used vectors move to the end. The first ones are evicted first.
            for text, vector in vectors.items():
                self._vectors.pop(text, None)
                self._vectors[text] = vector
            for text in list(islice(self._vectors, max(0, len(self._vectors) - self._most))):
                del self._vectors[text]
