"""Parquet files: one article per row. They are read with pyarrow, which is a separate install."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import BinaryIO

from sources.article import Page
from sources.errors import PARSER_FAULTS, Refusal, Unreadable
from sources.formats.field_names import TEXT_NAMES, compact
from sources.formats.form import Extra
from sources.formats.records import RecordReader
from sources.formats.table import renamed, report_unread, require_text

PYARROW = Extra("pyarrow", "parquet")
_ROWS = 64


def _decoded(name: str, value: bytes) -> str | None:
    """Return a binary value as text, or None; raise Unreadable if it is an article's text."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError as error:
        if compact(name) not in TEXT_NAMES:
            return None
        raise Unreadable(
            f"its column {name!r} is binary, and not text in UTF-8", "export the column as text"
        ) from error


def read_parquet(stream: BinaryIO, origin: str) -> Iterator[Page | Refusal]:
    """Yield the articles of a file with the usual column names, such as title, text and date."""
    yield from read_mapped_parquet(stream, origin, {})


def read_mapped_parquet(
    stream: BinaryIO, origin: str, columns: Mapping[str, str]
) -> Iterator[Page | Refusal]:
    """Yield the articles of a file in batches. `columns` maps our fields to its columns."""
    # An optional dependency.
    import pyarrow as pa  # noqa: PLC0415
    from pyarrow.parquet import ParquetFile  # noqa: PLC0415

    reader = RecordReader(origin)
    number = 0
    try:
        table = ParquetFile(stream)
        names = renamed(list(table.schema_arrow.names), columns)
        if not any(map(pa.types.is_nested, table.schema_arrow.types)):
            require_text(names, origin)
            report_unread(names, origin)
        for batch in table.iter_batches(batch_size=_ROWS, use_threads=False):
            for values in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                number += 1
                record = {
                    name: _decoded(name, value) if isinstance(value, bytes) else value
                    for name, value in zip(names, values, strict=True)
                }
                yield reader.page(record, number)
    except (*PARSER_FAULTS, pa.ArrowException) as error:
        raise Unreadable(
            f"it is not a Parquet file, or it is damaged ({str(error)[:100]})", "export it again"
        ) from error
    if not number:
        raise Unreadable("it has no rows", "export the articles again")
