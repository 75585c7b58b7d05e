from __future__ import annotations

import pytest

from assistant.answering.sentence import sentences_of
from index.passage_cutting import passages
from sources.article import Article, BlockKind, Metadata
from tests.assistant.articles import article, sentence

NEWS = article(
    "Korea will supply 42 cars. The first will come in June.",
    "The line is long.",
    headline="Trains for Uzbekistan",
)


def test_sentences_know_their_neighbours() -> None:
    """The one before may be in the paragraph above, but is no headline."""
    first, second, third = (sentence(NEWS, start) for start in ("Korea", "The first", "The line"))
    assert first.before is None
    assert second.before == first.span
    assert third.before == second.span
    assert first.span in second.around
    assert third.span in second.around


def test_a_heading_parts_neighbours() -> None:
    """What stands under another heading is not leant on."""
    one = Article.from_blocks(
        "/news/1.txt",
        [
            (BlockKind.PARAGRAPH, "Ilsa Varga came."),
            (BlockKind.HEADING, "Later"),
            (BlockKind.PARAGRAPH, "She left."),
        ],
        Metadata(title="Visit"),
    )
    found = sentence(one, "She")
    assert (found.before, found.heading) == (None, "Later")


@pytest.mark.parametrize(
    "text", ["See https://example.org for more.", "var x = {a: 1}", "[more](link)", "<b>bold</b>"]
)
def test_what_is_not_prose_is_no_evidence(text: str) -> None:
    """Addresses and markup are not quoted."""
    one = article(text)
    assert [s for passage in passages(one) for s in sentences_of(passage, one)] == []
