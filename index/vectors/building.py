"""The process that builds and probes generations.

    python -m index.vectors.building

Each job begins with a line of JSON on the standard input: the archive, the umask, and as arguments
either TARGET NAME [BASE] to build a generation or NAME to probe one. For a build, number lines
follow while the parent continues to add articles. Each number means that passages up to it are to
be included. The last one is followed by `end`. The result of a job is a line on the standard output
that begins with REPORT.

Chroma does not survive being killed during a write, can crash its process if a file is torn, and
loses rows when rows are deleted in place. So a store that has readers is never written. This
process builds the next one in a private folder, closes it, opens it again as a reader would and
looks up every passage by its own vector. Only then does its parent publish it.
"""

from __future__ import annotations

import gc
import json
import os
import queue
import resource
import select
import shutil
import signal
import sqlite3
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from index.catalogue.database import Catalogue
from index.catalogue.snapshot import Snapshot
from index.errors import ArchiveError, ArchiveFull, GenerationUnusable, converted
from index.vectors.chroma import STORE_FILE, VectorStore, preload
from index.vectors.generation import STORE, Generation, flush

END = "end"
REPORT = "report: "
# The process then exits: a server that adds articles once a day need not keep its memory.
_IDLE_SECONDS = 60.0
# Room for the largest file of an intact store. A torn graph file could grow to terabytes.
_BYTES_PER_ROW = 40_000
_BYTES_AT_LEAST = 256 * 2**20
# A graph does not find a few of the vectors where very many lie close together. Those are
# searched exactly. More than this share means that the store is broken.
_MOST_UNFINDABLE = 0.2


def build(archive: Path, target: Path, name: str, base: str, marks: Iterable[int]) -> Generation:
    """Build and verify, in the target folder, a generation of all visible passages up to each mark.

    With a base, that generation is copied and the missing passages are added.
    """
    store = target / STORE
    covers = expected = 0
    with closing(Catalogue(archive)) as catalogue:
        if base:
            copied = Generation.read(archive, base)
            covers, expected = copied.covers, copied.count
            _copy(copied.store(archive), store)
        with closing(VectorStore(store) if base else VectorStore.create(store)) as building:
            for mark in marks:
                with catalogue.reading() as snapshot:
                    seqs = snapshot.seqs(after=covers)
                    seqs = seqs[seqs <= mark]
                    expected += len(seqs)
                    _limit_files(expected)
                    building.add(snapshot, seqs.tolist())
                covers = mark
        VectorStore.compact(store)
        with catalogue.reading() as snapshot:
            wanted = snapshot.seqs()
            lost = _verified(store, snapshot, wanted[wanted <= covers].tolist(), expected)
            model_id = snapshot.setting("model_id")
    generation = Generation(name, covers, expected, tuple(lost), model_id)
    generation.describe(target)
    _flush_all(target)
    return generation


def probe(archive: Path, name: str) -> list[int]:
    """Return the visible passages that a published generation should find but does not."""
    generation = Generation.read(archive, name)
    catalogue = Catalogue(archive)
    with (
        closing(catalogue),
        catalogue.reading() as snapshot,
        closing(VectorStore(generation.store(archive))) as store,
    ):
        seqs = snapshot.seqs()
        covered = set(seqs[seqs <= generation.covers].tolist()) - set(generation.unfindable)
        return store.unfindable(snapshot, sorted(covered))


def _verified(store: Path, snapshot: Snapshot, seqs: list[int], expected: int) -> list[int]:
    """Return the passages that the finished store cannot find; raise an error if they are many."""
    with closing(VectorStore(store)) as finished:
        if finished.count != expected:
            raise GenerationUnusable(store, f"{finished.count} records instead of {expected}")
        lost = finished.unfindable(snapshot, seqs)
    if len(lost) > _MOST_UNFINDABLE * max(len(seqs), 1):
        raise GenerationUnusable(store, f"{len(lost)} of {len(seqs)} passages cannot be found")
    return lost


def _copy(base: Path, store: Path) -> None:
    shutil.copytree(base, store, ignore=shutil.ignore_patterns(f"{STORE_FILE}*"))
    # Chroma writes a little to its database even when it only reads, so copy a settled state.
    with (
        closing(sqlite3.connect(base / STORE_FILE)) as source,
        closing(sqlite3.connect(store / STORE_FILE)) as copy,
    ):
        source.backup(copy)


def _limit_files(rows: int) -> None:
    # Ignoring the signal turns a file that grows too long into an error instead of a crash.
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    limit = _BYTES_AT_LEAST + rows * _BYTES_PER_ROW
    hard = resource.getrlimit(resource.RLIMIT_FSIZE)[1]
    if hard != resource.RLIM_INFINITY:
        limit = min(limit, hard)
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, hard))


def _flush_all(target: Path) -> None:
    for path in sorted(target.rglob("*"), reverse=True):
        flush(path)
    flush(target)


class _Orders:
    """The lines from the parent, read in a thread so that the process ends with its parent."""

    def __init__(self) -> None:
        self._lines: queue.SimpleQueue[str] = queue.SimpleQueue()
        threading.Thread(target=self._listen, name="parent-watch", daemon=True).start()

    def _listen(self) -> None:
        # Not through sys.stdin: its lock, held here, would make the interpreter abort at exit.
        # The pipe closes however the parent dies.
        with os.fdopen(os.dup(0), encoding="ascii") as orders:
            for line in orders:
                self._lines.put(line.strip())
        os._exit(1)

    def marks(self) -> Iterator[int]:
        """Yield the numbers up to which passages are to be included, until the last one."""
        ended = False
        while not ended:
            line = self._lines.get()
            while not self._lines.empty():  # a larger number includes the smaller ones
                line = self._lines.get()
            mark, _, end = line.partition(" ")
            ended = end == END
            yield int(mark)


def main(idle: float = _IDLE_SECONDS) -> None:
    """Carry out the parent's jobs, each in a process forked from this one.

    This process only holds imported modules. Chroma writes parts of its memory to its files without
    clearing them, so a process that had done an earlier job could put purged text into a new store.
    """
    preload()
    while select.select([0], [], [], idle)[0]:
        line = _line()
        if not line:
            return
        sys.stdout.write(f"\n{REPORT}{_in_child(json.loads(line))}\n")
        sys.stdout.flush()


def _line() -> bytes:
    """Read exactly one line, because the rest is for the child."""
    line = b""
    while not line.endswith(b"\n"):
        byte = os.read(0, 1)
        if not byte:
            return b""
        line += byte
    return line


def _in_child(job: dict[str, Any]) -> str:
    """Run a job in a child and return its report; the code is negative if a signal ended it."""
    reading, writing = os.pipe()
    pid = os.fork()
    if not pid:
        os.close(reading)
        with os.fdopen(writing, "w", encoding="ascii") as report:
            report.write(_carried_out(job))
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, encoding="ascii") as report:
        said = report.read()
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    return said or _report(code or 1, "")


def _carried_out(job: dict[str, Any]) -> str:
    gc.disable()  # it exits soon and leaves little garbage
    orders = _Orders()
    os.umask(job["umask"])
    archive, (place, *named) = Path(job["archive"]), job["arguments"]
    try:
        return _report(0, _done(archive, place, named, orders))
    except GenerationUnusable as error:
        return _report(1, error.reason)
    except ArchiveError as error:
        return _failed(error)
    except OSError as error:
        return _failed(converted(Path(place), error))


def _done(archive: Path, place: str, named: list[str], orders: _Orders) -> str:
    if not named:
        return json.dumps(probe(archive, place))
    name, *base = named
    build(archive, Path(place), name, base[0] if base else "", orders.marks())
    return ""


def _failed(error: ArchiveError) -> str:
    return _report(ArchiveFull.exit_code if isinstance(error, ArchiveFull) else 1, str(error))


def _report(code: int, result: str) -> str:
    return json.dumps({"code": code, "result": result})


if __name__ == "__main__":
    main(*map(float, sys.argv[1:]))
    # All files are closed and flushed. Unloading the modules would take a fifth of a second.
    os._exit(0)
