from __future__ import annotations

import numpy as np

from assistant.answering.vector_cache import SentenceMemory
from tests.index.fakes import FakeEmbedder


def test_each_sentence_is_embedded_once() -> None:
    """Repetitions, in one call or later, cost nothing."""
    embedder = FakeEmbedder()
    memory = SentenceMemory(embedder)
    memory.vectors(["some bridge", "some ferry", "some bridge"])
    memory.vectors(["some ferry", "some train"])
    assert embedder.asked == [2, 1]


def test_rows_are_those_of_the_embedder_in_the_order_asked() -> None:
    """What is remembered does not change an answer."""
    embedder = FakeEmbedder()
    memory = SentenceMemory(embedder)
    texts = ["some bridge", "some ferry", "some bridge"]
    memory.vectors(texts[1:2])
    assert np.array_equal(memory.vectors(texts), embedder.embed_passages(texts))


def test_what_was_not_used_longest_is_forgotten() -> None:
    """Memory stays bounded, and a question larger than it is still answered."""
    embedder = FakeEmbedder()
    memory = SentenceMemory(embedder, most=2)
    memory.vectors(["first one", "second one"])
    memory.vectors(["first one", "third one"])
    memory.vectors(["first one", "third one"])
    memory.vectors(["second one"])
    assert embedder.asked == [2, 1, 1]
    assert len(memory.vectors(["four", "five", "six", "seven"])) == 4
