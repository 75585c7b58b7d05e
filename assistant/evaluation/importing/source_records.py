"""Records of a data set's file, and the cases, articles and problems made from them."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from assistant.errors import ImportUnusable
from assistant.evaluation.line import Line
from sources.errors import Unreadable
from sources.files import content, open_regular, resolved


@dataclass(frozen=True, slots=True)
class Text:
    """An article that comes with a data set, in the JSONL form that `onrecord add` reads."""

    id: str
    text: str
    title: str | None = None
    outlet: str | None = None
    published: str | None = None
    url: str | None = None

    def record(self) -> dict[str, str]:
        """Return the fields of the article that have a value."""
        known = {name: getattr(self, name) for name in self.__slots__}
        return {name: value for name, value in known.items() if value}

    def to_json(self) -> str:
        """Return the article as a line of JSONL."""
        return json.dumps(self.record(), ensure_ascii=False)


@dataclass(frozen=True, slots=True)
class Problem:
    """A record that was not imported: its file, its line or place there, and the reason."""

    path: Path
    place: int | str
    reason: str

    def __str__(self) -> str:
        return f"{self.path}:{self.place}: {self.reason}"


Found = Line | Text | Problem


_SHOWN = 60
# The longest articles are this large, and so are the largest data sets in one document.
_LONGEST = 100_000_000
_MOST_BYTES = 2_000_000_000
_SPLIT = "name a smaller file"


class Unfit(ValueError):
    """A record cannot be imported. The message gives the reason."""


@dataclass(frozen=True, slots=True)
class Row:
    """Named fields at a line or other position of a file."""

    path: Path
    place: int | str
    fields: Mapping[str, Any]

    def text(self, *names: str, default: str | None = None) -> str:
        """Return the first of these fields that is present, as text; raise Unfit if none is."""
        for name in names:
            value = self.fields.get(name)
            if isinstance(value, int) and not isinstance(value, bool):
                value = str(value)
            if isinstance(value, str) and value.strip():
                return value
            if value is not None and not isinstance(value, str):
                raise Unfit(f"{name!r} is not text: {json.dumps(value, default=str)[:_SHOWN]}")
        if default is None:
            raise Unfit(f"it has no {' or '.join(map(repr, names))}")
        return default

    def items(self, name: str, kind: type) -> list[Any]:
        """Return a list of one type, () if the field is absent; raise Unfit otherwise."""
        value = self.fields.get(name)
        if value is None:
            return []
        if not isinstance(value, list) or not all(isinstance(each, kind) for each in value):
            raise Unfit(f"{name!r} is not a list of {kind.__name__}")
        return value


def json_lines(path: Path) -> Iterator[Row | Problem]:
    """Yield the objects of a JSONL file, possibly compressed, and a problem for other lines."""
    try:
        with open_regular(resolved(path)) as file:
            unpacked = gzip.GzipFile(fileobj=file) if path.suffix == ".gz" else file
            for number, line in enumerate(iter(lambda: unpacked.readline(_LONGEST + 1), b""), 1):
                if len(line) > _LONGEST:
                    raise Unreadable(f"line {number} has more than {_LONGEST:,} bytes", _SPLIT)
                if line.strip(b"\xef\xbb\xbf \t\r\n"):
                    yield _row(path, number, line)
    except (OSError, EOFError, zlib.error, Unreadable) as error:
        raise unreadable(path, error) from error


def text_of(path: Path, errors: str = "strict") -> str:
    """Return the text of a UTF-8 file; raise ImportUnusable if it is not one."""
    try:
        return content(path, _MOST_BYTES, _SPLIT).decode("utf-8-sig", errors)
    except (Unreadable, UnicodeDecodeError) as error:
        raise unreadable(path, error) from error


def json_document(path: Path) -> Any:
    """Return the content of a JSON file; raise ImportUnusable if it is not one."""
    text = text_of(path)
    try:
        return json.loads(text)
    except json.JSONDecodeError as error:
        raise ImportUnusable(f"{path}:{error.lineno}: it is not JSON: {error.msg}") from error
    except (ValueError, RecursionError) as error:
        raise ImportUnusable(f"{path}: it is not JSON: {error}") from error


def unreadable(path: Path, error: Exception) -> ImportUnusable:
    """Return the error for a file that cannot be read."""
    if isinstance(error, UnicodeDecodeError):
        return ImportUnusable(f"{path} is not UTF-8 text ({error.reason}). Save it as UTF-8.")
    said = getattr(error, "strerror", None) or error
    return ImportUnusable(f"{path} cannot be read: {said}. Name the data set's file or folder.")


def each(rows: Iterable[Row | Problem], read: Callable[[Row], Iterable[Found]]) -> Iterator[Found]:
    """Read row by row. A row that does not fit is reported, and reading continues."""
    for row in rows:
        if isinstance(row, Problem):
            yield row
            continue
        try:
            yield from tuple(read(row))
        except (ValidationError, Unfit) as error:
            yield refused(row, error)


def refused(row: Row, error: ValidationError | Unfit) -> Problem:
    """Return the problem with a row, for an error raised while it was read."""
    said = "; ".join(_said(error)) if isinstance(error, ValidationError) else str(error)
    return Problem(row.path, row.place, said)


def _said(error: ValidationError) -> Iterator[str]:
    """Yield what is wrong with each field."""
    for one in error.errors():
        field = ".".join(map(str, one["loc"]))
        said = one["msg"].removeprefix("Value error, ")
        yield f"{field}: {said}" if field else said


def _row(path: Path, number: int, line: bytes) -> Row | Problem:
    try:
        fields = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        return Problem(path, number, f"it is not JSON: {error}")
    if not isinstance(fields, dict):
        return Problem(path, number, "it is not an object but " + type(fields).__name__)
    return Row(path, number, fields)
