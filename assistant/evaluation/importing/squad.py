"""SQuAD 2.0: questions on paragraphs of Wikipedia, some without an answer there.

Each paragraph becomes an article, and the sentence that contains the answer becomes gold. A
question without an answer in its own paragraph may have one in another, which SQuAD did not check.
Some questions that count as unanswerable are answerable once all paragraphs are in one archive.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from assistant.errors import ImportUnusable
from assistant.evaluation.importing.source_records import (
    Found,
    Problem,
    Row,
    Text,
    Unfit,
    each,
    json_document,
)
from assistant.evaluation.importing.stock import Stock
from assistant.evaluation.line import GoldWords, Line
from sources.language.sentences import boundaries

QUERIES, TRUTH = "queries.json", "ground_truth.json"


def read(path: Path) -> Iterator[Found]:
    """Read the official file, or a folder with queries.json and ground_truth.json."""
    rows = _flat(path) if path.is_dir() else _nested(path)
    stock = Stock()
    yield from each(rows, lambda row: _question(row, stock))


def _question(row: Row, stock: Stock) -> Iterable[Found]:
    context = row.text("context")
    title = row.text("title", default="").replace("_", " ") or None
    text = Text(hashlib.sha256(context.encode("utf-8", "replace")).hexdigest()[:16], context, title)
    if text.id not in stock:
        stock.put(text)
        yield text
    impossible = row.fields.get("is_impossible", False)
    if not isinstance(impossible, bool):
        raise Unfit("'is_impossible' must be true or false")
    answers = [] if impossible else list(_answers(row))
    if not impossible and not answers:
        raise Unfit("it has no answers, but is not marked as impossible")
    yield Line(
        id=row.text("id"),
        question=row.text("question"),
        answer=tuple(dict.fromkeys(answer for answer, _ in answers)),
        gold=tuple(_gold(text, answers, stock)) if answers else (),
        answerable=not impossible,
        tags=("squad2",),
    )


def _answers(row: Row) -> Iterator[tuple[str, int | None]]:
    given = row.fields.get("answers") or []
    for answer in given if isinstance(given, list) else [given]:
        if isinstance(answer, dict):
            start = answer.get("answer_start")
            answer = answer.get("text")
        else:
            start = None
        if not isinstance(answer, str) or not isinstance(start, int | None):
            raise Unfit("'answers' must contain only texts and their start positions")
        if answer.strip():
            yield answer, start


def _gold(
    text: Text, answers: Iterable[tuple[str, int | None]], stock: Stock
) -> Iterator[GoldWords]:
    """Yield the sentences that contain the answers as gold."""
    quotes: dict[str, None] = {}
    for answer, start in answers:
        place = text.text.find(answer) if start is None else start
        if not 0 <= place < len(text.text):
            raise Unfit(f"the paragraph does not contain the answer {answer[:80]!r}")
        for begin, end in boundaries(text.text):
            if begin <= place < end:
                quotes.setdefault(text.text[begin:end])
    for quote in quotes:
        yield stock.gold(text.id, quote)


def _nested(path: Path) -> Iterator[Row | Problem]:
    """Yield the questions of the official file: articles, their paragraphs, their questions."""
    for one, article in _children(path, "data", json_document(path)):
        for two, paragraph in _children(path, f"{one}.paragraphs", article):
            for three, question in _children(path, f"{two}.qas", paragraph):
                beside = {"title": article.get("title"), "context": paragraph.get("context")}
                yield Row(path, three, beside | question)


def _children(
    path: Path, name: str, parent: dict[str, Any]
) -> Iterator[tuple[str, dict[str, Any]]]:
    inner = parent.get(name.rpartition(".")[2]) if isinstance(parent, dict) else None
    if not isinstance(inner, list) or not all(isinstance(child, dict) for child in inner):
        raise ImportUnusable(f"{path}: {name} is not a list of objects, which SQuAD 2.0 requires.")
    for number, child in enumerate(inner):
        yield f"{name}[{number}]", child


def _flat(folder: Path) -> Iterator[Row | Problem]:
    truth = json_document(folder / TRUTH)
    if not isinstance(truth, dict):
        raise ImportUnusable(
            f"{folder / TRUTH} is not a JSON object that maps question ids to answers."
        )
    path = folder / QUERIES
    for place, query in _children(path, "queries", json_document(path)):
        known = truth.get(str(query.get("id")))
        if isinstance(known, dict):
            yield Row(path, place, known | query)
        else:
            yield Problem(path, place, f"{TRUTH} has no entry for {query.get('id')!r}")
