"""Tables: test sets as CSV for spreadsheets, or as JSONL of other tools.

A row is a case, with columns as in `Columns`. Only `question` (or `words` and `verdict`) is
required. Several values in one cell are separated by |. Gold is `article` and `quote`. A further
row with the same id and no question adds another place of the answer. `answerable` is yes, no, or
empty. Without that column, a case with an answer or gold is answerable. Without a column `id`, a
case is named after its line. Filters are `outlets`, `since`, `until` and `languages`.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from assistant.errors import MappingUnreadable
from assistant.evaluation.importing.columns import (
    COLUMNS,
    EXPECTED,
    FILTER_DAYS,
    FILTER_LISTS,
    LISTS,
    NO_MAPPING,
    SINGLE,
    Columns,
    expected,
    flattened,
)
from assistant.evaluation.importing.source_records import (
    Found,
    Problem,
    Row,
    Unfit,
    json_lines,
    refused,
    text_of,
)
from assistant.evaluation.line import Line

_YES, _NO = frozenset({"yes", "true", "1", "y"}), frozenset({"no", "false", "0", "n"})


_TABLES, _RECORDS = frozenset({".csv", ".tsv", ".tab"}), frozenset({".jsonl", ".ndjson"})


def is_table(path: Path) -> bool:
    """Return True if a file's name marks it as a table; all other test sets are JSONL."""
    return path.suffix.lower() in _TABLES


def read(path: Path, columns: Columns = NO_MAPPING) -> Iterator[Found]:
    """Read a table separated by commas, semicolons or tabs, or JSONL."""
    for _, found in numbered(path, columns):
        yield found


def numbered(
    path: Path, columns: Columns = NO_MAPPING
) -> Iterator[tuple[int | str, Line | Problem]]:
    """Read a table, each case with the line on which it begins."""
    of_json = path.suffix.lower() in _RECORDS
    rows = _records(path, columns) if of_json else _joined(_rows(path, columns))
    for row in rows:
        yield row.place, row if isinstance(row, Problem) else _case(row)


def case_at(row: Row, columns: Columns) -> Line | Problem:
    """Return the case of a JSON record, or the problem with it."""
    renamed = _named(row, columns)
    return renamed if isinstance(renamed, Problem) else _case(renamed)


def _rows(path: Path, columns: Columns) -> Iterator[Row | Problem]:
    text = text_of(path)
    header = text.partition("\n")[0]
    reader = csv.reader(text.splitlines(keepends=True), delimiter=max(",;\t", key=header.count))
    try:
        names = [name.strip().lower() for name in next(reader, [])]
        if not names:
            raise MappingUnreadable(f"it has no header; the columns are {', '.join(COLUMNS)}")
        columns.require(names)
        fields = columns.fields(names)
        before = reader.line_num
        for cells in reader:
            if len(cells) > len(names):
                said = f"it has {len(cells)} cells, but the table has {len(names)} columns"
                yield Problem(
                    path, before + 1, f"{said}; put values that contain commas in quotation marks"
                )
            elif any(cell.strip() for cell in cells):
                record = dict(zip(names, (cell.strip() for cell in cells), strict=False))
                yield Row(path, before + 1, _renamed(record, fields))
            before = reader.line_num
    except MappingUnreadable as error:
        yield Problem(path, 1, str(error))
    except csv.Error as error:
        yield Problem(path, reader.line_num, f"it is not CSV: {error}")


def _records(path: Path, columns: Columns) -> Iterator[Row | Problem]:
    """Read JSONL row by row, as each row may have different columns."""
    for row in json_lines(path):
        yield row if isinstance(row, Problem) else _named(row, columns)


def _named(row: Row, columns: Columns) -> Row | Problem:
    """Return a JSON record as a row with the fields of a test set."""
    record = flattened(row.fields)
    try:
        fields = columns.fields(list(record))
    except MappingUnreadable as error:
        return Problem(row.path, row.place, str(error))
    renamed = _renamed(record, fields)
    return Row(row.path, row.place, renamed | {"gold": _gold(Row(row.path, row.place, renamed))})


def _renamed(record: Mapping[str, Any], fields: Mapping[str, str]) -> dict[str, Any]:
    """Rename the columns of a record to fields. Several assertions may share one field."""
    renamed: dict[str, Any] = {}
    for column, field in fields.items():
        value = record.get(column)
        if value is None:
            value = ""
        renamed[field] = [*renamed.get(field, ()), value] if field == EXPECTED else value
    return renamed


def _joined(rows: Iterable[Row | Problem]) -> Iterator[Row | Problem]:
    """Merge rows that only add a place of the answer into the row before them."""
    begun: Row | None = None
    for row in rows:
        if isinstance(row, Problem):
            yield row
            continue
        fields = row.fields
        more = not fields.get("question") and not fields.get("words")
        if begun is not None and more and fields.get("id") in ("", None, begun.fields.get("id")):
            begun.fields["gold"].extend(_gold(row))
            continue
        if begun is not None:
            yield begun
        begun = Row(row.path, row.place, {**fields, "gold": _gold(row)})
    if begun is not None:
        yield begun


def _gold(row: Row) -> list[dict[str, str]]:
    article, quote = row.fields.get("article", ""), row.fields.get("quote", "")
    return [{"article": article, "quote": quote}] if article or quote else []


def _case(row: Row) -> Line | Problem:
    try:
        return _line(row)
    except (Unfit, ValidationError) as error:
        return refused(row, error)


def _line(row: Row) -> Line:
    cells = row.fields
    given = {name: _text(cells[name]) for name in SINGLE if cells.get(name)}
    if "id" not in cells:
        given["id"] = f"row-{row.place}"
    given |= {name: _values(cells[name]) for name in LISTS if cells.get(name)}
    try:
        given |= expected([str(each) for each in cells.get(EXPECTED, ())])
    except ValueError as error:
        raise Unfit(str(error)) from error
    filters: dict[str, Any] = {n: _values(cells[n]) for n in FILTER_LISTS if cells.get(n)}
    filters |= {name: cells[name] for name in FILTER_DAYS if cells.get(name)}
    return Line.model_validate(
        given | {"gold": cells["gold"], "filters": filters, "answerable": _answerable(row, given)}
    )


def _answerable(row: Row, given: Mapping[str, Any]) -> bool | None:
    if "answerable" not in row.fields:
        tells = (row.fields["gold"], *map(given.get, ("answer", "answer_all", "numbers", "dates")))
        return True if "words" not in given and any(tells) else None
    said = str(row.fields["answerable"]).lower()
    if said and said not in _YES | _NO:
        raise Unfit(f"answerable is {said!r}; it must be yes or no")
    return said in _YES if said else None


def _text(cell: Any) -> Any:
    """Return a JSON number as text. The field rejects other types."""
    return str(cell) if isinstance(cell, int) else cell


def _values(cell: object) -> tuple[str, ...]:
    parts = map(str, cell) if isinstance(cell, list) else str(cell).split("|")
    return tuple(value for part in parts if (value := part.strip()))
