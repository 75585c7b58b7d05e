"""An adapter from the archive's embedding model to LangChain's `Embeddings`."""

from __future__ import annotations

from dataclasses import dataclass

from langchain_core.embeddings import Embeddings

from index.embedding.embedder import Embedder


@dataclass(frozen=True)
class ArchiveEmbeddings(Embeddings):
    """An `Embedder` as LangChain's `Embeddings`.

    A generation of the archive holds vectors of the same model, so questions embedded with this
    class can be searched there. Passages were embedded with their headline prepended.
    """

    embedder: Embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return a unit-length vector for each text."""
        vectors: list[list[float]] = self.embedder.embed_passages(texts).tolist()
        return vectors

    def embed_query(self, text: str) -> list[float]:
        """Return the vector of a question."""
        vector: list[float] = self.embedder.embed_question(text).tolist()
        return vector
