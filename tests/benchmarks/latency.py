"""Time searches and answers in an archive, warm, and the command line from a cold start.

    python -m tests.benchmarks.latency --archive DIR [--rounds N] [--starts N]

Asks the 99 questions of RealTimeQA 2022; the archive is used as it is. Ends with 1 where a search
on the command line takes two seconds or longer.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.chain import build_chain
from assistant.question import Question
from index.archive import Archive
from index.embedding.embedder import Embedder, default_embedder
from index.search import Search
from index.status import Status
from tests.benchmarks import realtimeqa
from tests.views import once

LONGEST_START = 2.0
_REPOSITORY = Path(__file__).resolve().parents[2]
_MEGABYTE = 2**20


@dataclass(frozen=True, slots=True)
class Remembered:
    """An embedder that has embedded its questions before."""

    embedder: Embedder
    vectors: dict[str, NDArray[np.float32]]

    @classmethod
    def of(cls, embedder: Embedder, questions: Sequence[str]) -> Remembered:
        """Embed the questions."""
        return cls(embedder, {text: embedder.embed_question(text) for text in questions})

    @property
    def model_id(self) -> str:
        """The model's name."""
        return self.embedder.model_id

    @property
    def dimensions(self) -> int:
        """How long a vector is."""
        return self.embedder.dimensions

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Return a row for each text."""
        return self.embedder.embed_passages(texts)

    def embed_question(self, text: str) -> NDArray[np.float32]:
        """Return the vector that was made before."""
        return self.vectors[text]


def percentile(values: Sequence[float], part: float) -> float:
    """Return the value that this part of all values do not exceed: one of the values themselves."""
    if not values:
        raise ValueError("there are no values")
    ordered = sorted(values)
    return ordered[max(0, -int(-part * len(ordered) // 1) - 1)]


def timed(act: Callable[[str], object], questions: Sequence[str], rounds: int) -> list[float]:
    """Act on every question in each round; return the seconds, after a first round for warmth."""
    seconds: list[float] = []
    for number in range(rounds + 1):
        for question in questions:
            start = time.perf_counter()
            act(question)
            if number:
                seconds.append(time.perf_counter() - start)
    return seconds


def starts(archive: Path, questions: Sequence[str], times: int) -> Iterator[float]:
    """Search on the command line, each time in a new process; yield the seconds of each."""
    for question in questions[:times]:
        command = [sys.executable, "-m", "ui", "--archive", str(archive), "search", question]
        start = time.perf_counter()
        done = subprocess.run(command, capture_output=True, text=True, cwd=_REPOSITORY)  # noqa: S603 - this interpreter, this program, no shell
        if done.returncode:
            sys.exit(f"{' '.join(command)}\nended with {done.returncode}: {done.stderr.strip()}")
        yield time.perf_counter() - start


def actions(archive: Archive) -> dict[str, Callable[[str], object]]:
    """Name what is timed."""
    embedder = default_embedder()
    remembered = Remembered.of(embedder, [question.text for question in realtimeqa.questions()])
    chain = build_chain(archive, embedder)
    return {
        "search, question embedded before": Search(archive, remembered).passages,
        "embedding the question": embedder.embed_question,
        "search with embedding": Search(archive, embedder).passages,
        "words alone, the best ten": lambda text: once(archive).matching(text, 10),
        "vectors alone, the best ten": lambda text: once(archive).nearest(
            remembered.embed_question(text), 10
        ),
        "answer by quotation": lambda text: chain.invoke(Question(text)),
    }


def described(status: Status) -> str:
    """Say how large the archive is and how it stands."""
    sizes = (status.catalogue_bytes, status.generations_bytes, status.words_bytes)
    catalogue, generations, words = (size / _MEGABYTE for size in sizes)
    return (
        f"{status.articles} articles, {status.passages} passages, {status.tail} of them behind "
        f"generation {status.generation}; catalogue {catalogue:.0f} MB, generations "
        f"{generations:.0f} MB, words {words:.0f} MB"
    )


def run(folder: Path, rounds: int, times: int) -> bool:
    """Print all times; say whether the command line is quick enough."""
    questions = [question.text for question in realtimeqa.questions()]
    with closing(Archive.open(folder, default_embedder())) as archive:
        sys.stdout.write(f"{described(archive.status())}\n\n")
        sys.stdout.write(f"{len(questions)} questions, {rounds} rounds, warm\n")
        sys.stdout.write(f"{'':34}{'p50 ms':>9}{'p95 ms':>9}{'most ms':>9}\n")
        for name, act in actions(archive).items():
            values = [1000 * seconds for seconds in timed(act, questions, rounds)]
            sys.stdout.write(
                f"{name:34}{percentile(values, 0.5):9.1f}{percentile(values, 0.95):9.1f}"
                f"{max(values):9.1f}\n"
            )
            sys.stdout.flush()
    seconds = list(starts(folder, questions, times))
    sys.stdout.write(
        f"\n`onrecord search` in a new process, {len(seconds)} times: "
        f"{', '.join(f'{value:.2f}' for value in seconds)} s, median "
        f"{statistics.median(seconds):.2f} s (wanted: under {LONGEST_START:.0f} s)\n"
    )
    return statistics.median(seconds) < LONGEST_START


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--archive", type=Path, required=True, help="an archive, best a large one")
    parser.add_argument("--rounds", type=int, default=3, help="times each question is asked (3)")
    parser.add_argument("--starts", type=int, default=5, help="cold starts (5)")
    arguments = parser.parse_args()
    realtimeqa.require(parser)
    return 0 if run(arguments.archive, arguments.rounds, arguments.starts) else 1


if __name__ == "__main__":
    sys.exit(main())
