"""MultiHop-RAG: questions that need facts from several news articles, or have no answer.

Its articles are in `corpus.json`. Without that file next to the questions, the cases refer to
articles by URL, and the archive must contain them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from assistant.evaluation.importing.source_records import (
    Found,
    Problem,
    Row,
    Text,
    Unfit,
    each,
    json_document,
    json_lines,
)
from assistant.evaluation.importing.stock import Stock
from assistant.evaluation.line import GoldWords, Line

CORPUS = "corpus.json"
_UNANSWERABLE = "null_query"
_YES_NO = frozenset({"yes", "no"})


def read(path: Path) -> Iterator[Found]:
    """Read MultiHopRAG.json or the same records as JSONL, with the corpus next to it."""
    corpus = path.parent / CORPUS
    stock = Stock() if corpus.is_file() else None
    if stock is not None:
        yield from each(_listed(corpus), lambda row: _article(row, stock))
    rows = json_lines(path) if ".jsonl" in path.suffixes else _listed(path)
    yield from each(rows, lambda row: _question(row, stock))


def _listed(path: Path) -> Iterator[Row | Problem]:
    records = json_document(path)
    if not isinstance(records, list):
        yield Problem(path, 1, "it is not a list of objects")
        return
    for number, record in enumerate(records):
        if isinstance(record, dict):
            yield Row(path, f"[{number}]", record | {"number": number})
        else:
            yield Problem(path, f"[{number}]", "it is not an object")


def _article(row: Row, stock: Stock) -> Iterable[Found]:
    text = Text(
        row.text("url"),
        row.text("body"),
        row.text("title", default="") or None,
        row.text("source", default="") or None,
        row.text("published_at", default="") or None,
        row.text("url"),
    )
    stock.put(text)
    yield text


def _question(row: Row, stock: Stock | None) -> Iterable[Found]:
    kind = row.text("question_type")
    answerable = kind != _UNANSWERABLE
    answer = row.text("answer", default="") if answerable else ""
    # "yes" occurs in many texts that do not mean it as an answer.
    plain = answer.strip().lower().rstrip(".") in _YES_NO
    gold = tuple(_facts(row, stock)) if answerable else ()
    if answerable and not gold:
        raise Unfit("it has no evidence, but its type is not null_query")
    yield Line(
        id=row.text("id", "number", default=str(row.place)),
        question=row.text("question", "query"),
        answer=(answer,) if answer and not plain else (),
        gold_sets=(gold,) if gold else (),
        answerable=answerable,
        kind=kind,
        tags=("multihop", *(("yes_no",) if plain else ())),
    )


def _facts(row: Row, stock: Stock | None) -> Iterator[GoldWords]:
    for fact in row.items("evidence_list", dict):
        inner = Row(row.path, row.place, fact)
        name, quote = inner.text("url"), inner.text("fact")
        yield stock.gold(name, quote) if stock else GoldWords(article=name, quote=quote)
