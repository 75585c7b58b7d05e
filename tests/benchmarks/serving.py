"""Memory, latency and processor time of the served page, asked over plain HTTP as programs ask it.

    python -m tests.benchmarks.serving [--archive DIR] [--requests N] [--clients 1,10] [--calls N]

A server process of its own answers from the archive, or from the sample articles. First memory:
`/ask` and `/check` in turn, from eight clients; ends with 1 where the resident memory at the end is
more than 5 % above that after the first 1,000 requests. Then latency: each number of clients asks
all it has to ask without a pause. Then where the processor time of one question goes. Figures mean
something on a machine that does nothing else.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import cycle, islice
from pathlib import Path
from tempfile import TemporaryDirectory

import psutil

from assistant.chain import build_chain
from assistant.question import Question
from index.archive import Archive
from index.embedding.embedder import default_embedder
from index.search import Search
from tests.benchmarks.latency import percentile
from tests.serving import serving
from tests.testsets.question import SAMPLES
from ui.conversations.example_questions import OF_THE_SAMPLES
from ui.render.json_records import answer_record

FIRST = 1_000
MOST_GROWTH = 1.05
WORKERS = 8
_MEGABYTE = 2**20
_JSON = {"Content-Type": "application/json"}
QUESTIONS = (*OF_THE_SAMPLES, "Who signed the agreement?", "What does the mayor say of the bridge?")
Bodies = Sequence[tuple[str, dict[str, str]]]
BODIES: Bodies = (
    *(("ask", {"question": question}) for question in QUESTIONS),
    ("check", {"words": "Half of our trains are older than the people who drive them"}),
)


@dataclass(frozen=True, slots=True)
class Sample:
    """The resident memory of the server after a number of requests."""

    requests: int
    megabytes: float


@dataclass(frozen=True, slots=True)
class Load:
    """How questions were answered that several clients asked at once."""

    clients: int
    seconds: tuple[float, ...]
    wall: float

    def line(self) -> str:
        """Return a row of the table."""
        p50, p95 = (1000 * percentile(self.seconds, part) for part in (0.5, 0.95))
        return f"{self.clients:8}{p50:9.0f}{p95:9.0f}{len(self.seconds) / self.wall:14.1f}"


class Client:
    """A program that keeps its connection to the server."""

    def __init__(self, port: int) -> None:
        self._connection = HTTPConnection("127.0.0.1", port, timeout=300)

    def call(self, name: str, body: dict[str, str]) -> float:
        """Call an endpoint and wait for its answer; return the seconds that took."""
        start = time.perf_counter()
        path = f"/gradio_api/call/v2/{name}"
        event = json.loads(self._sent("POST", path, json.dumps(body)))["event_id"]
        events = self._sent("GET", f"{path}/{event}")
        if b"event: complete" not in events:
            raise RuntimeError(f"{name} {body} was answered with {events[:300]!r}")
        return time.perf_counter() - start

    def _sent(self, method: str, path: str, body: str = "") -> bytes:
        self._connection.request(method, path, body or None, _JSON)
        with self._connection.getresponse() as response:
            content = response.read()
        if response.status != 200:
            raise RuntimeError(f"{method} {path} was answered with {response.status}: {content!r}")
        return content

    def close(self) -> None:
        """Close the connection."""
        self._connection.close()


def asked(port: int, clients: int, calls: int) -> Load:
    """Have each of some clients ask questions one after the other."""

    def one(number: int) -> list[float]:
        bodies = cycle(BODIES[:-1])
        with closing(Client(port)) as client:
            return [client.call(*body) for body in islice(bodies, number, number + calls)]

    start = time.perf_counter()
    with ThreadPoolExecutor(clients) as pool:
        seconds = [each for part in pool.map(one, range(clients)) for each in part]
    return Load(clients, tuple(seconds), time.perf_counter() - start)


def memory(
    server: psutil.Process, port: int, requests: int, step: int, bodies: Bodies = BODIES
) -> Iterator[Sample]:
    """Send requests from some clients; yield the memory after each step."""
    waiting = cycle(bodies)

    def send(share: Bodies) -> None:
        with closing(Client(port)) as client:  # the server closes a connection that waits
            for body in share:
                client.call(*body)

    with ThreadPoolExecutor(WORKERS) as pool:
        for reached in range(step, requests + 1, step):
            shares = [[*islice(waiting, step // WORKERS)] for _ in range(WORKERS)]
            list(pool.map(send, shares))
            yield Sample(reached, server.memory_info().rss / _MEGABYTE)


def growth(samples: Sequence[Sample]) -> float:
    """Return the last sample's memory as a multiple of the one after the first 1,000 requests."""
    first = next((each for each in samples if each.requests >= FIRST), samples[0])
    return samples[-1].megabytes / first.megabytes


def processor_seconds(act: Callable[[str], object], rounds: int = 20) -> float:
    """Return the processor time of all threads for one question, after a first round."""
    for question in QUESTIONS:
        act(question)
    start = time.process_time()
    for _ in range(rounds):
        for question in QUESTIONS:
            act(question)
    return (time.process_time() - start) / (rounds * len(QUESTIONS))


def stages(folder: Path, whole: float) -> dict[str, float]:
    """Split the processor time of a question; what no stage accounts for is the server's own."""
    embedder = default_embedder()
    with closing(Archive.open(folder, embedder)) as archive:
        search, chain = Search(archive, embedder), build_chain(archive, embedder)
        answers = {text: chain.invoke(Question(text)) for text in QUESTIONS}
        embedding = processor_seconds(embedder.embed_question)
        searching = processor_seconds(search.passages)
        answering = processor_seconds(lambda text: chain.invoke(Question(text)))
        rendering = processor_seconds(lambda text: json.dumps(answer_record(answers[text])))
    return {
        "requests, queue and delivery": whole - answering - rendering,
        "embed the question": embedding,
        "search": searching - embedding,
        "read and choose sentences": answering - searching,
        "render": rendering,
    }


def run(archive: Path, log: Path, requests: int, clients: Sequence[int], calls: int) -> bool:
    """Print everything; return False if the memory grew too much."""
    with serving(archive, log) as served:
        server, port = psutil.Process(served.process), served.port
        print(f"{'requests':>10}{'resident MB':>14}")
        samples = []
        for sample in memory(server, port, requests, min(FIRST, requests)):
            samples.append(sample)
            print(f"{sample.requests:10,}{sample.megabytes:14.0f}", flush=True)
        grown = growth(samples)
        print(f"at the end {grown:.3f} of that after the first {FIRST:,}\n")
        print(f"{'clients':>8}{'p50 ms':>9}{'p95 ms':>9}{'questions/s':>14}")
        for number in clients:
            print(asked(port, number, calls).line(), flush=True)
        before = sum(server.cpu_times()[:2])
        asked(port, 1, calls)
        whole = (sum(server.cpu_times()[:2]) - before) / calls
    print(f"\nprocessor time of one question: {1000 * whole:.1f} ms")
    for name, seconds in stages(archive, whole).items():
        print(f"  {name:32}{1000 * seconds:8.1f} ms")
    return grown <= MOST_GROWTH


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--archive", type=Path, help="an archive (default: the sample articles)")
    parser.add_argument("--requests", type=int, default=20_000, help="for the memory (20,000)")
    parser.add_argument("--clients", default="1,10,25,50", help="how many at once (1,10,25,50)")
    parser.add_argument("--calls", type=int, default=40, help="questions of each client (40)")
    chosen = parser.parse_args()
    clients = [int(number) for number in chosen.clients.split(",")]
    with TemporaryDirectory(prefix="onrecord-serving-") as folder:
        archive = chosen.archive or Path(folder) / "archive"
        if chosen.archive is None:
            with closing(Archive.create_or_open(archive, default_embedder())) as samples:
                samples.add([SAMPLES])
        log = Path(folder) / "server.log"
        return 0 if run(archive, log, chosen.requests, clients, chosen.calls) else 1


if __name__ == "__main__":
    sys.exit(main())
