from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from index.day import to_day
from index.errors import WordsMissing
from index.passage import PassageRecord
from index.protocols import Words
from index.scope import Filters
from index.words import Words as TantivyWords
from sources.span import Span
from tests.index.contract.conftest import WordIndex, seqs_of
from tests.index.contract.memory import MemoryWords

RECORDS = (
    ("The mayor opened the harbour bridge.", "Herald", "en", date(2024, 1, 2)),
    ("Auditors doubt the price of the bridge.", "Post", "en", date(2024, 1, 5)),
    ("다리가 월요일에 개통되었다.", "Post", "ko", None),
)


def a_record(seq: int, body: str, *known: object) -> PassageRecord:
    """Return a passage that is its own version, and has a version's key of 100 more."""
    outlet, language, published = known or (None, None, None)
    day = to_day(published) if isinstance(published, date) else None
    span = Span("", "", 0, len(body))
    assert outlet is None or isinstance(outlet, str)
    assert language is None or isinstance(language, str)
    return PassageRecord(seq, seq + 100, "", None, body, outlet, language, day, body, span)


@pytest.fixture
def reader(words: WordIndex) -> Words:
    """Return a reader of three passages."""
    words.writer.add([a_record(seq, *known) for seq, known in enumerate(RECORDS, start=1)])
    words.writer.commit()
    return words.reader()


def test_an_empty_index_finds_nothing(words: WordIndex) -> None:
    """It is there, and holds no passage."""
    reader = words.reader()
    assert (reader.count(0), reader.seqs(0), seqs_of(reader.search("bridge", 5, 0))) == (0, [], [])


@pytest.mark.parametrize("kind", ["tantivy", "memory"])
def test_an_index_that_is_missing_is_reported(kind: str, tmp_path: Path) -> None:
    """Asking it for anything raises WordsMissing."""
    missing = MemoryWords(exists=False) if kind == "memory" else TantivyWords(tmp_path / "none")
    with pytest.raises(WordsMissing, match=r"The word index .* cannot be used"):
        missing.count(0)


def test_passages_are_found_by_their_words(reader: Words) -> None:
    """The more words of the question a passage has, the earlier it comes."""
    hits = reader.search("Who doubts the price of a bridge?", 5, 1)
    assert seqs_of(hits) == [2, 1]
    assert hits[0].score > hits[1].score > 0
    assert seqs_of(reader.search("price bridge", 1, 1)) == [2]
    assert seqs_of(reader.search("다리", 5, 1)) == [3]
    assert seqs_of(reader.search("lighthouse", 5, 1)) == []


@pytest.mark.parametrize("question", ["", "?!", " "])
def test_a_question_without_words_finds_nothing(reader: Words, question: str) -> None:
    """Neither does a limit of nothing."""
    assert seqs_of(reader.search(question, 5, 1)) == seqs_of(reader.search("bridge", 0, 1)) == []


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), [1, 2]),
        (Filters(outlets=("Herald",)), [1]),
        (Filters(outlets=("herald",)), []),
        (Filters(languages=("ko",)), []),
        (Filters(since=date(2024, 1, 5)), [2]),
        (Filters(until=date(2024, 1, 4)), [1]),
    ],
)
def test_filters_select(reader: Words, filters: Filters, expected: list[int]) -> None:
    """They select the same as in the catalogue."""
    assert sorted(seqs_of(reader.search("bridge", 5, 1, filters))) == expected


def test_words_in_a_row_count_more(words: WordIndex) -> None:
    """A passage with the same words in the same order comes before one that has them in another."""
    words.writer.add(
        [
            a_record(1, "The bridge opened the harbour to the mayor."),
            a_record(2, "The mayor opened the harbour bridge."),
            a_record(3, "Prices rose in spring."),
        ]
    )
    words.writer.commit()
    shared = words.reader().sharing("He said the mayor opened the harbour bridge in May.", 5, 1)
    assert seqs_of(shared)[:2] == [2, 1]
    assert shared[0].score > shared[1].score > 0


def test_readers_see_what_is_committed(words: WordIndex) -> None:
    """A reader that asks for a later revision sees it, too."""
    reader = words.reader()
    assert reader.count(0) == 0
    words.writer.add([a_record(1, "A bridge opened.")])
    assert reader.count(1) == 0
    words.writer.commit()
    assert reader.count(2) == 1
    assert seqs_of(reader.search("bridge", 5, 2)) == [1]


def test_a_deleted_version_is_gone(words: WordIndex, reader: Words) -> None:
    """It is named by its key; one that was never there is no error."""
    assert sorted(reader.seqs(1)) == [1, 2, 3]
    words.writer.delete([101, 999])
    words.writer.commit()
    assert sorted(reader.seqs(2)) == [2, 3]
    assert seqs_of(reader.search("bridge", 5, 2)) == [2]


def test_each_passage_is_found_by_its_own_words(reader: Words) -> None:
    """That is how an archive is verified; a passage that is not there is not found."""
    for seq, known in enumerate(RECORDS, start=1):
        assert reader.finds(a_record(seq, *known), 1)
    assert not reader.finds(a_record(4, "The mayor opened the harbour bridge."), 1)


def test_words_are_counted_by_passages_in_any_form(reader: Words) -> None:
    """A word that is nowhere counts zero, and of several words the rarest counts."""
    counts = {"Bridges": 2, "the bridge opens": 1, "lighthouse": 0, "개통": 1, "–": 0}
    assert reader.frequencies(counts, 1) == counts


def test_a_revision_that_is_held_finds_the_same(words: WordIndex) -> None:
    """Until the last who holds it is done, whatever is written meanwhile."""
    words.writer.add([a_record(1, "The mayor opened the bridge.")])
    words.writer.commit()
    reader = words.reader()
    with reader.held(1):
        with reader.held(1):
            words.writer.add([a_record(2, "Auditors doubt the bridge.")])
            words.writer.commit()
            assert seqs_of(reader.search("bridge", 5, 1)) == [1]
        assert reader.seqs(1) == [1]
        assert reader.frequencies(["bridges"], 1) == {"bridges": 1}
        assert sorted(reader.seqs(2)) == [1, 2]
    assert reader.count(3) == 2
