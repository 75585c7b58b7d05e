"""What the tests of the readers share: files written by hand, and what was found in them."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path

from assistant.evaluation.importing.source_records import Found, Problem, Text
from assistant.evaluation.line import Line

FERRY = (
    "The ferry to Gull Island stopped running in May. It carried 300 people a day. "
    "The council wants a bridge."
)
AUDIT = "Auditors put the price of the bridge at 52 million dollars. The audit took two years."


def write_json(path: Path, value: object) -> Path:
    """Write a value as JSON."""
    path.write_text(json.dumps(value), encoding="utf-8")
    return path


def write_lines(path: Path, *rows: object) -> Path:
    """Write objects as JSONL, and texts as they are."""
    texts = [row if isinstance(row, str) else json.dumps(row) for row in rows]
    path.write_text("\n".join(texts), encoding="utf-8")
    return path


def sorted_out(found: Iterable[Found]) -> tuple[list[Line], list[Text], list[str]]:
    """Return the cases, the articles and what is said of the problems."""
    every = list(found)
    return (
        [each for each in every if isinstance(each, Line)],
        [each for each in every if isinstance(each, Text)],
        [f"{each.place}: {each.reason}" for each in every if isinstance(each, Problem)],
    )
