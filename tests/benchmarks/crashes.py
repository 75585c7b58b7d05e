"""Kill the process that writes an archive, again and again, and look whether anything is lost.

    python -m tests.benchmarks.crashes --kills 100      kills at random moments, about 5 minutes
    python -m tests.benchmarks.crashes --aimed          kills and full disks at chosen system calls

A worker adds, changes, removes and purges articles and publishes, beside the adding and by itself;
it notes in a journal what it begins and what is acknowledged. It, or the process that builds a
generation for it, is killed with SIGKILL.
After each kill the archive is verified, compared with the journal, and work goes on. A reader runs
all along and fails on any error, on any article that is not exactly as it was added, on any
removed one and on any acknowledged one that it does not find. 3,000 passages follow at the end.
The embedder is a fake: what is tried here is the archive.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from index import adding
from index.archive import Archive
from index.errors import (
    ArchiveDamaged,
    ArchiveError,
    ArchiveFull,
    ArticlePurged,
    GenerationUnusable,
)
from index.passage import Match
from index.passage_cutting import passages
from index.vectors import generation
from sources.article import Article, Page
from sources.cleaning.cleaner import clean
from tests.index.fakes import FakeEmbedder
from tests.index.newsroom import page
from tests.patience import PATIENCE
from tests.views import once

ROOT = Path(__file__).parents[2]
FAULTS = {
    "signal=SIGKILL": ("write", "pwrite64", "fsync", "fdatasync", "rename", "unlink", "ftruncate"),
    "error=ENOSPC": ("write", "pwrite64", "fsync", "fdatasync", "rename", "ftruncate"),
}
OWN_FILES_FULL = 3
State = dict[str, int]


def text_of(name: str, version: int) -> str:
    """Return the page of a version of an article: the same whenever it is asked for."""
    return page(f"Town{name}ville", f"matter{name}x{version}", paragraphs=1 + (version + 1) % 4)


class OwnFilesFullError(Exception):
    """The fault hit a file of the trial, not of the archive."""


@contextmanager
def _own_files() -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise OwnFilesFullError from error


@dataclass
class Journal:
    """What was begun and what was acknowledged, in a file that several processes share."""

    path: Path

    def write(self, kind: str, changes: dict[str, int | None]) -> None:
        """Append a line, which survives the death of this process."""
        with _own_files(), self.path.open("a", encoding="utf-8") as file:
            file.write(json.dumps([kind, changes]) + "\n")

    def read(self) -> tuple[dict[str, int | None], dict[str, int | None]]:
        """Return what is acknowledged of each article and what is begun and still open."""
        acknowledged: dict[str, int | None] = {}
        begun: dict[str, int | None] = {}
        for kind, changes in self._lines():
            if kind == "end":
                acknowledged.update(changes)
                begun = {}
            else:
                begun = changes
        return acknowledged, begun

    def purged(self) -> set[str]:
        """Return the articles of which nothing may be left unless they are visible."""
        purged: set[str] = set()
        begun: set[str] = set()
        for kind, changes in self._lines():
            if kind == "end":
                purged |= begun & {name for name, version in changes.items() if version is None}
                begun = set()
            elif kind == "purge":
                begun = set(changes)
        return purged | begun

    def _lines(self) -> list[tuple[str, dict[str, int | None]]]:
        return [json.loads(line) for line in self.path.read_text(encoding="utf-8").splitlines()]


@dataclass
class Newsroom:
    """The folders of one trial."""

    folder: Path
    journal: Journal = field(init=False)

    def __post_init__(self) -> None:
        self.journal = Journal(self.folder / "journal")
        self.journal.path.touch()
        self.pages.mkdir(exist_ok=True)

    @property
    def pages(self) -> Path:
        """The folder of the articles' files."""
        return self.folder / "pages"

    def file(self, name: str) -> Path:
        """Return the file of an article."""
        return self.pages / f"{name}.txt"

    def save(self, name: str, version: int) -> None:
        """Write the file of a version of an article."""
        with _own_files():
            self.file(name).write_text(text_of(name, version), encoding="utf-8")

    def cleaned(self, name: str, version: int) -> Article:
        """Return a version of an article as it must be in the archive."""
        return clean(Page(str(self.file(name).resolve()), text_of(name, version)))

    def open(self) -> Archive:
        """Open the archive."""
        return Archive.create_or_open(self.folder / "archive", FakeEmbedder())

    def visible(self, archive: Archive) -> State:
        """Return name and version of every visible article; fail on one that is not whole."""
        return {
            Path(entry.origin).stem: self.version(archive, entry.article_id, entry.passages)
            for entry in archive.entries(limit=1_000_000)
        }

    def version(self, archive: Archive, article_id: str, count: int | None = None) -> int:
        """Return which version of an article is visible; fail when it is not exactly one."""
        article = archive.article(article_id)
        name = Path(article.origin).stem
        found = re.search(rf"matter{name}x(\d+)", article.text)
        version = int(found[1]) if found else -1
        expected = self.cleaned(name, version)
        if article.text != expected.text:
            raise AssertionError(f"{name} is not as it was added")
        if count is not None and count != len(passages(expected)):
            raise AssertionError(f"{name} has {count} of {len(passages(expected))} passages")
        return version


class Worker:
    """Add, change, remove and publish at random, for ever."""

    def __init__(self, room: Newsroom, seed: int) -> None:
        self.room = room
        self.random = random.Random(seed)  # noqa: S311 - a trial, not a secret
        self.archive = room.open()
        self.state = {k: v for k, v in room.journal.read()[0].items() if v is not None}
        self.serial = int(time.time() * 1000)

    def work(self, steps: int) -> None:
        """Take this many steps."""
        for _ in range(steps):
            choices: list[Callable[[], None]] = [self.add, self.add, self.change, self.remove]
            self.random.choice([*choices, self.sync, self.publish, self.purge])()

    def add(self) -> None:
        """Add some new articles."""
        self.serial += 10
        names = [f"n{self.serial + i}" for i in range(self.random.randint(1, 8))]
        self._save(dict.fromkeys(names, 0))

    def change(self) -> None:
        """Change some articles."""
        names = self._some(4)
        self._save({name: (self.state[name] + 1) for name in names})

    def remove(self) -> None:
        """Remove some articles by their ids."""
        names = self._some(3)
        ids = self._ids(names)
        self._do(dict.fromkeys(names), lambda: self.archive.remove(ids))

    def purge(self) -> None:
        """Remove some articles for good."""
        names = self._some(2)
        ids = self._ids(names)
        self._do(dict.fromkeys(names), lambda: self._purge(ids), "purge")

    def _purge(self, ids: Sequence[str]) -> None:
        try:
            self.archive.purge(ids)
        except ArchiveDamaged as error:
            # The process that reads all files was killed alone: the next writer starts another.
            sys.stderr.write(f"{error}\n")
            self.archive.create()

    def sync(self) -> None:
        """Delete some files and mirror the folder."""
        names = self._some(3)
        pages = [self.room.pages]
        self._do(dict.fromkeys(names), lambda: self.archive.add(pages, sync=True, emptying=True))

    def publish(self) -> None:
        """Build a generation."""
        try:
            self.archive.publish()
        except GenerationUnusable as error:
            # The builder alone was killed: what is published stays, and work goes on.
            sys.stderr.write(f"{error}\n")

    def _ids(self, names: Sequence[str]) -> list[str]:
        entries = self.archive.entries(limit=1_000_000)
        return [entry.article_id for entry in entries if Path(entry.origin).stem in names]

    def _some(self, most: int) -> list[str]:
        names = sorted(self.state)
        return self.random.sample(names, min(len(names), self.random.randint(1, most)))

    def _save(self, changes: State) -> None:
        files = [self.room.file(name) for name in changes]
        self._do(dict(changes), lambda: self.archive.add(files))

    def _do(
        self, changes: dict[str, int | None], act: Callable[[], object], kind: str = "begin"
    ) -> None:
        self.room.journal.write(kind, changes)
        for name, version in changes.items():
            if version is None:
                self.room.file(name).unlink(missing_ok=True)
            else:
                self.room.save(name, version)
        act()
        self.room.journal.write("end", changes)
        for name, version in changes.items():
            self.state.pop(name, None)
            if version is not None:
                self.state[name] = version


def read_all_along(room: Newsroom, stop: Path) -> int:
    """Search until the stop file appears; return the number of rounds; any error is raised."""
    archive = room.open()
    model = FakeEmbedder()
    chance = random.Random(0)  # noqa: S311 - a trial, not a secret
    rounds = 0
    while not stop.exists():
        before, open_before = room.journal.read()
        name = chance.choice(sorted(before) or ["none"])
        question = f"matter{name}x{before.get(name) or 0}"
        by_words = once(archive).matching(question, 5)
        vector = model.embed_question(text_of(name, before.get(name) or 0))
        by_meaning = once(archive).nearest(vector, 5)
        after, open_after = room.journal.read()
        settled = before.get(name) == after.get(name) and name not in {*open_before, *open_after}
        for match in (*by_words, *by_meaning):
            # What was found can be opened, now or as the version that it was found in.
            span = match.passage.span
            try:
                article = archive.version(span.content_hash, span.article_id)
            except ArticlePurged:
                continue  # it was found before
            if article.words(span) != match.passage.text:
                raise AssertionError("a passage is not what its span holds")
        if settled and name in before:
            _check_found(name, before[name], by_words, by_meaning)
        rounds += 1
    return rounds


def _check_found(
    name: str, version: int | None, by_words: Sequence[Match], by_meaning: Sequence[Match]
) -> None:
    sign = f"matter{name}x"
    for way, matches in (("words", by_words), ("meaning", by_meaning)):
        texts = [match.passage.text for match in matches if sign in match.passage.text]
        if version is None and texts:
            raise AssertionError(f"{name} was removed and is found by {way}")
        if version is not None and not any(f"{sign}{version} " in text for text in texts):
            raise AssertionError(f"{name} is acknowledged and not found by {way}")


def _is_builder(process: psutil.Process) -> bool:
    try:
        return "index.vectors.building" in process.cmdline()
    except psutil.NoSuchProcess:
        return False


@dataclass
class Trial:
    """Kill, look, go on; count what happened."""

    room: Newsroom
    random: random.Random
    kills: int = 0
    kills_of_builder: int = 0
    kills_while_publishing: int = 0
    kills_while_working: int = 0

    def kill_once(self, seed: int) -> None:
        """Let a worker run for a while, kill it or its builder, and look at what is left."""
        with _process("worker", self.room.folder, seed) as worker:
            if worker.stdout is not None:
                worker.stdout.readline()
            time.sleep(self.random.uniform(0, 2))
            children = psutil.Process(worker.pid).children() if worker.poll() is None else []
            builders = [child for child in children if _is_builder(child)]
            choice = self.random.random()
            # A builder may also wait for its next job.
            self.kills_while_publishing += any(
                (self.room.folder / "archive" / "generations").glob("building-*")
            )
            if builders and choice < 0.6:
                # The builder alone or both: left alone, it ends by itself when its parent does.
                builders[0].kill()
                if choice < 0.3:
                    self.kills_of_builder += 1
                    self.kills += 1
                    time.sleep(self.random.uniform(0, 0.5))
            if worker.poll() is not None:
                raise AssertionError(f"the worker ended by itself with {worker.returncode}")
            worker.kill()
        _, left = psutil.wait_procs(children, timeout=PATIENCE)
        if left:
            raise AssertionError(f"{left} survived their parent")
        self.kills += 1
        self.kills_while_working += bool(self.room.journal.read()[1])
        self.look()

    def look(self) -> None:
        """Fail if the archive, once a writer has cleared up, is not what was acknowledged."""
        archive = self.room.open()
        # Killed between fork and exec, a worker leaves its lock to the builder for a moment.
        archive.remove([], wait=PATIENCE)
        problems = archive.verify()
        if problems:
            raise AssertionError(f"{len(problems)} problems: {problems[:3]}")
        acknowledged, begun = self.room.journal.read()
        visible = self.room.visible(archive)
        for name in {*acknowledged, *begun, *visible}:
            allowed = {acknowledged.get(name)}
            if name in begun:
                allowed.add(begun[name])
            if visible.get(name) not in allowed:
                raise AssertionError(f"{name} is {visible.get(name)}, not one of {allowed}")
        self._look_for_purged(archive, visible)
        # Whatever became of the step that was cut off, its outcome is what holds from here on.
        for name in begun:
            self.room.file(name).unlink(missing_ok=True)
            if name in visible:
                self.room.save(name, visible[name])
        self.room.journal.write("end", {name: visible.get(name) for name in begun})
        archive.close()

    def _look_for_purged(self, archive: Archive, visible: State) -> None:
        """Fail if a file of the archive has anything of an article that was purged."""
        signs = [f"matter{name}x".encode() for name in self.room.journal.purged() - {*visible}]
        archive.close()  # or reading its files would take its locks
        for path in archive.folder.rglob("*") if signs else ():
            data = path.read_bytes() if path.is_file() else b""
            for sign in signs:
                if sign in data:
                    raise AssertionError(f"{path} has {sign.decode()}, which was purged")

    def write_on(self, passages_wanted: int) -> int:
        """Write more passages into the archive that has been through it all."""
        archive = self.room.open()
        changes: dict[str, int | None] = {}
        for number in range(passages_wanted // len(passages(self.room.cleaned("end", 3)))):
            changes[f"end{number}"] = 3
            self.room.save(f"end{number}", 3)
        self.room.journal.write("begin", changes)
        written = archive.add([self.room.pages]).passages
        self.room.journal.write("end", changes)
        archive.publish()
        self.look()
        archive.close()
        return written


def run(folder: Path, kills: int, passages_at_end: int, seed: int = 1) -> str:
    """Run the whole trial and return its summary; AssertionError when anything is wrong."""
    room = Newsroom(folder)
    room.open().create()
    trial = Trial(room, random.Random(seed))  # noqa: S311 - a trial, not a secret
    stop = folder / "stop"
    with _process("reader", folder, 0) as reader:
        while trial.kills < kills:
            trial.kill_once(seed + trial.kills)
            if reader.poll() is not None:
                raise AssertionError(f"the reader failed: {reader.communicate()[0].decode()}")
        if not room.journal.read()[0]:
            raise AssertionError("no worker lived to finish a step: nothing was tried")
        written = trial.write_on(passages_at_end)
        stop.touch()
        said = reader.communicate()[0].decode().strip()
    if reader.returncode:
        raise AssertionError(f"the reader failed: {said}")
    archive = room.open()
    status = archive.status()
    return (
        f"{trial.kills} kills, {trial.kills_of_builder} of them of the builder alone, "
        f"{trial.kills_while_publishing} while publishing, "
        f"{trial.kills_while_working} in the middle of a step; {written} passages written "
        f"afterwards; {status.articles} articles, {status.passages} passages, "
        f"{status.old_versions} old versions, generation {status.generation}; "
        f"the reader made {said} rounds without an error; nothing lost, doubled or unfindable"
    )


@contextmanager
def _process(role: str, folder: Path, seed: int, *prefix: str) -> Iterator[subprocess.Popen[bytes]]:
    command = [*prefix, sys.executable, "-m", "tests.benchmarks.crashes", "--role", role]
    stderr = subprocess.STDOUT if role == "reader" else subprocess.DEVNULL
    with subprocess.Popen(  # noqa: S603 - this interpreter, this file
        [*command, "--folder", str(folder), "--seed", str(seed)],
        stdout=subprocess.PIPE,
        stderr=stderr,
        cwd=ROOT,
    ) as process:
        try:
            yield process
        finally:
            process.kill()


def aim(folder: Path, fault: str, every: int) -> str:
    """Let the n-th write of a small run fail, for many n; return what became of them."""
    outcomes: dict[str, int] = {}
    for call in FAULTS[fault]:
        for number in range(1, 400, every):
            place = folder / f"{call}-{number}"
            place.mkdir(parents=True)
            room = Newsroom(place)
            room.open().create()
            trace = f"inject={call}:{fault}:when={number}"
            strace = ("strace", "-f", "-qq", "-o", "/dev/null", "-e", trace)
            with _process("script", place, number, *strace) as script:
                script.wait()
            outcome = f"{call}: exit {script.returncode}"
            outcomes[outcome] = outcomes.get(outcome, 0) + 1
            if script.returncode not in (0, ArchiveFull.exit_code, OWN_FILES_FULL, 137, -9):
                raise AssertionError(f"{trace} ended with {script.returncode}")
            Trial(room, random.Random(number)).look()  # noqa: S311 - a trial, not a secret
            shutil.rmtree(place)
            if script.returncode == 0:
                break
    return "\n".join(f"{outcome}, {count} times" for outcome, count in sorted(outcomes.items()))


def script(room: Newsroom, seed: int) -> int:
    """Add, change, publish, remove and purge once each; return the exit code of a command line."""
    try:
        worker = Worker(room, seed)
        for step in (worker.add, worker.change, worker.publish, worker.remove, worker.purge):
            step()
    except ArchiveError as error:
        return error.exit_code
    except OwnFilesFullError:
        return OWN_FILES_FULL
    return 0


def main() -> int:
    """Parse the command line."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--passages", type=int, default=3_000, help="written at the end")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--aimed", action="store_true", help="use strace to aim")
    parser.add_argument("--every", type=int, default=7, help="aim at every n-th call")
    parser.add_argument("--role", help=argparse.SUPPRESS)
    parser.add_argument("--folder", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.role:
        return _play(options.role, Newsroom(options.folder), options.seed)
    with tempfile.TemporaryDirectory() as folder:
        if options.aimed:
            for fault in FAULTS:
                report = aim(Path(folder) / fault, fault, options.every)
                sys.stdout.write(f"{fault}\n{report}\n")
        else:
            summary = run(Path(folder), options.kills, options.passages, options.seed)
            sys.stdout.write(summary + "\n")
    return 0


def _play(role: str, room: Newsroom, seed: int) -> int:
    if role == "reader":
        sys.stdout.write(str(read_all_along(room, room.folder / "stop")))
        return 0
    # So few passages are due then that generations are built beside the adding as well.
    generation.TAIL_AT_MOST = 20
    adding.FIRST_PASSAGES = adding.MOST_PASSAGES = 8
    if role == "script":
        return script(room, seed)
    worker = Worker(room, seed)
    # The first article loads a model of languages, which takes longer than a worker lives.
    room.cleaned("warm", 0)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    worker.work(1_000_000)
    return 0


if __name__ == "__main__":
    sys.exit(main())
