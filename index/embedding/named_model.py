"""Embedding models by name or folder: converted once to OpenVINO, run on torch if that fails."""

from __future__ import annotations

import logging
import threading
from collections.abc import Sequence
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from index.embedding.model_cache import ModelCache, Refusal
from index.embedding.model_folder import ModelFolder, go_offline
from index.embedding.sentence_transformer import SentenceTransformerEmbedder

if TYPE_CHECKING:
    from index.embedding.converted_model import ConvertedModel

log = logging.getLogger(__name__)


class NamedModel:
    """Embed texts with a sentence-transformers model; it is loaded or converted at first use."""

    def __init__(self, folder: ModelFolder, cache: ModelCache) -> None:
        self._folder = folder
        self._cache = cache
        self._loading = threading.Lock()
        self._loaded: ConvertedModel | SentenceTransformerEmbedder | None = None

    @cached_property
    def model_id(self) -> str:
        """The model's name and the first 12 digits of its weights' SHA-256."""
        return self._folder.model_id

    @property
    def dimensions(self) -> int:
        """The length of a vector. Reading it loads the model."""
        return self._model.dimensions

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return a row of unit length for each text, with the model's prompt for documents."""
        return self._model.embed_passages(texts)

    def embed_question(self, text: str) -> NDArray[np.float32]:
        """Return the vector of a question, with the model's prompt for questions."""
        return self._model.embed_question(text)

    @property
    def _model(self) -> ConvertedModel | SentenceTransformerEmbedder:
        with self._loading:
            if self._loaded is None:
                self._loaded = self._load()
            return self._loaded

    def _load(self) -> ConvertedModel | SentenceTransformerEmbedder:
        digest = self._folder.content_digest
        reference = SentenceTransformerEmbedder(self._folder)
        try:
            found = self._cache.find(digest, self.model_id) or self._convert(digest, reference)
        except (ImportError, RuntimeError) as error:
            found = Refusal(f"OpenVINO can neither convert nor run it on this machine ({error})")
        except OSError as error:
            found = Refusal(
                f"the cache for converted models, {self._cache.folder}, cannot be used "
                f"({error.strerror or error}); set ONRECORD_EMBEDDING_CACHE to another folder"
            )
        if not isinstance(found, Refusal):
            return found
        log.warning(
            "The embedding model %s runs on torch, which is slower, because %s.",
            self._folder.name,
            found.reason,
        )
        return reference

    def _convert(
        self, digest: str, reference: SentenceTransformerEmbedder
    ) -> ConvertedModel | Refusal:
        with self._cache.lock(digest):
            # Another process may have converted it while this one waited.
            if found := self._cache.find(digest, self.model_id):
                return found
            log.warning(
                "Converting the embedding model %s to run faster; this happens only once and "
                "may take a minute.",
                self._folder.name,
            )
            go_offline()
            from index.embedding.conversion import NotConvertible, convert  # noqa: PLC0415 - torch: seconds

            try:
                self._cache.store(digest, convert(reference))
            except NotConvertible as error:
                refusal = Refusal(str(error))
                self._cache.store_refusal(digest, refusal)
                return refusal
            stored = self._cache.find(digest, self.model_id)
        return stored or Refusal(f"another program changed its conversion in {self._cache.folder}")
