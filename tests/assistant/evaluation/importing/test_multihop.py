from __future__ import annotations

from pathlib import Path
from typing import Any

from assistant.evaluation.importing.multihop import read
from tests.assistant.evaluation.importing.reading import (
    AUDIT,
    FERRY,
    sorted_out,
    write_json,
    write_lines,
)

URLS = ("https://x.example/ferry", "https://x.example/audit")
EVIDENCE = [
    {"url": URLS[0], "fact": "It carried 300 people a day."},
    {"url": URLS[1], "fact": "The audit took two years."},
]
WHO: dict[str, Any] = {
    "id": "0",
    "question": "Who runs both?",
    "question_type": "inference_query",
    "answer": "The council",
    "evidence_list": EVIDENCE,
}
YES = WHO | {"id": "1", "question_type": "comparison_query", "answer": "Yes"}
NULL = WHO | {
    "id": "2",
    "question_type": "null_query",
    "answer": "Insufficient information.",
    "evidence_list": [],
}
BARE = WHO | {"id": "3", "evidence_list": []}


def test_questions_without_their_articles_are_read(tmp_path: Path) -> None:
    """Facts belong together; a null query is unanswerable; yes and no are not looked for."""
    cases, texts, problems = sorted_out(
        read(write_lines(tmp_path / "questions.jsonl", WHO, YES, NULL, BARE))
    )
    assert texts == []
    assert [[g.article for g in chosen] for chosen in cases[0].gold_sets] == [list(URLS)]
    assert [(c.answer, c.answerable) for c in cases] == [
        (("The council",), True),
        ((), True),
        ((), False),
    ]
    assert problems == ["4: it has no evidence, but its type is not null_query"]


def test_official_files_are_read(tmp_path: Path) -> None:
    """With the corpus beside them, facts are checked against the articles."""
    corpus = [
        {"url": URLS[0], "title": "Ferry", "body": FERRY, "source": "Port Gazette"},
        {"url": URLS[1], "title": "Audit", "body": AUDIT},
        {"url": "https://x.example/empty"},
    ]
    write_json(tmp_path / "corpus.json", corpus)
    wrong = WHO | {"evidence_list": [{"url": URLS[0], "fact": "It carried 900 people a day."}]}
    rows = [{("query" if k == "question" else k): v for k, v in WHO.items() if k != "id"}, wrong, 5]
    cases, texts, problems = sorted_out(read(write_json(tmp_path / "MultiHopRAG.json", rows)))
    assert [text.outlet for text in texts] == ["Port Gazette", None]
    assert [case.question for case in cases] == ["Who runs both?"]
    assert problems[0] == "[2]: it has no 'body'"
    assert "the closest match is “It carried 300 people a day”" in problems[1]
    assert problems[2] == "[2]: it is not an object"
