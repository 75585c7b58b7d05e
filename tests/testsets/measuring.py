"""Measuring the test sets of this folder, each over an archive of the articles it is about."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from langchain_core.runnables import RunnableConfig

from assistant.answer import Answer
from assistant.chain import ArchiveChain, Setup, build_chain
from assistant.evaluation.respondent import ArchiveRespondent
from assistant.evaluation.result import Result
from assistant.evaluation.run import Run
from assistant.evaluation.run_folder import RunFolder
from assistant.evaluation.run_settings import settings_of
from assistant.evaluation.testset import load
from assistant.question import Question
from assistant.quotes.desk import QuoteDesk
from index.archive import Archive
from index.embedding.embedder import Embedder
from index.search import Search
from index.view import View
from tests.testsets.question import SAMPLES, SHARED, TESTSETS

FOLDERS = {"samples": SAMPLES, "articles": SHARED, "followups": SAMPLES}
"""The folder of the articles that a set is asked of; the shared one may be absent."""

ASKED = date(2026, 1, 1)
"""The day on which all is asked, so late that a window where none is meant hides everything."""


@dataclass(frozen=True)
class Measured:
    """The results of a set in its own order, and the answers they were measured by."""

    results: tuple[Result, ...]
    answers: list[Answer] = field(default_factory=list)


@contextmanager
def archive_of(name: str, embedder: Embedder, scratch: Path) -> Iterator[Archive]:
    """Give an archive of the articles that a set is about."""
    archive = Archive.create_or_open(scratch / "archive", embedder)
    archive.add([FOLDERS[name]])
    yield archive
    archive.close()


@dataclass(frozen=True)
class Keeping:
    """A chain whose answers are kept."""

    chain: ArchiveChain
    answers: list[Answer]

    def over(self, view: View) -> Keeping:
        """Return the same over a view."""
        return Keeping(self.chain.over(view), self.answers)

    def invoke(
        self,
        input: Question,  # noqa: A002 - LangChain's own name
        config: RunnableConfig | None = None,
    ) -> Answer:
        """Return the answer, and keep it."""
        answer = self.chain.invoke(input, config)
        self.answers.append(answer)
        return answer


def measured(name: str, embedder: Embedder, scratch: Path) -> Measured:
    """Run a set, as `onrecord eval run` does."""
    with archive_of(name, embedder, scratch) as archive:
        answers: list[Answer] = []
        chain = Keeping(build_chain(archive, embedder, Setup(today=lambda: ASKED)), answers)
        search = Search(archive, embedder)
        respondent = ArchiveRespondent(chain, search, QuoteDesk(archive, embedder))
        testset = load(TESTSETS / f"{name}.jsonl", archive)
        folder = RunFolder(scratch / "run")
        Run(testset, respondent, archive, settings_of(testset, archive), folder).go()
        by_id = {result.case.id: result for result in folder.results()}
        return Measured(tuple(by_id[case.id] for case in testset.cases), answers)


def digest(name: str) -> str:
    """Return a digest of the questions of a set and of the articles that they are asked of."""
    total = hashlib.sha256((TESTSETS / f"{name}.jsonl").read_bytes())
    for path in sorted(FOLDERS[name].iterdir()):
        if path.is_file() and path.suffix != ".py":
            total.update(hashlib.sha256(path.name.encode() + b"\0" + path.read_bytes()).digest())
    return f"sha256:{total.hexdigest()}"
