from __future__ import annotations

import asyncio

import numpy as np
import pytest
from langchain_chroma import Chroma
from langchain_core.embeddings import Embeddings

from assistant.embeddings import ArchiveEmbeddings
from index.archive import Archive
from index.embedding.embedder import Embedder
from index.vectors.generation import current


def test_the_embedder_is_a_langchain_embeddings(embedder: Embedder) -> None:
    """Questions and texts get the vectors that the archive has for them, as plain numbers."""
    embeddings: Embeddings = ArchiveEmbeddings(embedder)
    question, texts = "Who opened it?", ["A bridge", "다리"]
    assert embeddings.embed_query(question) == embedder.embed_question(question).tolist()
    assert np.array_equal(embeddings.embed_documents(texts), embedder.embed_passages(texts))
    assert embeddings.embed_documents([]) == []
    assert asyncio.run(embeddings.aembed_query(question)) == embeddings.embed_query(question)


@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_langchain_chroma_searches_a_generation(archive: Archive, embedder: Embedder) -> None:
    """It returns documents with the words and the metadata of the passages."""
    published = current(archive.folder)
    assert published is not None
    store = Chroma("passages", ArchiveEmbeddings(embedder), str(published.store(archive.folder)))
    outlet = {"outlet": "Port Gazette"}
    found = store.similarity_search("The ferry to Gull Island stopped running", k=2, filter=outlet)
    assert any("stopped running in May" in document.page_content for document in found)
    assert {document.metadata["headline"] for document in found} == {"Island ferry stops"}
