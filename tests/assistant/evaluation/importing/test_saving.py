from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import ImportUnusable
from assistant.evaluation.importing.importer import FORMATS, save
from assistant.evaluation.importing.source_records import Problem, Text
from assistant.evaluation.line import GoldWords, Line
from assistant.evaluation.testset import lines, load
from index.archive import Archive
from index.embedding.embedder import Embedder
from tests.assistant.evaluation.importing.reading import FERRY, write_json

LINE = Line(id="q1b", question="Why?", gold=(GoldWords(article="d1", quote="It carried"),))
TEXT = Text("d1", FERRY, "Ferry")
PROBLEM = Problem(Path("x.jsonl"), 3, "it is not JSON")


def test_cases_and_articles_are_written(tmp_path: Path) -> None:
    """What was found stands in two files, what was not is returned."""
    saved = save([PROBLEM, TEXT, LINE, LINE], tmp_path / "new" / "set")
    assert (saved.cases, saved.articles) == (1, 1)
    assert str(saved.problems[0]) == "x.jsonl:3: it is not JSON"
    assert saved.problems[1].reason == "its id is already in use"
    assert lines(saved.folder / "cases.jsonl") == (LINE,)
    assert (saved.folder / "articles.jsonl").read_text() == TEXT.to_json() + "\n"


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    """A folder that holds a test set already is refused before anything is read."""
    save([LINE], tmp_path)
    assert not (tmp_path / "articles.jsonl").exists()
    with pytest.raises(ImportUnusable, match="already exists"):
        save([TEXT, LINE], tmp_path)


def test_import_can_be_added_and_asked(tmp_path: Path, embedder: Embedder) -> None:
    """The articles of an import, once added, hold all the gold of its cases."""
    question = {
        "id": "q1",
        "question": "When did the ferry stop?",
        "answers": [{"text": "May", "answer_start": FERRY.index("May")}],
    }
    data = [{"title": "Ferry", "paragraphs": [{"context": FERRY, "qas": [question]}]}]
    path = write_json(tmp_path / "dev.json", {"data": data})
    saved = save(FORMATS["squad"].read(path), tmp_path / "set")
    archive = Archive.create_or_open(tmp_path / "archive", embedder)
    archive.add([saved.folder / "articles.jsonl"])
    (case,) = load(saved.folder / "cases.jsonl", archive).cases
    (span,) = case.gold
    stored = archive.article(span.article_id).text[span.start : span.end]
    archive.close()
    assert stored == "The ferry to Gull Island stopped running in May."
