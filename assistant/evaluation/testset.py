"""Test sets: files of cases that are run together.

A file is JSONL, one case per line with the fields of `Line`, or a table or JSONL of another tool as
read by `importing.table`. All errors are reported together, each with its file and line.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from assistant.errors import ImportUnusable, TestsetUnusable
from assistant.evaluation.case import Case
from assistant.evaluation.gold import GoldMissing, Shelf
from assistant.evaluation.importing import spreadsheet
from assistant.evaluation.importing.columns import NO_MAPPING, Columns
from assistant.evaluation.importing.source_records import Row
from assistant.evaluation.line import Line
from assistant.evaluation.result import belongs, wanted
from index.archive import Archive
from sources.errors import Unreadable
from sources.files import content
from sources.span import Span

_MOST_BYTES = 500_000_000

# A line number, and the error in that line.
Fault = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Testset:
    """Cases under a name; `digest` is the SHA-256 of their file."""

    __test__ = False  # or pytest collects it because of its name

    name: str
    digest: str
    cases: tuple[Case, ...]

    @property
    def made(self) -> bool:
        """Return True if a program wrote the cases. A file never contains both kinds."""
        return any(case.made for case in self.cases)

    def part(self, split: str, tag: str) -> Testset:
        """Return the cases of a split and tag as a test set.

        "" matches any split or tag. Raise TestsetUnusable if no case matches.
        """
        names = wanted(split, tag)
        if not names:
            return self
        cases = tuple(case for case in self.cases if belongs(case, split, tag))
        if not cases:
            raise TestsetUnusable([f"{self.name} has no cases with {' and '.join(names)}"])
        return replace(self, name=f"{self.name} ({', '.join(names)})", cases=cases)


def load(path: Path, archive: Archive, columns: Columns = NO_MAPPING) -> Testset:
    """Read a test set and look up its gold; raise TestsetUnusable with all errors."""
    numbered, faults = _numbered(path, columns)
    cases = []
    with archive.view() as view:
        shelf = Shelf(view) if any(line.gold or line.gold_sets for _, line in numbered) else None
        for number, line in numbered:
            try:
                cases.append(_resolved(line, shelf) if shelf else line.case(()))
            except GoldMissing as error:
                faults.append((number, f"{line.id}: {error}"))
    _refuse(path, faults)
    digest = hashlib.sha256(_content(path))
    digest.update("".join(f"\n{c}={f}" for c, f in sorted(columns.given.items())).encode())
    return Testset(path.stem, digest.hexdigest(), tuple(cases))


def lines(path: Path, columns: Columns = NO_MAPPING) -> tuple[Line, ...]:
    """Read a test set without an archive; raise TestsetUnusable with all errors."""
    found, faults = _numbered(path, columns)
    _refuse(path, faults)
    return tuple(line for _, line in found)


def _refuse(path: Path, faults: Sequence[Fault]) -> None:
    """Raise TestsetUnusable if there are errors, in the order of the lines."""
    if faults:
        in_order = sorted(faults, key=lambda fault: fault[0])
        raise TestsetUnusable([f"{path}:{number}: {said}" for number, said in in_order])


def _numbered(path: Path, columns: Columns) -> tuple[list[tuple[int, Line]], list[Fault]]:
    """Return the readable lines, each with its number, and the errors of the others."""
    found: list[tuple[int, Line]] = []
    faults: list[Fault] = []
    for number, one in (
        _tabled(path, columns) if spreadsheet.is_table(path) else _jsonl(path, columns)
    ):
        if isinstance(one, Line):
            found.append((number, one))
        else:
            faults.append((number, one))
    faults += _clashes(found)
    if not found and not faults:
        faults.append((1, "the file has no cases; write one JSON object per line"))
    return found, faults


def _tabled(path: Path, columns: Columns) -> Iterator[tuple[int, Line | str]]:
    """Read a table; yield a message for each line with an error."""
    _content(path)  # raises an error if it is not a readable file
    try:
        for place, found in spreadsheet.numbered(path, columns):
            yield int(place), found if isinstance(found, Line) else found.reason
    except ImportUnusable as error:
        raise TestsetUnusable([str(error)]) from error


def _jsonl(path: Path, columns: Columns) -> Iterator[tuple[int, Line | str]]:
    """Read JSONL with the fields of a test set or of another tool."""
    for number, text in enumerate(_text_lines(path), start=1):
        if not text.strip():
            continue
        record = _record(text)
        if columns.renames(record):
            found = spreadsheet.case_at(Row(path, number, record), columns)
            yield number, found if isinstance(found, Line) else found.reason
            continue
        try:
            yield number, Line.model_validate_json(text)
        except ValidationError as error:
            yield from ((number, said) for said in _said(error))


def _record(text: str) -> dict[str, Any]:
    """Return the object in a line of JSON, or an empty one if it is not an object."""
    try:
        found = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def _text_lines(path: Path) -> Sequence[str]:
    try:
        # Not `splitlines`: JSON strings may contain the other line ends of Unicode.
        return _content(path).decode("utf-8-sig").split("\n")
    except UnicodeDecodeError as error:
        number = error.object.count(b"\n", 0, error.start) + 1
        raise TestsetUnusable(
            [f"{path}:{number}: the line is not UTF-8; save the file as UTF-8"]
        ) from error


def _content(path: Path) -> bytes:
    try:
        return content(path, _MOST_BYTES, "split it into several test sets")
    except Unreadable as error:
        raise TestsetUnusable([f"{path}: the file cannot be read: {error}"]) from error


def _said(error: ValidationError) -> Iterator[str]:
    """Yield a message for each field with an error."""
    for each in error.errors(include_url=False, include_context=False):
        place = ".".join(map(str, each["loc"]))
        if each["type"] == "extra_forbidden":
            yield f"unknown field {place!r}; the fields are {', '.join(Line.model_fields)}"
        elif each["type"] == "json_invalid":
            yield f"{each['msg'][0].lower()}{each['msg'][1:]}; write one JSON object per line"
        else:
            given = json.dumps(each["input"], ensure_ascii=False, default=str)[:80]
            said = each["msg"].removeprefix("Value error, ")
            yield f"{place}: {said}, got {given}" if place else said


def _clashes(found: Sequence[tuple[int, Line]]) -> Iterator[Fault]:
    """Yield errors for ids used twice, and for a mix of generated and written cases."""
    first: dict[str, int] = {}
    for number, line in found:
        before = first.setdefault(line.id, number)
        if before != number:
            yield number, f"id {line.id!r} is already used in line {before}; rename one of the two"
    kinds = {line.made: number for number, line in reversed(found)}
    if len(kinds) > 1:
        yield (
            max(kinds.values()),
            "the file mixes generated cases (made: true) with written ones, so the results would "
            "mix them too; put them in two files",
        )


def _resolved(line: Line, shelf: Shelf) -> Case:
    sets = tuple(
        tuple(span for gold in chosen for span in shelf.spans(gold)[:1])
        for chosen in line.gold_sets
    )
    spans: list[Span] = [span for chosen in sets for span in chosen]
    spans += (span for gold in line.gold for span in shelf.spans(gold))
    return line.case(tuple(dict.fromkeys(spans)), sets)


ENDINGS = frozenset({".jsonl", ".csv", ".tsv"})
# A larger file is more likely to contain articles, and would take a while to read.
_MOST_BYTES_OF_A_SET = 20_000_000


@dataclass(frozen=True, slots=True)
class Holding:
    """A test set file, with the number of its questions and quotations."""

    path: Path
    questions: int
    quotations: int

    @property
    def cases(self) -> int:
        """The number of cases."""
        return self.questions + self.quotations


def testsets_in(folder: Path) -> tuple[Holding, ...]:
    """Return the files of a folder that can be read as test sets, sorted by name."""
    if not folder.is_dir():
        return ()
    files = sorted(p for p in folder.iterdir() if p.suffix.lower() in ENDINGS and p.is_file())
    small = (path for path in files if path.stat().st_size <= _MOST_BYTES_OF_A_SET)
    return tuple(found for path in small if (found := _holding(path)) is not None)


def _holding(path: Path) -> Holding | None:
    """Return the test set in a file, or None if it is not one or has errors."""
    try:
        found = lines(path)
    except TestsetUnusable:
        return None
    quotations = sum(line.words is not None for line in found)
    return Holding(path, len(found) - quotations, quotations)
