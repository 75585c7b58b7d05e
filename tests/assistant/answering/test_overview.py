from __future__ import annotations

from pathlib import Path

import pytest

from assistant.answer import Answer
from assistant.chain import build_chain
from assistant.question import Question
from index.archive import Archive
from index.embedding.embedder import Embedder

BRIDGE = """Harbour bridge to close for a year

MAREN, 3 May 2024 - The harbour bridge will close for a year from September, the council said.

Rust has eaten into nine of its fourteen cables, engineers found in March.

"We have no choice," said the head of works, Ida Holm. Why did nobody look before?

The repair costs 18 million crowns, of which the state pays half.

The repair costs 18 million crowns, half of it paid by the state.

About 4,000.

Ferries will cross the harbour every ten minutes while the bridge is closed.
"""
CLIMATE = """Forum on minerals opens

Ministers from six countries met in Maren on Monday to talk about minerals and rails.

A change of the rules for copper was agreed on the first day.

Trains are to run to the port twice a day, and the first of them leaves in spring.

Six firms signed letters that bind them to nothing.

Delegates complained about the hotel, and about a climate in which nobody listened.
"""


@pytest.fixture
def ask(tmp_path: Path, embedder: Embedder) -> object:
    """Return what answers from two articles."""
    for name, text in (("bridge", BRIDGE), ("forum", CLIMATE)):
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    archive = Archive.create_or_open(tmp_path / "archive", embedder)
    archive.add([tmp_path / "bridge.txt", tmp_path / "forum.txt"])
    chain = build_chain(archive, embedder)
    yield lambda request: chain.invoke(Question(request))
    archive.close()


@pytest.mark.parametrize(
    "request_", ["Tell me about the harbour bridge", "Summarise the bridge repair"]
)
def test_an_open_request_is_answered_by_what_sums_its_article_up(
    ask: object, request_: str
) -> None:
    """Each fact once, in the order of the article, and nothing that asks or hangs in the air."""
    answer: Answer = ask(request_)  # type: ignore[operator]
    said = [claim.text for claim in answer.claims]
    assert {claim.citations[0].headline for claim in answer.claims} == {
        "Harbour bridge to close for a year"
    }
    assert "will close for a year" in said[0]
    assert sum("18 million" in each for each in said) == 1
    starts = [claim.citations[0].span.start for claim in answer.claims]
    assert starts == sorted(starts)
    assert not any("About 4,000" in each or each.endswith("?") for each in said)


def test_words_far_apart_make_no_topic(ask: object) -> None:
    """An article that has the words of a request here and there does not tell of it."""
    assert not ask("Tell me about climate change").found  # type: ignore[operator]
    assert not ask("Tell me about the airport strike").found  # type: ignore[operator]


def test_keywords_ask_for_a_fact(ask: object) -> None:
    """Without a word that shapes a request, the reader looks for the sentence that is meant."""
    answer: Answer = ask("harbour bridge repair cost")  # type: ignore[operator]
    assert "18 million" in answer.claims[0].text
