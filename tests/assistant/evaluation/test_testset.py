from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from assistant.errors import TestsetUnusable
from assistant.evaluation.testset import lines, load
from assistant.quotes.verdict import Verdict
from index.archive import Archive
from index.embedding.embedder import Embedder
from index.scope import Filters
from tests.testsets.question import TESTSETS

Write = Callable[..., Path]

PRICE = "The new harbour bridge cost 40 million dollars"
BRIDGE = {"article": "pages.jsonl#1", "quote": f"{PRICE}, the port authority"}


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Return what writes a test set of these lines, objects or text."""

    def written(*rows: object) -> Path:
        path = tmp_path / "bridge.jsonl"
        texts = [row if isinstance(row, str) else json.dumps(row) for row in rows]
        path.write_text("\n".join(texts), encoding="utf-8")
        return path

    return written


def faults(path: Path, archive: Archive) -> list[str]:
    """Return what is said to be wrong with a test set, without its path."""
    with pytest.raises(TestsetUnusable) as caught:
        load(path, archive)
    return [problem.removeprefix(f"{path}:") for problem in caught.value.problems]


def test_every_field_is_read(write: Write, archive: Archive) -> None:
    """A case has all that its line states."""
    row = {
        "id": "b1b",
        "question": "What did the bridge cost?",
        "history": ["What was opened?"],
        "filters": {"outlets": ["Port Gazette"], "since": "2024-06-01"},
        "answer": ["40 million dollars"],
        "numbers": ["40 million"],
        "dates": ["2024-06-03"],
        "gold": [BRIDGE],
        "answerable": True,
        "split": "dev",
        "kind": "how_much",
        "tags": ["numbers"],
    }
    path = write(row)
    loaded = load(path, archive)
    (case,) = loaded.cases
    (span,) = case.gold
    text = archive.article(span.article_id).text[span.start : span.end]
    assert text == BRIDGE["quote"]
    assert case.filters == Filters(outlets=("Port Gazette",), since=date(2024, 6, 1))
    assert (case.family, case.dates, case.history) == (
        "b1",
        (date(2024, 6, 3),),
        ("What was opened?",),
    )
    assert (loaded.name, loaded.made) == ("bridge", False)
    assert loaded.digest == hashlib.sha256(path.read_bytes()).hexdigest()


def test_all_faults_are_told_in_the_order_of_their_lines(write: Write, archive: Archive) -> None:
    """Lines that cannot be read do not hide gold that is gone, nor the other way round."""
    gone = {"id": "b1", "question": "?", "gold": [{"article": "1", "quote": "never written"}]}
    said = faults(write(gone, "{", {"id": "b1", "question": "?"}), archive)
    assert [fault.split(":")[0] for fault in said] == ["1", "2", "3"]
    assert "never written" in said[0]
    assert "is already used in line 1" in said[2]


@pytest.mark.parametrize("day", ["2024-02-30", "1 July 2024", "2024/07/01", 20240701, 86400])
def test_a_day_that_is_none_is_told(write: Write, archive: Archive, day: object) -> None:
    """A number of seconds is no day either."""
    (said,) = faults(write({"id": "b", "question": "?", "asked": day}), archive)
    assert said == f"1: asked: write an existing day in the form 2024-07-01, got {json.dumps(day)}"


def test_a_case_may_carry_the_day_on_which_it_is_asked(write: Write, archive: Archive) -> None:
    """A quotation may not: nothing is counted from it there."""
    row = {"id": "b", "question": "What opened this week?", "asked": "2024-06-05"}
    (case,) = load(write(row), archive).cases
    assert case.asked == date(2024, 6, 5)
    quotation = {"id": "w", "words": "a gift", "verdict": "exact", "asked": "2024-06-05"}
    (said,) = faults(write(quotation), archive)
    assert "asked is only allowed with a question" in said


def test_quotation_is_read(write: Write, archive: Archive) -> None:
    """A line may hold words with the verdict that they deserve."""
    row = {"id": "w1", "words": "a gift to the city", "speaker": "Ilsa Varga", "verdict": "partial"}
    (case,) = load(write(row), archive).cases
    assert (case.is_quotation, case.verdict) == (True, Verdict.PARTIAL)


def test_article_may_be_named_in_many_ways(write: Write, archive: Archive) -> None:
    """File and record, record alone, id, content hash and origin name the same article."""
    entry = next(e for e in archive.entries() if e.headline == "Harbour bridge opens")
    names = ("pages.jsonl#1", "1", entry.article_id, entry.content_hash, entry.origin)
    rows = [
        {"id": f"b{n}", "question": "?", "gold": [{"article": name, "quote": PRICE}]}
        for n, name in enumerate(names)
    ]
    golds = {case.gold for case in load(write(*rows), archive).cases}
    assert len(golds) == 1


def test_article_without_quote_is_gold_as_a_whole(write: Write, archive: Archive) -> None:
    """Gold may be all of an article."""
    row = {"id": "b", "question": "?", "gold": [{"article": "pages.jsonl#4"}]}
    ((span,),) = (case.gold for case in load(write(row), archive).cases)
    assert (span.start, span.end) == (0, len(archive.article(span.article_id).text))


def test_sets_of_gold_stay_sets(write: Write, archive: Archive) -> None:
    """Spans that belong together are kept together, and are all gold."""
    other = {"article": "pages.jsonl#2", "quote": "The audit took two years."}
    row = {"id": "b", "question": "?", "gold_sets": [[BRIDGE, other], [other]]}
    (case,) = load(write(row), archive).cases
    assert [len(chosen) for chosen in case.gold_sets] == [2, 1]
    assert set(case.gold) == {span for chosen in case.gold_sets for span in chosen}


def test_case_and_marks_of_gold_do_not_matter(write: Write, archive: Archive) -> None:
    """Words that are set differently are found where they stand."""
    typed = {"article": "1", "quote": "the NEW  harbour-bridge cost 40 million dollars"}
    (case,) = load(write({"id": "b", "question": "?", "gold": [typed]}), archive).cases
    (span,) = case.gold
    assert archive.article(span.article_id).text[span.start : span.end] == PRICE


def test_gold_that_is_gone_is_told_with_the_nearest_words(write: Write, archive: Archive) -> None:
    """Changed words are an error that shows what stands there now, and what to do."""
    gone = {"article": "1", "quote": "The new harbour bridge cost 45 million dollars"}
    (said,) = faults(write({"id": "b", "question": "?", "gold": [gone]}), archive)
    assert said.startswith("1: b: pages.jsonl#1 does not contain “The new harbour bridge cost 45")
    assert f"the closest match is “{PRICE}”: quote that" in said


def test_missing_article_is_told_with_the_likely_one(write: Write, archive: Archive) -> None:
    """A name that no article has is an error that offers the nearest one."""
    row = {"id": "b", "question": "?", "gold": [{"article": "page.jsonl#1", "quote": PRICE}]}
    (said,) = faults(write(row), archive)
    assert said.startswith(
        "1: b: no article is called 'page.jsonl#1'; did you mean 'pages.jsonl#1'"
    )


def test_phrase_that_stands_everywhere_is_no_place(write: Write, archive: Archive) -> None:
    """Words that stand too often point at nothing."""
    row = {"id": "b", "question": "?", "gold": [{"article": "1", "quote": "t"}]}
    (said,) = faults(write(row), archive)
    assert "times; quote more of the sentence" in said


def test_all_faults_are_told_at_once(write: Write, archive: Archive) -> None:
    """Each fault has its line, and no fault hides another."""
    path = write(
        {"id": "a", "question": "?", "filters": {"outlet": ["x"]}},
        {"id": "b"},
        "not JSON",
        "",
        {"id": "c", "question": "?", "gold": [], "tagz": []},
        {"id": "d", "question": "?", "words": "x", "verdict": "exact"},
        {"id": "e", "words": "x", "verdict": "wrong"},
        {"id": "f", "question": "?", "answerable": False, "answer": ["x"]},
        {"id": "g", "question": "?", "numbers": ["plenty"]},
        {"id": "h", "question": "?"},
        {"id": "h", "question": "?", "made": True},
    )
    said = faults(path, archive)
    assert [int(each.partition(":")[0]) for each in said] == [1, 2, 3, 5, 6, 7, 8, 9, 11, 11]
    assert "filters.outlet" in said[0]
    assert "unknown field 'tagz'; the fields are id, question," in said[3]
    assert "id 'h' is already used in line 10" in said[8]
    assert "put them in two files" in said[9]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "1: the file has no cases"),
        (b'{"id": "a", "question": "?"}\n\xff', "2: the line is not UTF-8"),
    ],
)
def test_file_that_is_none_is_told(
    content: bytes, said: str, tmp_path: Path, archive: Archive
) -> None:
    """An empty file and one in another encoding are errors that say so."""
    path = tmp_path / "set.jsonl"
    path.write_bytes(content)
    assert faults(path, archive)[0].startswith(said)


def test_absent_file_is_told(tmp_path: Path) -> None:
    """A file that is not there is an error of the test set."""
    with pytest.raises(TestsetUnusable, match="cannot be read"):
        lines(tmp_path / "none.jsonl")


def test_many_faults_are_cut_short(write: Write) -> None:
    """A file that is no test set at all does not fill the screen; none of the faults is lost."""
    with pytest.raises(TestsetUnusable) as caught:
        lines(write(*["no"] * 50))
    assert len(caught.value.problems) == 50
    assert str(caught.value).endswith("and 30 more")


def test_line_ends_inside_of_strings_are_no_lines(write: Write) -> None:
    """Unicode's other line ends may stand in a question."""
    row = json.dumps({"id": "a", "question": "one\u2028two"}, ensure_ascii=False)
    assert lines(write(row))[0].question == "one\u2028two"


def test_set_of_the_sample_archive_loads(
    tmp_path: Path, embedder: Embedder, samples_at: Callable[[Path], Path]
) -> None:
    """The question set of the samples finds all of its gold in an archive of them."""
    archive = Archive.open(samples_at(tmp_path / "archive"), embedder)
    loaded = load(TESTSETS / "samples.jsonl", archive)
    archive.close()
    assert len(loaded.cases) == 126
    assert all(bool(case.gold) == bool(case.answerable) for case in loaded.cases)
