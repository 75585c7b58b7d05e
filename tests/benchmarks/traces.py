"""Trace how much of the program runs for one request.

    python -m tests.benchmarks.traces

For one question, one quotation, one written sentence and one article added to the sample articles:
the project's files and functions that run, the arrows between files (a function of one calls a
function of another), and the snapshots of the catalogue that are opened. A view renews its
transaction once while it is opened; that is one snapshot. Models are loaded before.
"""

from __future__ import annotations

import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from types import CodeType, FrameType
from typing import Any
from unittest.mock import patch

from assistant.chain import Setup, build_chain
from assistant.ledger.support import SupportCheck
from assistant.question import Question
from assistant.quotes.desk import QuoteDesk
from assistant.reading.trained import shipped_reader
from assistant.writing.writer import Writer
from index.archive import Archive
from index.catalogue.database import Catalogue
from index.catalogue.snapshot import Snapshot
from index.embedding.embedder import Embedder, default_embedder
from tests.assistant.recorded_model import RecordedModel

TOP = Path(__file__).parents[2]
SAMPLES = TOP / "sources" / "samples"
_ROOMS = tuple(f"{TOP / room}/" for room in ("sources", "index", "assistant", "ui"))
_CARS, _DRIVERS = "How many train cars did Uzbekistan order?", "How long is the drivers' course?"
_QUOTED = (
    '"We asked for a broader gauge, stronger air conditioning and seats that survive dust," '
    "said Rustam Yuldoshev."
)
_TODAY = date(2026, 1, 1)
_ARTICLE = "A ferry in Talgar\n\nThe mayor of Talgar said that “the ferry runs from Monday”.\n"


@dataclass
class Trace:
    """What ran of the project, and how many snapshots were opened."""

    functions: set[CodeType] = field(default_factory=set)
    arrows: set[tuple[str, str]] = field(default_factory=set)
    snapshots: int = 0

    @property
    def files(self) -> int:
        """The number of files in which a function ran."""
        return len({code.co_filename for code in self.functions})

    def note(self, frame: FrameType, event: str, _: Any) -> None:
        """Note a call, as `sys.setprofile` reports it."""
        if event != "call" or not _is_ours(frame) or frame.f_code.co_name.startswith("<"):
            return
        self.functions.add(frame.f_code)
        caller = frame.f_back
        while caller is not None and not _is_ours(caller):
            caller = caller.f_back
        if caller is not None and caller.f_code.co_filename != frame.f_code.co_filename:
            self.arrows.add((caller.f_code.co_filename, frame.f_code.co_filename))


@contextmanager
def traced() -> Iterator[Trace]:
    """Trace all threads inside the block."""
    trace, reading = Trace(), Catalogue.reading

    @contextmanager
    def counted(catalogue: Catalogue) -> Iterator[Snapshot]:
        trace.snapshots += 1
        with reading(catalogue) as snapshot:
            yield snapshot

    with patch.object(Catalogue, "reading", counted):
        threading.setprofile(trace.note)
        sys.setprofile(trace.note)
        try:
            yield trace
        finally:
            sys.setprofile(None)
            threading.setprofile(None)


def traces(archive: Archive, embedder: Embedder, scratch: Path) -> dict[str, Trace]:
    """Return the trace of each request, after another of its kind."""
    model = RecordedModel.saying("Uzbekistan ordered 42 train cars [1].")
    writer = Writer(model, "model", SupportCheck(embedder), lambda: _TODAY)
    chain = build_chain(archive, embedder, Setup(writers={"model": writer}))
    desk = QuoteDesk(archive, embedder, reader=shipped_reader())

    def add(name: str) -> object:
        file = scratch / f"{name}.txt"
        file.write_text(_ARTICLE.replace("Talgar", name), encoding="utf-8")
        return archive.add([file])

    def ask(question: str, writer: str = "") -> object:
        return chain.invoke(Question(question, writer=writer))

    requests: dict[str, tuple[Callable[[], object], Callable[[], object]]] = {
        "question": (lambda: ask(_DRIVERS), lambda: ask(_CARS)),
        "quotation": (lambda: desk.check("A gift"), lambda: desk.check(_QUOTED)),
        "written sentence": (lambda: ask(_DRIVERS, "model"), lambda: ask(_CARS, "model")),
        "article added": (lambda: add("Talgar"), lambda: add("Almaty")),
    }
    found = {}
    for name, (before, request) in requests.items():
        before()
        with traced() as trace:
            request()
        found[name] = trace
    return found


def main() -> None:
    """Trace, and print."""
    embedder = default_embedder()
    with (
        TemporaryDirectory() as folder,
        closing(Archive.create_or_open(Path(folder) / "archive", embedder)) as archive,
    ):
        archive.add([SAMPLES])
        print(f"{'':18}{'files':>8}{'functions':>11}{'arrows':>8}{'snapshots':>11}")
        for name, trace in traces(archive, embedder, Path(folder)).items():
            counted = f"{trace.files:>8}{len(trace.functions):>11}{len(trace.arrows):>8}"
            print(f"{name:18}{counted}{trace.snapshots:>11}")


def _is_ours(frame: FrameType) -> bool:
    return frame.f_code.co_filename.startswith(_ROOMS)


if __name__ == "__main__":
    main()
