from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from index.day import to_day
from index.errors import WordsMissing
from index.passage import PassageRecord
from index.scope import Filters
from index.words import Words, WordsWriter, usable
from index.words.field_weights import Weights
from sources.span import Span

UNFILTERED = Filters()
ANYWHERE = Span("", "", 0, 0)


def record(
    seq: int,
    body: str,
    headline: str = "",
    outlet: str | None = None,
    language: str | None = None,
    published: date | None = None,
) -> PassageRecord:
    """Return a passage that is its own version."""
    day = None if published is None else to_day(published)
    return PassageRecord(seq, seq, headline, None, body, outlet, language, day, body, ANYWHERE)


@pytest.fixture
def writer(tmp_path: Path) -> Iterator[WordsWriter]:
    """Return a writer to an empty index."""
    writer = WordsWriter.create(tmp_path / "words")
    yield writer
    writer.close()


def found(tmp_path: Path, question: str, filters: Filters = UNFILTERED) -> list[int]:
    """Search with a reader of its own."""
    return [hit.seq for hit in Words(tmp_path / "words").search(question, 10, 1, filters)]


def test_words_are_found_in_other_forms(tmp_path: Path, writer: WordsWriter) -> None:
    """Case, accents and English endings make no difference."""
    writer.add([record(1, "The ministers were running a café."), record(2, "Rain fell.")])
    writer.commit()
    assert found(tmp_path, "MINISTER RUNS CAFES") == [1]


@pytest.mark.parametrize("question", ["대통령", "대통령은", "대통령이 말했다"])
def test_korean_particles_do_not_hide_a_word(
    tmp_path: Path, writer: WordsWriter, question: str
) -> None:
    """A Korean noun is found with any particle, or none, on either side."""
    writer.add([record(1, "윤석열 대통령이 우즈베키스탄을 방문했다."), record(2, "비가 내렸다.")])
    writer.commit()
    assert found(tmp_path, question) == [1]


def test_decomposed_korean_is_the_same_word(tmp_path: Path, writer: WordsWriter) -> None:
    """Text whose letters were stored apart is found by text whose letters were not."""
    writer.add([record(1, "대통령")])
    writer.commit()
    assert found(tmp_path, "대통령") == [1]


def test_the_weights_decide_between_headline_and_body(tmp_path: Path, writer: WordsWriter) -> None:
    """A word in the headline counts by the headline's weight, one in the body by the body's."""
    writer.add([record(1, "Rain fell on it.", "Budget"), record(2, "Budget fell on it.", "Rain")])
    writer.commit()
    words = Words(tmp_path / "words")
    by_headline = words.search("budget", 10, 1, weights=Weights(headline=3, body=1))
    by_body = words.search("budget", 10, 1, weights=Weights(headline=1, body=3))
    assert [hit.seq for hit in by_headline] == [1, 2]
    assert [hit.seq for hit in by_body] == [2, 1]
    assert [hit.seq for hit in words.search("budget", 10, 1, weights=Weights(headline=0))] == [2]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        (Filters(), [1, 2, 3]),
        (Filters(outlets=("The Asia Daily",)), [1]),
        (Filters(outlets=("the asia daily",)), []),
        (Filters(outlets=("The Asia Daily", "Herald")), [1, 2]),
        (Filters(languages=("ko",)), [2]),
        (Filters(since=date(2024, 1, 2)), [2]),
        (Filters(until=date(2024, 1, 1)), [1]),
        (Filters(since=date(2024, 1, 1), until=date(2024, 1, 2)), [1, 2]),
        (Filters(outlets=("Herald",), until=date(2024, 1, 1)), []),
    ],
)
def test_filters_restrict(
    tmp_path: Path, writer: WordsWriter, filters: Filters, expected: list[int]
) -> None:
    """Each filter holds exactly, ends included; an undated article is in no range of dates."""
    writer.add(
        [
            record(1, "budget", outlet="The Asia Daily", language="en", published=date(2024, 1, 1)),
            record(2, "budget", outlet="Herald", language="ko", published=date(2024, 1, 2)),
            record(3, "budget"),
        ]
    )
    writer.commit()
    assert sorted(found(tmp_path, "budget", filters)) == expected


def test_filters_do_not_change_scores(tmp_path: Path, writer: WordsWriter) -> None:
    """A passage has the same score with a filter that it passes and without."""
    writer.add([record(1, "budget", outlet="Herald"), record(2, "rain", outlet="Herald")])
    writer.commit()
    words = Words(tmp_path / "words")
    free = words.search("budget", 10, 1)
    filtered = words.search("budget", 10, 1, Filters(outlets=("Herald",)))
    assert free == filtered


@pytest.mark.parametrize(
    "question",
    ['"', "budget AND (", "body:budget", "+budget -rain", "budget^1000", "[a TO b]", "*"],
)
def test_nothing_in_a_question_is_an_operator(
    tmp_path: Path, writer: WordsWriter, question: str
) -> None:
    """Whatever stands in a question is searched as words, and never an error."""
    writer.add([record(1, "The budget and the rain.")])
    writer.commit()
    assert found(tmp_path, question) == ([1] if "budget" in question else [])


def test_a_question_of_stop_words_is_searched_as_it_is(tmp_path: Path, writer: WordsWriter) -> None:
    """Where nothing but stop words is asked for, they count."""
    writer.add([record(1, "to be or not to be"), record(2, "rain")])
    writer.commit()
    assert found(tmp_path, "to be or not") == [1]
    assert found(tmp_path, "  ?!") == []


def test_a_word_counts_once_for_a_passage(tmp_path: Path, writer: WordsWriter) -> None:
    """Another word of the question is worth more than the same one in the headline as well."""
    both = record(1, "The budget was read in the morning.", "Budget")
    other = record(2, "The budget of the school was read.", "Morning")
    writer.add([both, other, *(record(seq, "Rain fell.", "Rain") for seq in range(3, 9))])
    writer.commit()
    words = Words(tmp_path / "words")
    assert [hit.seq for hit in words.search("school budget", 10, 1)] == [2, 1]
    summed = words.search("school budget", 10, 1, weights=Weights(again=1.0))
    assert [hit.seq for hit in summed] == [1, 2]


def test_what_a_question_is_put_with_is_not_looked_for(tmp_path: Path, writer: WordsWriter) -> None:
    """Question words, auxiliaries and pronouns find nothing beside a word that says something."""
    writer.add([record(1, "A minister left."), record(2, "Which of those did what, when and why?")])
    writer.commit()
    question = "Which minister did what, when and why?"
    assert found(tmp_path, question) == [1]
    everything = Words(tmp_path / "words").search(
        question, 10, 1, weights=Weights(function_words=True)
    )
    assert {hit.seq for hit in everything} == {1, 2}


def test_names_in_capitals_are_no_function_words(tmp_path: Path, writer: WordsWriter) -> None:
    """WHO and IT are looked for, who and it are not."""
    writer.add([record(1, "The WHO warned."), record(2, "Rain fell.")])
    writer.commit()
    assert set(found(tmp_path, "Did the WHO speak of rain?")) == {1, 2}
    assert found(tmp_path, "Who did speak of rain?") == [2]


def test_a_pasted_article_is_a_question_like_any_other(tmp_path: Path, writer: WordsWriter) -> None:
    """A question of twenty thousand words is answered."""
    writer.add([record(1, "budget")])
    writer.commit()
    assert found(tmp_path, "budget " + " ".join(f"word{i}" for i in range(20_000))) == [1]


def test_readers_see_what_was_committed(tmp_path: Path, writer: WordsWriter) -> None:
    """A reader sees a commit when it asks for a new revision, and nothing uncommitted."""
    words = Words(tmp_path / "words")
    writer.add([record(1, "budget")])
    assert words.search("budget", 10, 1) == ()
    writer.commit()
    assert [hit.seq for hit in words.search("budget", 10, 2)] == [1]
    writer.delete([1])
    writer.commit()
    assert words.search("budget", 10, 3) == ()
    assert words.seqs(3) == []


@pytest.mark.parametrize("damage", ["gone", "emptied", "torn"])
def test_an_index_that_cannot_be_read_is_reported(tmp_path: Path, damage: str) -> None:
    """A missing or broken index is an error that names the folder and the mending command."""
    folder = tmp_path / "words"
    WordsWriter.create(folder).close()
    if damage == "gone":
        shutil.rmtree(folder)
    elif damage == "emptied":
        (folder / "meta.json").unlink()
    else:
        (folder / "meta.json").write_text("{", encoding="utf-8")
    assert not usable(folder)
    with pytest.raises(WordsMissing, match=r"words cannot be used: .*onrecord rebuild"):
        Words(folder).search("budget", 10, 1)


def test_deletions_of_a_writer_that_died_are_not_in_the_way(tmp_path: Path) -> None:
    """A list of deletions newer than the last commit is removed; the others stay."""
    writer = WordsWriter.create(tmp_path / "words")
    writer.add([record(1, "ferry"), record(2, "bridge"), record(3, "tunnel")])
    writer.commit()
    writer.delete([1])
    writer.commit()
    writer.close()
    (named,) = (tmp_path / "words").glob("*.del")
    segment, opstamp, _ = named.name.split(".")
    left = named.with_name(f"{segment}.{int(opstamp) + 1}.del")
    left.write_bytes(b"half a list")
    again = WordsWriter(tmp_path / "words")
    assert named.exists()
    assert not left.exists()
    again.delete([2])
    again.commit()
    again.close()
