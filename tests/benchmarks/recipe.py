"""The plain LangChain recipe: what most people would build, as the named baseline.

`RecursiveCharacterTextSplitter` with chunks of 1000 characters and 200 of overlap over headline
and text, a sentence embedding model, and `langchain_chroma.Chroma` as it comes.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from chromadb.config import Settings
from langchain_chroma import Chroma
from langchain_core.documents import Document
from langchain_core.embeddings import Embeddings
from langchain_text_splitters import RecursiveCharacterTextSplitter

from tests.benchmarks.realtimeqa import Item

CHUNK, OVERLAP = 1000, 200
# Chroma takes no more at once than 5,461 records.
AT_ONCE = 1000


class Encoder(Protocol):
    """What of a SentenceTransformer the usual adapter calls."""

    def encode(self, texts: list[str], /) -> Iterable[Sequence[float]]:
        """Return a vector for each text."""


class EncoderEmbeddings(Embeddings):
    """Embed through `SentenceTransformer.encode`, as langchain-huggingface does."""

    def __init__(self, model: Encoder) -> None:
        self._model = model

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """Return the vectors of texts."""
        return [[float(x) for x in row] for row in self._model.encode(texts)]

    def embed_query(self, text: str) -> list[float]:
        """Return the vector of a question."""
        return self.embed_documents([text])[0]


def batches(items: Iterable[Item], at_once: int = AT_ONCE) -> Iterator[list[Document]]:
    """Split articles the usual way into chunks that know their article, some chunks at a time."""
    splitter = RecursiveCharacterTextSplitter(chunk_size=CHUNK, chunk_overlap=OVERLAP)
    batch: list[Document] = []
    for item in items:
        text = f"{item.title}\n\n{item.text}"
        batch += splitter.split_documents([Document(text, metadata={"article": item.id})])
        while len(batch) >= at_once:
            yield batch[:at_once]
            batch = batch[at_once:]
    if batch:
        yield batch


def store(folder: Path, embeddings: Embeddings) -> Chroma:
    """Make an empty vector store."""
    return Chroma(
        embedding_function=embeddings,
        persist_directory=str(folder),
        client_settings=Settings(anonymized_telemetry=False),
    )


def add(chroma: Chroma, batch: Sequence[Document]) -> None:
    """Embed chunks and put them into the store."""
    chroma.add_texts([chunk.page_content for chunk in batch], [chunk.metadata for chunk in batch])


def articles(chroma: Chroma, question: str, limit: int) -> list[str]:
    """Return the article of each of the best chunks, best first."""
    return [found.metadata["article"] for found in chroma.similarity_search(question, limit)]
