"""RealTimeQA 2022: news articles, and quiz questions with the articles that answer them."""

from __future__ import annotations

import argparse
import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).resolve().parents[2].parent / "shared" / "data" / "realtimeqa2022"
ARTICLES = FOLDER / "articles.jsonl.gz"
QUESTIONS = FOLDER / "questions.jsonl"

_SEED = 7
_DEVELOPMENT = 50
SPLIT = (
    f"random.Random({_SEED}).shuffle of the question numbers; the first {_DEVELOPMENT} are the "
    "development half, on which the mix was chosen, the others are held out"
)


@dataclass(frozen=True, slots=True)
class Item:
    """An article as it was scraped."""

    id: str
    title: str
    text: str


@dataclass(frozen=True, slots=True)
class Question:
    """A quiz question and the ids of the articles that answer it."""

    id: str
    text: str
    gold: frozenset[str]


def require(parser: argparse.ArgumentParser) -> None:
    """End with a clear message where the data is absent."""
    for path in (ARTICLES, QUESTIONS):
        if not path.is_file():
            parser.error(f"{path} is not there: this benchmark needs RealTimeQA 2022 in that place")


def lines(limit: int | None = None) -> Iterator[str]:
    """Yield the first articles as they stand in the file, a line of JSON each."""
    with gzip.open(ARTICLES, "rt", encoding="utf-8") as packed:
        for number, line in enumerate(packed):
            if number == limit:
                return
            yield line


def items(limit: int | None = None) -> Iterator[Item]:
    """Yield the first articles."""
    yield from map(item, lines(limit))


def item(line: str) -> Item:
    """Return the article that a line of JSON holds."""
    record = json.loads(line)
    return Item(record["id"], record["title"], record["text"])


def questions() -> tuple[Question, ...]:
    """Return all questions in the order of the file."""
    with QUESTIONS.open(encoding="utf-8") as stored:
        records = [json.loads(line) for line in stored]
    return tuple(Question(r["id"], r["question"], frozenset(r["gold"])) for r in records)


def halves(count: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """Return the numbers of the questions of the development half and of the one held out."""
    numbers = list(range(count))
    random.Random(_SEED).shuffle(numbers)  # noqa: S311 - nothing to do with secrets
    return tuple(sorted(numbers[:_DEVELOPMENT])), tuple(sorted(numbers[_DEVELOPMENT:]))


def item_id(origin: str) -> str:
    """Return the id that an article has in the data from its origin in an archive: `FILE#ID`."""
    return origin.partition("#")[2]
