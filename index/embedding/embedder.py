"""The choice of an embedding model."""

from __future__ import annotations

from index.embedding.minilm import MiniLM
from index.embedding.sentence_transformer import SentenceTransformerEmbedder
from index.protocols import Embedder

__all__ = ["Embedder", "default_embedder", "named_embedder"]


def default_embedder() -> Embedder:
    """Return the embedder that needs no network; it loads its model at the first use."""
    return MiniLM()


def named_embedder(name_or_folder: str) -> Embedder:
    """Return the embedder of a sentence-transformers model that is stored on this machine."""
    return SentenceTransformerEmbedder.named(name_or_folder)
