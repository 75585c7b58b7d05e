"""Tables of articles (.csv, .tsv): one per row, with the usual column names or mapped ones."""

from __future__ import annotations

import codecs
import csv
import io
from collections.abc import Iterator, Mapping
from typing import BinaryIO

from sources.article import Page
from sources.errors import Refusal, Unreadable
from sources.formats.records import RecordReader

_MOST_CHARACTERS = 16_000_000  # of one cell
_DELIMITERS = ",;\t|"
_SAMPLE = 1 << 16
_WIDE = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_CONVERT = "convert it: iconv -f ENCODING -t UTF-8"


def read_table(stream: BinaryIO, origin: str) -> Iterator[Page | Refusal]:
    """Yield the articles of a table with the usual column names, such as title, text and date."""
    yield from read_mapped_table(stream, origin, {})


def read_mapped_table(
    stream: BinaryIO, origin: str, columns: Mapping[str, str]
) -> Iterator[Page | Refusal]:
    """Yield the articles of a table row by row. `columns` maps our fields to its columns."""
    head = stream.read(_SAMPLE)
    if not head.strip():
        raise Unreadable("it is empty", "remove it, or export the articles again")
    encoding = _WIDE.get(head[:2], "utf-8-sig")
    raw = io.BufferedReader(_Rest(head, stream))
    lines = io.TextIOWrapper(raw, encoding, newline="")
    csv.field_size_limit(_MOST_CHARACTERS)
    reader = RecordReader(origin)
    try:
        rows = csv.reader(lines, delimiter=_delimiter(head.decode(encoding, "ignore")))
        names = _named(next(rows, []), columns)
        for number, row in enumerate(rows, start=1):
            if any(row):
                yield reader.page(dict(zip(names, row, strict=False)), number)
    except UnicodeDecodeError as error:
        reason = f"its byte 0x{error.object[error.start]:02x} is not {error.encoding.upper()}"
        raise Unreadable(reason, _CONVERT) from error
    except (csv.Error, UnicodeError) as error:
        raise Unreadable(
            f"its row {rows.line_num:,} is damaged ({error})", "export it again"
        ) from error


def renamed(names: list[str], columns: Mapping[str, str]) -> list[str]:
    """Return the columns by our names; raise Unreadable if a mapped column is missing."""
    ours = {theirs: field for field, theirs in columns.items()}
    missing = [theirs for theirs in ours if theirs not in names]
    if missing:
        raise Unreadable(
            f"it has no column {missing[0]!r}; its columns are {', '.join(map(repr, names[:20]))}",
            'correct "columns" in its sidecar',
        )
    # A mapped column takes precedence over one that happens to have our name.
    return [ours.get(name, "" if name in columns else name) for name in names]


def _named(header: list[str], columns: Mapping[str, str]) -> list[str]:
    names = [name.strip() for name in header]
    if len(names) < 2 and not columns and len(header) < 2:
        raise Unreadable(
            f"its first row, {names}, contains only one column name",
            "put the names of the columns in the first row",
        )
    return renamed(names, columns)


def _delimiter(sample: str) -> str:
    """Return the delimiter: the candidate that occurs most often in the first row."""
    header = sample.split("\n", 1)[0]
    return max(_DELIMITERS, key=header.count)


class _Rest(io.RawIOBase):
    """Bytes that were already read, followed by the rest of the stream."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head, self._stream = head, stream

    def readable(self) -> bool:
        """Return True, as `io` requires of a stream that can be read."""
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]
        """Fill the buffer with the next bytes."""
        piece, self._head = self._head[: len(buffer)], self._head[len(buffer) :]
        piece = piece or self._stream.read(len(buffer))
        buffer[: len(piece)] = piece
        return len(piece)
