"""A tiny reader with random heads, and tiny files of training data."""

from __future__ import annotations

import json
import lzma
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np

from assistant.reading.piece_rows import Cutter
from assistant.reading.reader_weights import (
    OUTPUTS,
    Temperatures,
    Weights,
    packed_weights,
    parsed_weights,
)
from assistant.reading.training.recipe import RECIPE
from index.embedding.shipped import DIMENSIONS, shipped_tokenizer, shipped_weights

CUTTER = Cutter(shipped_tokenizer())


def content() -> bytes:
    """Return a file of weights: the shipped encoder's first layer, and random heads."""
    random = np.random.default_rng(3)
    tensors = {
        f"bert.{name}": tensor
        for name, tensor in shipped_weights().items()
        if name.startswith(("embeddings.LayerNorm", "embeddings.p", "embeddings.t"))
        or ".layer.0." in name
    }
    del tensors["bert.embeddings.position_ids"]
    types = tensors["bert.embeddings.token_type_embeddings.weight"]
    tensors["bert.embeddings.token_type_embeddings.weight"] = types + np.array([[0], [0.05]])
    shapes = {"span": (2, DIMENSIONS)}
    for head, outputs in OUTPUTS.items():
        shapes |= {f"{head}.0": (DIMENSIONS, 2 * DIMENSIONS), f"{head}.2": (outputs, DIMENSIONS)}
    for name, shape in shapes.items():
        tensors[f"{name}.weight"] = random.normal(0, 0.1, shape).astype(np.float32)
        tensors[f"{name}.bias"] = random.normal(0, 0.1, shape[0]).astype(np.float32)
    return packed_weights(tensors, Temperatures(answers=2.0), {})


def weights() -> Weights:
    """Return the weights of that file."""
    return parsed_weights(content(), Path("tiny.safetensors"))


def write_data(folder: Path) -> None:
    """Write a few lines of every file of the recipe."""
    folder.mkdir()
    for file in {each.file for each in RECIPE}:
        kind = file.split("_")[0]
        with lzma.open(folder / f"{file}.jsonl.xz", "wt", encoding="utf-8") as lines:
            for number in range(8):
                for split in ("train", "dev"):
                    for record in _RECORDS[kind](number):
                        record |= {"split": split}
                        record.setdefault("doc", f"d{number}")
                        lines.write(json.dumps(record))
                        lines.write("\n")


def _paragraphs(number: int) -> Iterator[dict[str, Any]]:
    yield {
        "title": f"Bridge {number}",
        "context": f"The bridge of Talgar opened in May {2000 + number}. It cost {number} million. "
        f"Mayor Ana Ruiz said that {number + 30} cars cross it each hour. Trams came later.",
        "questions": [
            {"question": "When did the bridge open?", "answers": [f"May {2000 + number}"]},
            {"question": "Who is the mayor of Talgar?", "answers": ["Ana Ruiz"]},
        ],
        "impossible": ["who closed the bridge in talgar?"],
    }


def _questions(number: int) -> Iterator[dict[str, Any]]:
    for source in ("wikinews", "wikipedia"):
        yield {
            "question": "What fell?",
            "title": "",
            "doc": f"{source}:{number}",
            "candidates": [
                [f"Rain fell {number} times.", "", "The river rose.", 1],
                ["The river rose.", f"Rain fell {number} times.", "Nobody was hurt.", 0],
            ],
        }


def _claims(number: int) -> Iterator[dict[str, Any]]:
    for label in ("supported", "unsupported", "contradicted"):
        yield {"claim": f"It cost {number}.", "evidence": "It cost 4 million.", "label": label}


def _yesno(number: int) -> Iterator[dict[str, Any]]:
    yield {
        "question": f"did {number} trams come",
        "title": "Trams",
        "passage": "Trams came later.",
        "answer": "yes" if number % 2 else "no",
    }


def _rewrites(number: int) -> Iterator[dict[str, Any]]:
    yield {
        "topic": "Talgar",
        "section": "Bridges",
        "history": ["Who opened the bridge?", f"Ana Ruiz opened bridge {number}."],
        "question": "When did she open it?",
        "rewrite": "When did Ana Ruiz open the bridge?",
    }


_RECORDS = {
    "paragraphs": _paragraphs,
    "questions": _questions,
    "claims": _claims,
    "yesno": _yesno,
    "rewrites": _rewrites,
}
