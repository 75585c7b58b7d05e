"""Tables of articles (.csv, .tsv): one per row, with the usual column names or mapped ones."""

from __future__ import annotations

import codecs
import io
import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePath
from typing import BinaryIO

from sources.article import Page
from sources.errors import Refusal, Unreadable
from sources.file_ending import SIDECAR_ENDING
from sources.formats.decoding import export_encoding, refuse_binary, wide_encoding
from sources.formats.field_names import NAMES, READ_NAMES, TEXT_NAMES, compact
from sources.formats.records import RecordReader
from sources.formats.table_rows import Row, Rows

LOGGER = logging.getLogger(__name__)

_DELIMITERS = ",;\t|"
# Excel writes and obeys a first line such as `sep=;`.
_STATED_DELIMITER = re.compile(r'"?sep=([^\r\n])"?[\r\n]+', re.IGNORECASE)
_QUOTED = re.compile(r'"[^"]*"')
_ZIP = b"PK\x03\x04"
_SAMPLE = 1 << 16
_WIDE = {codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}
_CONVERT = "convert it: iconv -f ENCODING -t UTF-8"
_MOST_SHOWN = 20


def read_table(stream: BinaryIO, origin: str) -> Iterator[Page | Refusal]:
    """Yield the articles of a table with the usual column names, such as title, text and date."""
    yield from read_mapped_table(stream, origin, {})


def read_mapped_table(
    stream: BinaryIO, origin: str, columns: Mapping[str, str]
) -> Iterator[Page | Refusal]:
    """Yield the articles of a table row by row. `columns` maps our fields to its columns."""
    head = stream.read(_SAMPLE)
    if not head.strip(b"\0 \t\r\n"):
        raise Unreadable("it is empty", "remove it, or export the articles again")
    encoding = _encoding(head, origin)
    rows = _rows(io.TextIOWrapper(_after(head, stream), encoding, newline=""), head, encoding)
    try:
        yield from _articles(rows, origin, columns)
    except UnicodeDecodeError as error:
        reason = f"its byte 0x{error.object[error.start]:02x} is not {error.encoding.upper()}"
        place = f", after line {rows.line:,}" if rows.line else ""
        raise Unreadable(f"{reason}{place}", _CONVERT) from error
    except UnicodeError as error:
        raise Unreadable(f"it is damaged after line {rows.line:,}: {error}", _CONVERT) from error


def _articles(rows: Rows, origin: str, columns: Mapping[str, str]) -> Iterator[Page | Refusal]:
    reader = RecordReader(origin)
    found = iter(rows)
    names = _named(next((row for row in found if not row.is_blank), Row(1)), columns)
    require_text(names, origin)
    report_unread(names, origin)
    rows.width = len(names)
    misread: list[Row] = []
    number = 0
    for number, row in enumerate(found, start=1):
        if row.fault and (misread or not row.cells):
            # Lines after an unclosed quotation mark may be the rest of its cell.
            misread.append(row)
            continue
        if misread and not row.is_blank:
            yield _refused(misread, origin, number - 1)
            misread = []
        if row.fault:
            yield _refused([row], origin, number)
        elif not row.is_blank:
            page = reader.page(dict(zip(names, row.cells, strict=True)), number)
            if isinstance(page, Refusal):
                page = replace(page, reason=f"line {row.line:,}: {page.reason}")
            yield page
    if misread:
        yield _refused(misread, origin, number)
    if not number:
        raise Unreadable("it has no rows below its header", "export the articles again")


def _refused(rows: list[Row], origin: str, number: int) -> Refusal:
    """Return the refusal of faulty rows; the first has the fault that explains the others."""
    first, last = rows[0], rows[-1]
    lines = f"line {first.line:,}"
    if last is not first:
        lines = f"lines {first.line:,} to {last.line:,}, not read"
    return Refusal(
        f"{origin}#{number}",
        f"{lines}: {first.fault}",
        "export it again, with quotation marks around each cell",
    )


def require_text(names: list[str], origin: str) -> None:
    """Raise Unreadable if none of the columns is the text of an article."""
    if not any(compact(name) in TEXT_NAMES for name in names):
        raise Unreadable(
            f"none of its columns has the name of an article's text; they are {_listed(names)}",
            f'state which one is the text in {_sidecar(origin)}: {{"columns": {{"text": "NAME"}}}}',
        )


def report_unread(names: list[str], origin: str) -> None:
    """Warn about the columns that nothing reads if no column is the headline or the day."""
    known = {*map(compact, names)}
    missing = [kind for kind in ("title", "published") if known.isdisjoint(NAMES[kind])]
    unread = [name for name in names if name and compact(name) not in READ_NAMES]
    if missing and unread:
        LOGGER.warning(
            "%s: no column is its articles' %s, and these are not read: %s; to map one, state it "
            'in %s: {"columns": {"%s": "NAME"}}',
            origin,
            " or ".join(missing),
            _listed(unread),
            _sidecar(origin),
            missing[0],
        )


def _sidecar(origin: str) -> str:
    return PurePath(origin.rpartition("#")[2]).name + SIDECAR_ENDING


def renamed(names: list[str], columns: Mapping[str, str]) -> list[str]:
    """Return the columns by our names; raise Unreadable if a mapped column is missing."""
    ours = {theirs: field for field, theirs in columns.items()}
    missing = [theirs for theirs in ours if theirs not in names]
    if missing:
        raise Unreadable(
            f"it has no column {missing[0]!r}; its columns are {_listed(names)}",
            'correct "columns" in its sidecar',
        )
    # A mapped column takes precedence over one that happens to have our name.
    return [ours.get(name, "" if name in columns else name) for name in names]


def _listed(names: list[str]) -> str:
    more = ", …" if len(names) > _MOST_SHOWN else ""
    return ", ".join(map(repr, names[:_MOST_SHOWN])) + more


def _named(header: Row, columns: Mapping[str, str]) -> list[str]:
    if header.fault:
        raise Unreadable(f"line {header.line:,}, its header: {header.fault}", "export it again")
    names = [name.strip("\0 \t\r\n\ufeff") for name in header.cells]
    while names and not names[-1]:
        names.pop()
    if len(names) < 2 and not columns:
        raise Unreadable(
            f"its first row has only one column, {_listed(names) or 'without a name'}",
            "separate the columns with commas, semicolons or tabs, with their names in the first "
            "row",
        )
    return renamed(names, columns)


def _encoding(head: bytes, origin: str) -> str:
    """Return the encoding of a table; raise Unreadable if its start is not text."""
    if head[:2] in _WIDE:
        return _WIDE[head[:2]]
    if head.startswith(_ZIP):
        raise Unreadable(
            "it is a zip, such as an Excel workbook, and not a table in text",
            "save it as CSV UTF-8 in its own program",
        )
    if wide := wide_encoding(head):
        return wide
    refuse_binary(head.replace(b"\0", b""))
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)  # a letter may be cut off at the end
    except UnicodeDecodeError:
        return export_encoding(head, origin) or "utf-8-sig"
    return "utf-8-sig"


def _rows(lines: io.TextIOWrapper, head: bytes, encoding: str) -> Rows:
    """Return the rows of a table, split at the delimiter that its first line states or uses."""
    sample = head.decode(encoding, "ignore")
    escape = "\\" if '\\"' in sample and '""' not in sample else None
    stated = _STATED_DELIMITER.match(sample)
    if stated is None:
        return Rows(lines, _delimiter(sample), escape)
    lines.readline()
    rows = Rows(lines, stated[1], escape)
    rows.line = 1
    return rows


def _delimiter(sample: str) -> str:
    """Return the delimiter: the candidate that occurs most often in the first row."""
    header = _QUOTED.sub("", sample.split("\n", 1)[0])
    return max(_DELIMITERS, key=header.count)


def _after(head: bytes, stream: BinaryIO) -> io.BufferedReader:
    return io.BufferedReader(_Rest(head, stream))


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
