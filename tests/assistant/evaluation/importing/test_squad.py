from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assistant.errors import ImportUnusable
from assistant.evaluation.importing.squad import read
from tests.assistant.evaluation.importing.reading import FERRY, sorted_out, write_json

Question = dict[str, Any]
WHEN: Question = {
    "id": "q1",
    "question": "When did the ferry stop?",
    "is_impossible": False,
    "answers": [{"text": "May", "answer_start": FERRY.index("May")}] * 2,
}
WHO: Question = {"id": "q2", "question": "Who paid?", "is_impossible": True, "answers": []}


def official(path: Path, *questions: Question) -> Path:
    """Write the nested file with one paragraph."""
    paragraph = {"context": FERRY, "qas": list(questions)}
    data = [{"title": "Gull_Island", "paragraphs": [paragraph]}]
    return write_json(path / "dev.json", {"version": "v2.0", "data": data})


def test_official_file_is_read(tmp_path: Path) -> None:
    """A paragraph becomes an article, the sentence of the answer gold."""
    cases, texts, problems = sorted_out(read(official(tmp_path, WHEN, WHO)))
    assert problems == []
    ((text,), (when, who)) = texts, cases
    assert (text.text, text.title) == (FERRY, "Gull Island")
    assert (when.answer, when.answerable) == (("May",), True)
    assert [(gold.article, gold.quote) for gold in when.gold] == [
        (text.id, "The ferry to Gull Island stopped running in May.")
    ]
    assert (who.answer, who.gold, who.answerable) == ((), (), False)


def test_flat_folder_is_read(tmp_path: Path) -> None:
    """Queries and answers may stand in two files, without offsets."""
    queries = [{"id": q["id"], "question": q["question"], "context": FERRY} for q in (WHEN, WHO)]
    queries.append({"id": "q3", "question": "?", "context": FERRY})
    write_json(tmp_path / "queries.json", {"queries": queries})
    truth = {
        "q1": {"answers": ["May"], "is_impossible": False},
        "q2": {"answers": [], "is_impossible": True},
    }
    write_json(tmp_path / "ground_truth.json", truth)
    cases, texts, problems = sorted_out(read(tmp_path))
    assert [case.answerable for case in cases] == [True, False]
    assert len(texts) == 1
    assert problems == ["queries[2]: ground_truth.json has no entry for 'q3'"]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"answers": []}, "it has no answers, but is not marked as impossible"),
        (
            {"answers": [{"text": "June", "answer_start": 999}]},
            "the paragraph does not contain the answer",
        ),
        ({"answers": [{"text": 5}]}, "'answers' must contain only texts"),
        ({"is_impossible": "no"}, "'is_impossible' must be true or false"),
        ({"question": " "}, "it has no 'question'"),
        ({"id": None}, "it has no 'id'"),
    ],
)
def test_bad_question_is_told_and_the_rest_goes_on(
    change: Question, said: str, tmp_path: Path
) -> None:
    """A question that cannot be taken is told with its place; the others are read."""
    cases, _, problems = sorted_out(read(official(tmp_path, WHEN | change, WHO)))
    assert [case.id for case in cases] == ["q2"]
    (problem,) = problems
    assert problem.startswith("data[0].paragraphs[0].qas[0]: ")
    assert said in problem


@pytest.mark.parametrize("value", [[], {"data": 5}, {"data": [{"paragraphs": [1]}]}])
def test_another_file_is_refused(value: object, tmp_path: Path) -> None:
    """What is not of SQuAD's shape at all is an error."""
    with pytest.raises(ImportUnusable, match="not a list of objects"):
        list(read(write_json(tmp_path / "dev.json", value)))


def test_file_that_is_not_json_is_refused(tmp_path: Path) -> None:
    """An error names file and line."""
    path = tmp_path / "dev.json"
    path.write_text('{"data":\n[,]}', encoding="utf-8")
    with pytest.raises(ImportUnusable, match=r"dev\.json:2: it is not JSON"):
        list(read(path))
