"""Tables: test sets as CSV, for those who keep them in a spreadsheet.

A row is a case, with columns named as the fields of a test set; which ones there are is up to the
author, `id` and `question` (or `words` and `verdict`) are needed. Several values stand in one cell
with | between them. Gold is `article` and `quote`; a further row with the same id and no question
is one more place where the answer stands. `answerable` is yes, no, or empty. Filters are `outlets`,
`since`, `until` and `languages`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from assistant.evaluation.importing.found import Found, Problem
from assistant.evaluation.importing.row import Row, Unfit, each, text_of
from assistant.evaluation.line import Line

_LISTS = ("history", "answer", "answer_all", "numbers", "dates", "tags")
_SINGLE = ("id", "question", "asked", "family", "split", "kind", "words", "speaker", "verdict")
_FILTER_LISTS, _FILTER_DAYS = ("outlets", "languages"), ("since", "until")
COLUMNS = (
    *_SINGLE,
    *_LISTS,
    *("article", "quote", "answerable"),
    *_FILTER_LISTS,
    *_FILTER_DAYS,
)
"""The columns that a table may have."""
_YES, _NO = frozenset({"yes", "true", "1", "y"}), frozenset({"no", "false", "0", "n"})


def read(path: Path) -> Iterator[Found]:
    """Read a table with commas, semicolons or tabs between its columns."""
    yield from each(_joined(_rows(path)), _case)


def _rows(path: Path) -> Iterator[Row | Problem]:
    text = text_of(path)
    header = text.partition("\n")[0]
    reader = csv.reader(text.splitlines(keepends=True), delimiter=max(",;\t", key=header.count))
    try:
        columns = [name.strip().lower() for name in next(reader, [])]
        unknown = [name for name in columns if name not in COLUMNS]
        if unknown or not columns:
            said = f"unknown column {unknown[0]!r}" if unknown else "it has no header"
            yield Problem(path, 1, f"{said}; the columns are {', '.join(COLUMNS)}")
            return
        before = reader.line_num
        for cells in reader:
            if len(cells) > len(columns):
                said = f"it has {len(cells)} cells for {len(columns)} columns"
                yield Problem(
                    path, before + 1, f"{said}; put values with commas in quotation marks"
                )
            elif any(cell.strip() for cell in cells):
                fields = dict(zip(columns, (cell.strip() for cell in cells), strict=False))
                yield Row(path, before + 1, fields)
            before = reader.line_num
    except csv.Error as error:
        yield Problem(path, reader.line_num, f"it is not CSV: {error}")


def _joined(rows: Iterable[Row | Problem]) -> Iterator[Row | Problem]:
    """Put the gold of rows that only add a place to the row before them."""
    begun: Row | None = None
    for row in rows:
        if isinstance(row, Problem):
            yield row
            continue
        fields = row.fields
        more = not fields.get("question") and not fields.get("words")
        if begun is not None and more and fields.get("id") in ("", None, begun.fields["id"]):
            begun.fields["gold"].extend(_gold(row))
            continue
        if begun is not None:
            yield begun
        begun = Row(row.path, row.place, {"id": "", **fields, "gold": _gold(row)})
    if begun is not None:
        yield begun


def _gold(row: Row) -> list[dict[str, str]]:
    article, quote = row.fields.get("article", ""), row.fields.get("quote", "")
    return [{"article": article, "quote": quote}] if article or quote else []


def _case(row: Row) -> Iterable[Found]:
    given: dict[str, Any] = {n: row.fields[n] for n in _SINGLE if row.fields.get(n)}
    given |= {n: _values(row.fields[n]) for n in _LISTS if row.fields.get(n)}
    filters: dict[str, Any] = {
        n: _values(row.fields[n]) for n in _FILTER_LISTS if row.fields.get(n)
    }
    filters |= {n: row.fields[n] for n in _FILTER_DAYS if row.fields.get(n)}
    said = str(row.fields.get("answerable") or "").lower()
    if said and said not in _YES | _NO:
        raise Unfit(f"answerable is {said!r}, neither yes nor no")
    answerable = said in _YES if said else None
    yield Line.model_validate(
        given | {"gold": row.fields["gold"], "filters": filters, "answerable": answerable}
    )


def _values(cell: str) -> tuple[str, ...]:
    return tuple(value for part in cell.split("|") if (value := part.strip()))
