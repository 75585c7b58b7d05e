from __future__ import annotations

from datetime import date
from pathlib import Path

from assistant.evaluation.importing.realtimeqa import read
from tests.assistant.evaluation.importing.reading import sorted_out, write_lines


def test_questions_with_gold_articles_are_read(tmp_path: Path) -> None:
    """Articles are gold as a whole; without gold a question is unanswerable."""
    write_lines(
        tmp_path / "questions.jsonl",
        {"id": "20220617_3", "question": "Where?", "gold": ["x.example/1"], "answer": "Idaho"},
        {"id": "20220617_4", "question": "Who?", "gold": [], "answer": "Nobody"},
        {"id": "20220617_5", "question": "How much?", "gold": ["x"], "answer": ["$5", "5 dollars"]},
        {"id": "20220617_6", "question": "Why?", "gold": "x"},
    )
    cases, _, problems = sorted_out(read(tmp_path))
    assert [(c.answer, c.answerable) for c in cases] == [
        (("Idaho",), True),
        ((), False),
        (("$5", "5 dollars"), True),
    ]
    assert [(g.article, g.quote) for g in cases[0].gold] == [("x.example/1", "")]
    assert problems == ["4: 'gold' is not a list of str"]


def test_the_day_of_a_question_is_kept(tmp_path: Path) -> None:
    """It may be left out; what is not a day is a problem."""
    rows = [
        {"id": str(n), "question": "Who?", "question_date": day}
        for n, day in enumerate(("2022/06/17", "2022-06-24", "", "June"))
    ]
    write_lines(tmp_path / "questions.jsonl", *rows)
    cases, _, problems = sorted_out(read(tmp_path))
    assert [case.asked for case in cases] == [date(2022, 6, 17), date(2022, 6, 24), None]
    assert problems == ["4: 'question_date' is 'June', not a date such as 2022/06/17"]
