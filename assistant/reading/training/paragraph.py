"""Paragraphs with their questions, from the files `paragraphs_*`."""

from __future__ import annotations

import json
import lzma
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.reading.errors import DataMissing, DataUnusable
from sources.language.sentences import boundaries
from sources.language.stop_words import STOP_WORDS

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


_WORD = re.compile(r"\w+")
_FUNCTION = frozenset(STOP_WORDS)


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of an article and the questions about it."""

    doc: str
    title: str
    text: str
    answerable: tuple[tuple[str, str], ...]
    impossible: tuple[str, ...]

    @property
    def sentences(self) -> tuple[tuple[int, int], ...]:
        """The character offsets of its sentences."""
        return boundaries(self.text)


@dataclass(frozen=True)
class Paragraphs:
    """All paragraphs of a file, and those of each article."""

    all: tuple[Paragraph, ...]
    articles: dict[str, list[Paragraph]]

    @classmethod
    def read(cls, folder: Path, name: str, split: str) -> Paragraphs:
        """Read the paragraphs of a split."""
        found = tuple(_read(folder, name, split))
        articles: defaultdict[str, list[Paragraph]] = defaultdict(list)
        for paragraph in found:
            articles[paragraph.doc].append(paragraph)
        return cls(found, dict(articles))


def _read(folder: Path, name: str, split: str) -> Iterator[Paragraph]:
    for path, number, record in records(folder, name, split):
        try:
            asked = ((each["question"], each["answers"][0]) for each in record["questions"])
            yield Paragraph(
                record["doc"],
                record["title"],
                record["context"],
                tuple(asked),
                tuple(record["impossible"]),
            )
        except (KeyError, TypeError, IndexError) as error:
            raise DataUnusable(path, number, f"lacks {error}") from error


def content_words(text: str) -> frozenset[str]:
    """Return the content words of a text, in lower case."""
    return frozenset(_WORD.findall(text.lower())) - _FUNCTION


def occurrences(text: str, words: str) -> list[int]:
    """Return the offsets of words in a text, only whole-word matches if there are any."""
    anywhere = [found.start() for found in re.finditer(re.escape(words), text)]
    whole = [
        start
        for start in anywhere
        if not (text[start - 1 : start].isalnum() and words[:1].isalnum())
        and not (
            text[start + len(words) : start + len(words) + 1].isalnum() and words[-1:].isalnum()
        )
    ]
    return whole or anywhere
