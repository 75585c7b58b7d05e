"""The choice of an embedding model."""

from __future__ import annotations

from pathlib import Path

from index.embedding.minilm import MiniLM
from index.embedding.model_cache import ModelCache
from index.embedding.model_folder import ModelFolder
from index.embedding.named_model import NamedModel
from index.protocols import Embedder

__all__ = ["Embedder", "default_embedder", "named_embedder"]


def default_embedder() -> Embedder:
    """Return the embedder that needs no network; it loads its model at the first use."""
    return MiniLM()


def named_embedder(name_or_folder: str, cache: Path) -> Embedder:
    """Return the embedder of a sentence-transformers model that is stored on this machine.

    The cache is the folder for converted models.
    """
    return NamedModel(ModelFolder.named(name_or_folder), ModelCache(cache))
