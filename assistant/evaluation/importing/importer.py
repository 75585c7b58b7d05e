"""Importing: the external formats that can be read, and saving as a test set and articles."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import ImportUnusable
from assistant.evaluation.importing import (
    multihop,
    ranking_sets,
    realtimeqa,
    spreadsheet,
    squad,
    wice,
)
from assistant.evaluation.importing.columns import COLUMNS
from assistant.evaluation.importing.source_records import Found, Problem, Text
from assistant.evaluation.line import Line, to_json


@dataclass(frozen=True, slots=True)
class Format:
    """The function that reads a data set, and a description of the file or folder it reads."""

    read: Callable[[Path], Iterator[Found]]
    said: str


FORMATS: Mapping[str, Format] = {
    "squad": Format(
        squad.read, "SQuAD 2.0: the JSON file, or a folder with queries and ground truth"
    ),
    "beir": Format(
        ranking_sets.read_beir, "BEIR: a folder with corpus.jsonl, queries.jsonl and qrels/"
    ),
    "trec": Format(
        ranking_sets.read_trec, "TREC: a folder with one file of topics and one of qrels"
    ),
    "multihop": Format(multihop.read, "MultiHop-RAG: the questions, with corpus.json next to them"),
    "realtimeqa": Format(realtimeqa.read, "RealTimeQA and similar: JSONL with gold article ids"),
    "wice": Format(wice.read, "WiCE: JSONL of claims with their evidence"),
    "csv": Format(
        spreadsheet.read, f"CSV, or JSONL from ragas or promptfoo; columns: {', '.join(COLUMNS)}"
    ),
}


CASES, ARTICLES = "cases.jsonl", "articles.jsonl"


@dataclass(frozen=True, slots=True)
class Saved:
    """How much was written to a folder, and the records that could not be imported."""

    folder: Path
    cases: int
    articles: int
    problems: tuple[Problem, ...]


def save(found: Iterable[Found], folder: Path) -> Saved:
    """Write cases.jsonl, and articles.jsonl if the data set has texts, into a folder.

    Raise ImportUnusable if one of the files exists already. A second case or article with the same
    id is reported as a problem.
    """
    for name in (CASES, ARTICLES):
        if (folder / name).exists():
            raise ImportUnusable(f"{folder / name} already exists. Name another folder.")
    folder.mkdir(parents=True, exist_ok=True)
    seen: set[tuple[type, str]] = set()
    counts = {Line: 0, Text: 0}
    problems: list[Problem] = []
    with ExitStack() as stack:
        files = {}
        for each in found:
            if isinstance(each, Problem):
                problems.append(each)
                continue
            kind, path = (Line, CASES) if isinstance(each, Line) else (Text, ARTICLES)
            if (kind, each.id) in seen:
                problems.append(Problem(folder / path, each.id, "its id is already in use"))
                continue
            seen.add((kind, each.id))
            if kind not in files:
                files[kind] = stack.enter_context((folder / path).open("w", encoding="utf-8"))
            text = to_json(each) if isinstance(each, Line) else each.to_json()
            files[kind].write(f"{text}\n")
            counts[kind] += 1
    return Saved(folder, counts[Line], counts[Text], tuple(problems))
