"""Kill `follow` again and again while it reads a feed, and look what is in the archive.

    python -m tests.benchmarks.following --kills 100 --items 10000     about half an hour

The site is on loopback. Some of its pages change, vanish, come slowly, never end, are no HTML,
or redirect into private networks and to a second server that nobody allowed. At the end every
item of the feed must be one article with its latest words, no request may have reached the second
server, and no two requests may be closer than the delay. The embedder is a fake.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from http.server import BaseHTTPRequestHandler
from itertools import pairwise
from pathlib import Path

from index.archive import Archive
from index.following import Follower
from index.following_lock import following_lock
from sources.article import Article
from sources.following.fetching import Fetcher
from sources.following.manners import Budget, Manners
from sources.following.queue import Queue
from sources.following.source import Kind, Source, State, Terms
from sources.following.spool import OF_FEED, Spool
from sources.following.visitor import Visitor
from tests.index.fakes import FakeEmbedder
from tests.websites import Website, article_page, website

ROOT = Path(__file__).parents[2]
DELAY = 0.01
MANNERS = Manners(delay=DELAY, seconds=1.0, page_bytes=8_000_000, tries=2, again=0.05)
_WAIT = 60.0
_AT_ONCE = 20
_LONGEST_KILL = 4.0


class Fate(StrEnum):
    """What becomes of the page of an item."""

    PLAIN = "plain"
    CHANGED = "changed"
    VANISHED = "vanished"
    SLOW = "slow"
    ENDLESS = "endless"
    REDIRECTED = "redirected"
    MALFORMED = "malformed"

    @classmethod
    def of(cls, number: int) -> Fate:
        """Return the fate of an item: one of a hundred pages is slow, and one is endless."""
        rare = {7: cls.SLOW, 17: cls.ENDLESS, 27: cls.REDIRECTED, 37: cls.MALFORMED}
        if number % 50 in rare:
            return rare[number % 50]
        return {3: cls.CHANGED, 4: cls.VANISHED}.get(number % 10, cls.PLAIN)


@dataclass(frozen=True)
class Trial:
    """A site with a feed of items, and the archive that follows it."""

    site: Website
    outside: Website
    folder: Path
    items: int

    def publish(self, edition: int) -> None:
        """Serve the feed and the pages of the first or second edition."""
        self.site.feed((_path(n), _title(n), self._summary(n, edition)) for n in range(self.items))
        for number in range(self.items):
            self._serve(number, Fate.of(number), edition)

    def _summary(self, number: int, edition: int) -> str:
        moved = Fate.of(number) in (Fate.CHANGED, Fate.VANISHED)
        return f"{_words(number, edition if moved else 1)} This is what the feed says of it."

    def _serve(self, number: int, fate: Fate, edition: int) -> None:
        path = _path(number)
        match fate:
            case Fate.SLOW:
                self.site.pages[path] = _drip
            case Fate.ENDLESS:
                self.site.pages[path] = _pour
            case Fate.REDIRECTED:
                targets = (self.outside.url("/"), "http://169.254.169.254/", "http://[::1]/")
                self.site.fail(path, 302, Location=targets[number // 50 % 3])
            case Fate.MALFORMED:
                self.site.put(path, b"\x00\xff\x00" * 50)
            case Fate.VANISHED if edition > 1:
                self.site.fail(path, 410)
            case _:
                said = _words(number, edition if fate is Fate.CHANGED else 1)
                self.site.put(path, article_page(_title(number), said, _more(number)))

    def check(self) -> None:
        """Raise AssertionError unless each item is one article, with its latest words."""
        with closing(Archive.open(self.folder, FakeEmbedder())) as archive:
            problems = [each for each in archive.verify() if not each.harmless]
            entries = archive.entries(limit=2 * self.items)
            articles = [archive.article(entry.article_id) for entry in entries]
        if problems:
            raise AssertionError(f"the archive has problems: {problems}")
        found = {article.metadata.url: article for article in articles}
        if len(articles) != self.items or len(found) != self.items:
            raise AssertionError(
                f"{len(articles)} articles, {len(found)} addresses, not {self.items}"
            )
        for number in range(self.items):
            _check_article(number, found[self.site.url(_path(number))])
        if self.outside.asked:
            raise AssertionError(f"fetched from outside: {self.outside.asked}")
        self._check_delay()

    def _check_delay(self) -> None:
        times = [moment for moment, _, _ in self.site.asked]
        closest = min(after - before for before, after in pairwise(times))
        if closest < DELAY:
            raise AssertionError(f"two requests were {closest:.4f} s apart, less than {DELAY} s")


def _check_article(number: int, article: Article) -> None:
    fate = Fate.of(number)
    wanted = _words(number, 2 if fate is Fate.CHANGED else 1)
    whole = fate in (Fate.PLAIN, Fate.CHANGED, Fate.VANISHED)
    said = f"item {number}, {fate}: {article.metadata}, {article.text[:300]!r}"
    if wanted not in article.text or (_more(number) in article.text) is not whole:
        raise AssertionError(f"other words than the page: {said}")
    if (article.metadata.part == OF_FEED) is whole:
        raise AssertionError(f"wrongly marked as whole or part: {said}")
    if bool(article.metadata.gone) is not (fate is Fate.VANISHED):
        raise AssertionError(f"wrongly marked as there or gone: {said}")


def run(folder: Path, kills: int, items: int) -> str:
    """Follow two editions of a feed under so many kills; return what was seen."""
    chance = random.Random(items)  # noqa: S311 - a trial, not a secret
    with website() as site, website() as outside:
        trial = Trial(site, outside, folder / "archive", items)
        with closing(Archive.create_or_open(trial.folder, FakeEmbedder())) as archive:
            archive.create()
        with closing(Queue(trial.folder)) as queue:
            terms = Terms(allowed=(site.host,))
            queue.follow(Source(site.url("/feed.xml"), Kind.UNKNOWN, terms))
        killed = 0
        for edition in (1, 2):
            trial.publish(edition)
            with closing(Queue(trial.folder)) as queue:
                queue.all_due()
            for _ in range(kills // 2):
                killed += _killed(trial.folder, chance.uniform(0.3, _LONGEST_KILL))
            _finished(trial.folder)
        trial.check()
        asked = len(site.asked)
    return (
        f"{items:,} items, {killed} kills, {asked:,} requests: none missed, none doubled, nothing "
        f"outside fetched, all requests at least {DELAY} s apart"
    )


def _worker(folder: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.benchmarks.following", "--work", str(folder)]
    return subprocess.Popen(command, cwd=ROOT)  # noqa: S603 - this interpreter, our own program


def _killed(folder: Path, seconds: float) -> bool:
    """Kill a worker after some seconds of work; return False if it had finished before."""
    worker = _worker(folder)
    try:
        worker.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        worker.kill()
        worker.wait()
        return True
    return False


def _finished(folder: Path) -> None:
    worker = _worker(folder)
    if worker.wait():
        raise AssertionError(f"the worker ended with {worker.returncode}")


def work(folder: Path) -> None:
    """Follow until nothing is waiting, as the command does."""
    with (
        following_lock(folder),
        closing(Archive.open(folder, FakeEmbedder())) as archive,
        closing(Queue(folder)) as queue,
    ):
        fetcher = Fetcher(MANNERS, queue, Budget(10**12))
        visitor = Visitor(queue, Spool(folder), fetcher, lambda _: "")
        follower = Follower(archive, queue, visitor, _WAIT, _AT_ONCE)
        follower.once()
        while queue.items(queue.sources()[0].address, State.WAITING):
            time.sleep(MANNERS.again)
            follower.once()


def _path(number: int) -> str:
    return f"/{number // 100}/article-{number}"


def _title(number: int) -> str:
    return f"Council of Townville{number} decides about bridge number {number}"


def _words(number: int, edition: int) -> str:
    return (
        f"The council of Townville{number} decided on Monday in vote {edition} that the old bridge "
        f"number {number} over the river will be built again, said Mayor Dana Orlova of the town."
    )


def _more(number: int) -> str:
    return (
        f"Work on it begins in spring and costs {number + 100} million tenge, according to the "
        "budget of the town that was published on Friday afternoon by its council."
    )


def _drip(handler: BaseHTTPRequestHandler) -> None:
    """Answer a byte at a time, for longer than anybody waits."""
    _answer(handler, [b"<"] * 200, 0.02)


def _pour(handler: BaseHTTPRequestHandler) -> None:
    """Answer without an end."""
    _answer(handler, [b"<p>More and more words.</p>" * 2_000] * 1_000, 0.0)


def _answer(handler: BaseHTTPRequestHandler, chunks: list[bytes], pause: float) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.send_header("Connection", "close")
    handler.end_headers()
    handler.close_connection = True
    for chunk in chunks:
        try:
            handler.wfile.write(chunk)
        except OSError:
            return  # whoever asked has gone
        time.sleep(pause)


def _folders(given: str) -> Iterator[Path]:
    if given:
        yield Path(given)
        return
    with tempfile.TemporaryDirectory() as made:
        yield Path(made)


def main() -> None:
    """Run the trial, or be its worker."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--items", type=int, default=10_000)
    parser.add_argument("--folder", default="")
    parser.add_argument("--work", default="")
    given = parser.parse_args()
    if given.work:
        work(Path(given.work))
        return
    for folder in _folders(given.folder):
        print(run(folder, given.kills, given.items))


if __name__ == "__main__":
    main()
