"""Look up words that stand in a row in an article: are they found, how fast, how does it grow.

    python -m tests.benchmarks.phrases [--cuts N] [--articles N]

The articles of RealTimeQA 2022 are put into two archives, the first 500 and all of them; the
embedder is a fake, as no vector is asked for. From random articles 8 to 40 words in a row are cut
at random characters, across paragraphs and headings too, and set otherwise: other spaces, case,
quotation marks and dashes. The article must be among the first ten that `Archive.sharing` leads to.
A cut whose very words stand in more than ten articles is passed over. Ends with 1 where an article
is not found, or where the time of a look-up grows faster than the archive.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from index.archive import Archive
from index.catalogue.database import Catalogue
from index.intake.event import Draft
from index.passage_cutting import passages
from index.status import Status
from index.writing import writing
from sources.article import Article, Metadata, Page
from sources.cleaning.cleaner import clean
from sources.errors import NothingLeft
from sources.language.terms import terms
from sources.reading import SourceFile, discover, read
from tests.benchmarks import realtimeqa
from tests.benchmarks.latency import percentile, timed
from tests.index.fakes import FakeEmbedder
from tests.views import once

SMALL = 500
FEWEST, MOST = 8, 40
FIRST = 10
_CANDIDATES = 50
_TIMED = 60
_ROUNDS = 5
_BATCH = 100
_MEGABYTE = 2**20
_SEED = 11
_MARKS = {"“": '"', "”": '"', "’": "'", "‘": "'", '"': "«", "'": "’", "-": "—", "—": "-", "–": "--"}
_SPACES = (" ", " ", "  ", "\n", "\u00a0", "\t")


@dataclass(frozen=True, slots=True)
class Cut:
    """Words in a row from an article, as they stand there and as they are looked up."""

    article: Article
    words: str
    asked: str


@dataclass(frozen=True, slots=True)
class Trial:
    """What came of the cuts from one archive."""

    status: Status
    found: int
    common: int
    lost: tuple[Cut, ...]
    milliseconds: tuple[float, ...]


def stored(limit: int | None) -> Iterator[Article]:
    """Yield the articles as they would be stored."""
    taken = 0
    for file in discover([realtimeqa.ARTICLES]):
        for page in read(file, Metadata()) if isinstance(file, SourceFile) else ():
            if taken == limit:
                return
            if isinstance(page, Page):
                try:
                    yield clean(page)
                except NothingLeft:
                    continue
                taken += 1


def fill(folder: Path, articles: Sequence[Article]) -> float:
    """Put articles into an archive; return the seconds that it took."""
    begun = time.perf_counter()
    embedder = FakeEmbedder()
    Archive.create_or_open(folder, embedder).create()
    catalogue = Catalogue(folder)
    with closing(catalogue), writing(folder, catalogue, embedder) as session:
        for start in range(0, len(articles), _BATCH):
            drafts = [
                Draft(a, passages(a), {}, "articles", str(start), known=False)
                for a in articles[start : start + _BATCH]
            ]
            session.store(drafts, session.embed(drafts))
    return time.perf_counter() - begun


def otherwise(text: str, rng: random.Random) -> str:
    """Set a text with other spaces, case, quotation marks and dashes."""
    text = "".join(_MARKS.get(sign, sign) if rng.random() < 0.7 else sign for sign in text)
    text = re.sub(r"\s+", lambda _: rng.choice(_SPACES), text)
    return rng.choice((str.upper, str.lower, str.title, str))(text)


def cuts(articles: Sequence[Article], number: int) -> Iterator[Cut]:
    """Cut words in a row from random articles, at random characters."""
    rng = random.Random(_SEED)  # noqa: S311 - nothing to do with secrets
    while number:
        article = rng.choice(articles)
        start = rng.randrange(len(article.text))
        spaces = [found.start() for found in re.finditer(r"\s+|$", article.text[start:])]
        length = rng.randint(FEWEST, MOST)
        # The words at both ends may be halves: they do not count.
        if len(spaces) <= length + 1:
            continue
        text = article.text[start : start + rng.randint(spaces[length] + 1, spaces[length + 1])]
        whole = article.text[start + spaces[0] : start + spaces[length]]
        if len(terms(whole)) < FEWEST:
            continue
        number -= 1
        yield Cut(article, whole, otherwise(text, rng))


def leads(archive: Archive, text: str) -> list[str]:
    """Return the ids of the first articles that a text leads to."""
    matches = once(archive).sharing(text, _CANDIDATES)
    return list(dict.fromkeys(match.passage.span.article_id for match in matches))[:FIRST]


def is_common(cut: Cut, folded: Sequence[str]) -> bool:
    """Return True if the very words of a cut stand in more articles than are looked at."""
    words = f" {' '.join(terms(cut.words))} "
    return sum(words in text for text in folded) > FIRST


def trial(folder: Path, articles: Sequence[Article], number: int) -> Trial:
    """Look up cuts from an archive and time some of them."""
    tried = list(cuts(articles, number))
    with closing(Archive.open(folder, FakeEmbedder())) as archive:
        missed = [cut for cut in tried if cut.article.id not in leads(archive, cut.asked)]
        folded = [f" {' '.join(terms(article.text))} " for article in articles]
        lost = tuple(cut for cut in missed if not is_common(cut, folded))
        seconds = timed(
            lambda text: once(archive).sharing(text, _CANDIDATES),
            [cut.asked for cut in tried[:_TIMED]],
            _ROUNDS,
        )
        return Trial(
            archive.status(),
            len(tried) - len(missed),
            len(missed) - len(lost),
            lost,
            tuple(1000 * each for each in seconds),
        )


def described(result: Trial) -> str:
    """Return a line about an archive and what was found in it."""
    times = [percentile(result.milliseconds, part) for part in (0.5, 0.95)]
    asked = result.found + len(result.lost)
    return (
        f"{result.status.articles:8,}{result.status.passages:10,}"
        f"{result.status.words_bytes / _MEGABYTE:10.1f}{result.found / max(asked, 1):9.4f}"
        f"{len(result.lost):6}{result.common:8}{times[0]:9.2f}{times[1]:9.2f}\n"
    )


def run(number: int, limit: int | None) -> bool:
    """Try both archives; say whether all is found and grows slowly enough."""
    articles = list(stored(limit))
    results: list[Trial] = []
    sys.stdout.write(
        f"{'articles':>8}{'passages':>10}{'words MB':>10}{'recall':>9}{'lost':>6}{'common':>8}"
        f"{'p50 ms':>9}{'p95 ms':>9}\n"
    )
    for part in (articles[:SMALL], articles):
        with tempfile.TemporaryDirectory() as folder:
            fill(Path(folder) / "archive", part)
            results.append(trial(Path(folder) / "archive", part, number))
        sys.stdout.write(described(results[-1]))
        sys.stdout.flush()
    small, large = results
    grown = large.status.articles / small.status.articles
    growth = [
        percentile(large.milliseconds, part) / percentile(small.milliseconds, part)
        for part in (0.5, 0.95)
    ]
    sys.stdout.write(
        f"articles grew {grown:.1f} times, the median look-up {growth[0]:.1f} times, the 95th "
        f"percentile {growth[1]:.1f} times\n"
    )
    for cut in (*small.lost, *large.lost):
        sys.stdout.write(f"lost: {cut.article.name}: {cut.asked!r}\n")
    return not small.lost and not large.lost and max(growth) <= max(grown, 1.5)


def main() -> int:
    """Run the benchmark."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--cuts", type=int, default=1_000, help="looked up in each archive (1000)")
    parser.add_argument("--articles", type=int, help="the larger archive; all where not given")
    arguments = parser.parse_args()
    realtimeqa.require(parser)
    return 0 if run(arguments.cuts, arguments.articles) else 1


if __name__ == "__main__":
    sys.exit(main())
