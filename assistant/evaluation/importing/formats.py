"""The formats of external data sets that can be read."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from assistant.evaluation.importing import beir, multihop, realtimeqa, squad, table, trec, wice
from assistant.evaluation.importing.columns import COLUMNS
from assistant.evaluation.importing.found import Found


@dataclass(frozen=True, slots=True)
class Format:
    """How a data set is read, and what its path refers to."""

    read: Callable[[Path], Iterator[Found]]
    said: str


FORMATS: Mapping[str, Format] = {
    "squad": Format(squad.read, "SQuAD 2.0: its JSON, or a folder of queries and ground truth"),
    "beir": Format(beir.read, "BEIR: a folder with corpus.jsonl, queries.jsonl and qrels/"),
    "trec": Format(trec.read, "TREC: a folder with one file of topics and one of qrels"),
    "multihop": Format(multihop.read, "MultiHop-RAG: its questions, corpus.json beside them"),
    "realtimeqa": Format(realtimeqa.read, "RealTimeQA and its like: JSONL with gold article ids"),
    "wice": Format(wice.read, "WiCE: JSONL of claims with their evidence"),
    "csv": Format(table.read, f"CSV, or JSONL of ragas or promptfoo, by {', '.join(COLUMNS)}"),
}
