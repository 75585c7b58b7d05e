from __future__ import annotations

from tests.benchmarks.realtimeqa import Item
from tests.benchmarks.recipe import CHUNK, batches

ITEMS = [Item("a", "A headline", "word " * 500), Item("b", "Another", "short text")]


def test_chunks_are_cut_as_the_recipe_says_and_know_their_article() -> None:
    """No chunk is longer than the recipe's, neighbours overlap, the headline goes first."""
    chunks = [chunk for batch in batches(ITEMS, 100) for chunk in batch]
    first = [chunk.page_content for chunk in chunks if chunk.metadata["article"] == "a"]
    assert first[0] == "A headline"
    assert max(map(len, first)) <= CHUNK
    assert sum(map(len, first)) > len(ITEMS[0].text) + 200
    assert [c.page_content for c in chunks if c.metadata["article"] == "b"] == [
        "Another\n\nshort text"
    ]


def test_batches_hold_all_chunks_once_and_in_order() -> None:
    """Whatever the size of the batches, nothing is lost or doubled between them."""
    whole = [chunk.page_content for batch in batches(ITEMS, 100) for chunk in batch]
    parts = list(batches(ITEMS, 2))
    assert [len(part) for part in parts[:-1]] == [2] * (len(parts) - 1)
    assert [chunk.page_content for part in parts for chunk in part] == whole
