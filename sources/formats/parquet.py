"""Parquet files: one article per row. They are read with pyarrow, which is a separate install."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import BinaryIO

from sources.article import Page
from sources.errors import PARSER_FAULTS, Refusal, Unreadable
from sources.formats.form import Extra
from sources.formats.records import RecordReader
from sources.formats.table import renamed, require_text

PYARROW = Extra("pyarrow", "parquet")
_ROWS = 64


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
        for batch in table.iter_batches(batch_size=_ROWS, use_threads=False):
            for values in zip(*(column.to_pylist() for column in batch.columns), strict=True):
                number += 1
                yield reader.page(dict(zip(names, values, strict=True)), number)
    except (*PARSER_FAULTS, pa.ArrowException) as error:
        raise Unreadable(
            f"it is not a Parquet file, or it is damaged ({str(error)[:100]})", "export it again"
        ) from error
    if not number:
        raise Unreadable("it has no rows", "export the articles again")
