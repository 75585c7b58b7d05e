from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import ImportUnusable
from assistant.evaluation.importing.ranking_sets import read_beir
from tests.assistant.evaluation.importing.reading import AUDIT, FERRY, sorted_out, write_lines


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Write a folder with two articles, three queries and judgements, each with a bad line."""
    (tmp_path / "qrels").mkdir()
    write_lines(
        tmp_path / "corpus.jsonl",
        {"_id": "d1", "title": "Ferry", "text": FERRY, "metadata": {"url": "https://x.example/1"}},
        "{",
        {"_id": "d2", "title": "", "text": AUDIT},
        {"_id": "d3", "title": "Nothing"},
    )
    write_lines(
        tmp_path / "queries.jsonl",
        {"_id": "q1", "text": "When did the ferry stop?"},
        {"_id": "q2", "text": "What did the bridge cost?"},
        {"_id": "q3", "text": "Nobody judged this."},
        {"_id": "q4", "text": "Its article has no text."},
        ["q5"],
    )
    (tmp_path / "qrels" / "test.tsv").write_text(
        "query-id\tcorpus-id\tscore\nq1\td1\t2\nq1\td2\t0\nq2\td2\t1\nq2\td1\t-1\nq4\td3\t1\nq1\td9\n"
    )
    return tmp_path


def test_folder_is_read(folder: Path) -> None:
    """Articles with a grade above 0 are gold as a whole; unjudged queries are left out."""
    cases, texts, _ = sorted_out(read_beir(folder))
    assert [(t.id, t.title, t.url) for t in texts] == [
        ("d1", "Ferry", "https://x.example/1"),
        ("d2", None, None),
    ]
    assert [(c.id, [g.article for g in c.gold], c.split) for c in cases] == [
        ("q1", ["d1"], "test"),
        ("q2", ["d2"], "test"),
    ]


def test_bad_lines_are_told_with_their_files(folder: Path) -> None:
    """Each of the three files has a line that cannot be taken."""
    *_, problems = sorted_out(read_beir(folder))
    starts = [problem.partition(":")[0] for problem in problems]
    assert starts == ["7", "2", "4", "4", "5"]
    assert "query, (0,) article, grade" in problems[0]
    assert "1 of its 1 relevant articles are not in the corpus" in problems[3]
    assert "it is not an object but list" in problems[4]


def test_another_folder_is_refused(tmp_path: Path) -> None:
    """A folder without judgements is none of BEIR's."""
    with pytest.raises(ImportUnusable, match=r"has no \.tsv file"):
        list(read_beir(tmp_path))
