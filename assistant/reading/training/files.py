"""The files of training data: xz-compressed JSONL, read line by line."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from assistant.reading.errors import DataMissing, DataUnusable

Record = dict[str, Any]


def records(folder: Path, name: str, split: str) -> Iterator[tuple[Path, int, Record]]:
    """Yield the records of a file that are in a split, each with the file and its line number."""
    path = folder / f"{name}.jsonl.xz"
    try:
        with lzma.open(path, "rt", encoding="utf-8") as lines:
            for number, line in enumerate(lines, 1):
                record = _parsed(path, number, line)
                if record.get("split") == split:
                    yield path, number, record
    except (OSError, lzma.LZMAError, EOFError) as error:
        raise DataMissing(path, str(error)) from error


def _parsed(path: Path, number: int, line: str) -> Record:
    try:
        record = json.loads(line)
    except ValueError as error:
        raise DataUnusable(path, number, f"is not JSON ({error})") from error
    if not isinstance(record, dict):
        raise DataUnusable(path, number, "is not a JSON object")
    return record
