"""Time checks of quotations, warm, and how they grow with the archive.

    python -m tests.benchmarks.check_latency [--checks N] [--archive DIR]

Two archives are made, of the first 500 and of all articles of RealTimeQA 2022. Their vectors are
drawn at random, since only the time of a search by vectors matters here; questions are embedded by
the real model. With --archive, an archive of all those articles that is there already is read in
place of the second one, with the vectors that it has. From articles that both hold, words in a row
are taken as they are, with a changed word, and joined from two articles; others stand in neither.
Prints how long a check takes in each archive, and by how much it grew.
"""

from __future__ import annotations

import argparse
import random
import re
import tempfile
import time
from collections.abc import Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.quotes.desk import QuoteDesk
from index.archive import Archive
from index.embedding.embedder import Embedder, default_embedder
from sources.article import Article
from tests.benchmarks import realtimeqa
from tests.benchmarks.latency import percentile

SMALL = 500
_FEWEST, _MOST = 8, 40
_SEED = 5
# Adding embeds more texts than this at once, looking for a paraphrase fewer.
_MOST_SENTENCES = 200
_INVENTED = (
    "The {} of {} will never again be seen dancing on the frozen roofs of the {} ministry",
    "I told the {} that {} had promised eleven thousand umbrellas to every {} in the valley",
)


@dataclass(frozen=True, slots=True)
class Drawn:
    """The default embedder, but for the vectors of passages, which are drawn at random."""

    real: Embedder

    @property
    def model_id(self) -> str:
        """The model's name."""
        return f"drawn-{self.real.model_id}"

    @property
    def dimensions(self) -> int:
        """How long a vector is."""
        return self.real.dimensions

    def embed_passages(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Draw a row of unit length for each passage; embed the few sentences of an answer."""
        if len(texts) < _MOST_SENTENCES:
            return self.real.embed_passages(texts)
        rows = np.random.default_rng(len(texts)).standard_normal((len(texts), self.dimensions))
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)

    def embed_question(self, text: str) -> NDArray[np.float32]:
        """Return the vector of a question."""
        return self.real.embed_question(text)


def filled(folder: Path, limit: int | None) -> Archive:
    """Return an archive of the first articles."""
    folder.mkdir()
    archive = Archive.create_or_open(folder / "archive", Drawn(default_embedder()))
    news = folder / "news.jsonl"
    news.write_text("".join(realtimeqa.lines(limit)), encoding="utf-8")
    archive.add([news])
    return archive


def cut(article: Article, chance: random.Random) -> list[str]:
    """Return some words in a row of an article."""
    words = article.text.split()
    length = chance.randint(_FEWEST, min(_MOST, len(words) - 1))
    start = chance.randint(0, len(words) - length - 1)
    return words[start : start + length]


def claims(articles: Sequence[Article], number: int) -> dict[str, list[str]]:
    """Return so many claims of each kind."""
    chance = random.Random(_SEED)  # noqa: S311 - nothing to do with secrets
    long = [article for article in articles if len(article.text.split()) > 2 * _MOST]
    words = re.findall(r"[a-z]{6,}", " ".join(article.text for article in long[:20]))
    made: dict[str, list[str]] = {"as it stands": [], "a word changed": [], "joined": []}
    made["nowhere"] = []
    for n in range(number):
        one, other = (cut(chance.choice(long), chance) for _ in range(2))
        made["as it stands"].append(" ".join(one))
        made["joined"].append(" ".join(one[: len(one) // 2 + 2] + other[len(other) // 2 - 2 :]))
        one[len(one) // 2] = "umbrellas"
        made["a word changed"].append(" ".join(one))
        made["nowhere"].append(_INVENTED[n % 2].format(*(chance.choice(words) for _ in range(3))))
    return made


def times(archive: Archive, made: Mapping[str, Sequence[str]]) -> dict[str, list[float]]:
    """Return how long the checks of each kind take, in seconds; no claim is asked twice."""
    desk = QuoteDesk(archive, default_embedder())
    for claim in (claim for kind in made.values() for claim in kind[:3]):
        desk.check(claim)
    return {kind: [seconds(desk, claim) for claim in asked[3:]] for kind, asked in made.items()}


def seconds(desk: QuoteDesk, claim: str) -> float:
    """Return how long one check takes."""
    start = time.perf_counter()
    desk.check(claim)
    return time.perf_counter() - start


def whole(scratch: Path, existing: Path | None) -> Archive:
    """Return an archive of all the articles: the one that is there, or a new one."""
    if existing is not None:
        return Archive.open(existing, default_embedder())
    return filled(scratch / "all", None)


def run(scratch: Path, number: int, existing: Path | None = None) -> None:
    """Print the times in both archives."""
    with (
        closing(filled(scratch / "few", SMALL)) as few,
        closing(whole(scratch, existing)) as all_of_them,
    ):
        entries = few.entries(limit=SMALL)
        made = claims([few.article(entry.article_id) for entry in entries], number)
        sizes = few.status().articles, all_of_them.status().articles
        measured = times(few, made), times(all_of_them, made)
    print(f"{'':16}" + "".join(f"{f'{size:,} articles':>24}" for size in sizes) + f"{'growth':>20}")
    print(f"{'':16}" + f"{'p50 ms':>12}{'p95 ms':>12}" * 2 + f"{'p50':>10}{'p95':>10}")
    rows = [*((kind, [m[kind] for m in measured]) for kind in made)]
    rows.append(("all", [[t for kind in m.values() for t in kind] for m in measured]))
    for kind, both in rows:
        parts = [[percentile(values, part) for part in (0.5, 0.95)] for values in both]
        cells = "".join(f"{1000 * value:12.1f}" for pair in parts for value in pair)
        growth = "".join(f"{parts[1][n] / parts[0][n]:9.1f}x" for n in range(2))
        print(f"{kind:16}{cells}{growth}")
    print(f"the articles grew {sizes[1] / sizes[0]:.1f}x; {number} checks of each kind, each once")


def main() -> None:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--checks", type=int, default=60, help="of each kind")
    parser.add_argument("--archive", type=Path, help="an archive of all the articles, to read")
    options = parser.parse_args()
    realtimeqa.require(parser)
    with tempfile.TemporaryDirectory() as scratch:
        run(Path(scratch), options.checks, options.archive)


if __name__ == "__main__":
    main()
