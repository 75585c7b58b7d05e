from __future__ import annotations

import pytest

from assistant.answering.confidence import shipped_judge
from assistant.answering.reading_search import ReadingSearch
from index.archive import Archive
from index.embedding.embedder import Embedder
from index.scope import Filters
from index.search import Search


@pytest.fixture
def searches(archive: Archive, embedder: Embedder) -> tuple[Search, ReadingSearch]:
    """Return a search, and the same one whose passages are read."""
    search = Search(archive, embedder)
    return search, ReadingSearch(search, shipped_judge())


def test_what_answers_comes_first(searches: tuple[Search, ReadingSearch]) -> None:
    """The same passages, those that answer before the others."""
    plain, reading = searches
    question = "What did the harbour bridge cost?"
    found = reading.passages(question)
    assert "40 million" in found[0].passage.text
    assert {m.passage.id for m in found} == {m.passage.id for m in plain.passages(question)}
    scores = [match.score for match in found]
    assert scores == sorted(scores, reverse=True)
    assert 1 < scores[0] <= 2


def test_limit_and_filters_narrow_it(searches: tuple[Search, ReadingSearch]) -> None:
    """More are read than are returned."""
    _, reading = searches
    (best,) = reading.passages("What did the harbour bridge cost?", 1)
    assert "40 million" in best.passage.text
    korean = reading.passages("What did the bridge cost?", filters=Filters(languages=("ko",)))
    assert all(match.passage.headline == "도서관 새로 문 열어" for match in korean)


def test_a_korean_question_is_not_read(searches: tuple[Search, ReadingSearch]) -> None:
    """Its passages come as they were found; so does nothing."""
    plain, reading = searches
    assert reading.passages("도서관은 언제 열었나?") == plain.passages("도서관은 언제 열었나?")
    assert reading.passages("?") == ()
