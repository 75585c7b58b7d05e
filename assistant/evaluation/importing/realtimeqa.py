"""RealTimeQA and similar sets: JSONL of {id, question, gold: [article ids], answer, question_date}.

The day of the question, 2022/06/17 or 2022-06-17, is optional. Gold is whole articles. They are
added separately: `onrecord add articles.jsonl.gz`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from assistant.evaluation.importing.source_records import Found, Row, Unfit, each, json_lines
from assistant.evaluation.line import GoldWords, Line

QUESTIONS = "questions.jsonl"


def read(path: Path) -> Iterator[Found]:
    """Read a file of questions, or the file of this name in a folder."""
    yield from each(json_lines(path / QUESTIONS if path.is_dir() else path), _question)


def _question(row: Row) -> Iterable[Found]:
    gold = tuple(GoldWords(article=name) for name in row.items("gold", str))
    given = row.fields.get("answer")
    answers = (
        row.items("answer", str) if isinstance(given, list) else [row.text("answer", default="")]
    )
    yield Line(
        id=row.text("id"),
        asked=_day(row.text("question_date", default="")),
        question=row.text("question"),
        answer=tuple(answer for answer in answers if answer) if gold else (),
        gold=gold,
        answerable=bool(gold),
        tags=("realtimeqa",),
    )


def _day(stated: str) -> date | None:
    if not stated:
        return None
    try:
        return date.fromisoformat(stated.replace("/", "-"))
    except ValueError as error:
        said = f"'question_date' is {stated!r}, not a date such as 2022/06/17"
        raise Unfit(said) from error
