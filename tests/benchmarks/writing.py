"""Answers that a chat model writes, next to answers by quotation, in one run.

    python -m tests.benchmarks.writing --model qwen --url http://127.0.0.1:8080/v1
        [--archive DIR] [--cases N] [--context N] [--answer N] [--keep DIR] [--sentences FILE]
    python -m tests.benchmarks.writing --without-model

Sets: the held-out questions on the sample archive, and the first of RealTimeQA 2022, which are
asked of `--archive`, an archive that holds its articles. `--keep DIR` keeps the runs, which go on
where they were interrupted. `--sentences FILE` writes down each sentence of the model with what it
cites and what the ledger says of it, to be judged by hand. At the end, and alone with
`--without-model`, it prints how long a reader waits besides the model itself, and what the ledger
costs, with a model that answers at once with what it is given.
"""

from __future__ import annotations

import argparse
import json
import re
import statistics
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any

from langchain_core.language_models import BaseChatModel
from pydantic import Field

from assistant.answer import Answer
from assistant.chain import Setup, build_chain
from assistant.evaluation.case import Case, Outcome
from assistant.evaluation.importing.importer import CASES, FORMATS, save
from assistant.evaluation.respondent import ArchiveRespondent, Respondent, asked, outcome_of
from assistant.evaluation.run import Run
from assistant.evaluation.run_folder import RunFolder
from assistant.evaluation.run_settings import settings_of
from assistant.evaluation.scorecard import Scorecard
from assistant.evaluation.testset import Testset, load
from assistant.ledger.support import SupportCheck
from assistant.question import Question
from assistant.writing.models import ModelSettings, chat_model
from assistant.writing.writer import Limits, Writer
from index.archive import Archive
from index.embedding.embedder import Embedder, default_embedder
from index.search import Search
from sources.span import Span
from tests.assistant.recorded_model import RecordedModel
from tests.benchmarks import realtimeqa
from tests.benchmarks.scorecards import table
from tests.testsets.question import SAMPLES, TESTSETS
from tests.views import OverAnything

TODAY = date(2024, 12, 1)
_TIMED = 24


@dataclass
class Written(OverAnything):
    """Lets a model write, and notes each of its sentences for the hand that judges them."""

    archive: Archive
    embedder: Embedder
    writer: Writer
    notes: Path | None = None

    def respond(self, case: Case) -> Outcome:
        """Ask, and note the sentences."""
        chain = build_chain(
            self.archive, self.embedder, Setup(writers={self.writer.name: self.writer})
        )
        search = Search(self.archive, self.embedder)
        question = Question(case.question, case.filters, writer=self.writer.name)
        answer, heard = asked(chain, search, question)
        if self.notes is not None and answer.writer:
            with self.notes.open("a", encoding="utf-8") as notes:
                for line in self._noted(case, answer):
                    notes.write(json.dumps(line, ensure_ascii=False) + "\n")
        outcome = outcome_of(case, answer, heard)
        return replace(outcome, model=self.writer.name)

    def _noted(self, case: Case, answer: Answer) -> Iterator[dict[str, Any]]:
        for number, claim in enumerate(answer.claims, 1):
            if claim.entry is not None:
                yield {
                    "id": f"{case.id}/{number}",
                    "question": case.question,
                    "sentence": claim.text,
                    "cited": [self._place(citation.span) for citation in claim.citations],
                    "support": claim.entry.support.value,
                    "doubts": [f"{d.kind.value}: {d.words}" for d in claim.entry.doubts],
                }

    def _place(self, span: Span) -> dict[str, str]:
        article = self.archive.version(span.content_hash, span.article_id)
        return {"article": article.name, "quote": article.words(span)}


def sample_set(archive: Archive) -> Testset:
    """Return the questions on the sample archive that nothing was tuned on, each once."""
    whole = load(TESTSETS / "samples.jsonl", archive)
    chosen = [c for c in whole.cases if c.split == "held_out" and c.family == c.id]
    return replace(whole, name="samples", cases=tuple(chosen))


def news_set(archive: Archive, cases: int, scratch: Path) -> Testset:
    """Return the first questions of RealTimeQA."""
    folder = scratch / "imported"
    if not folder.exists():
        save(FORMATS["realtimeqa"].read(realtimeqa.FOLDER), folder)
    whole = load(folder / CASES, archive)
    return replace(whole, name="realtimeqa2022", cases=whole.cases[:cases])


def compared(
    testset: Testset, archive: Archive, embedder: Embedder, writer: Written, folder: Path
) -> list[tuple[str, Scorecard]]:
    """Let both answer."""
    respondents: dict[str, Respondent] = {
        "quotation": ArchiveRespondent.of(archive, embedder),
        writer.writer.name: writer,
    }
    cards = []
    for name, respondent in respondents.items():
        settings = replace(settings_of(testset, archive), system=name)
        run = Run(testset, respondent, archive, settings, RunFolder(folder / testset.name / name))
        cards.append((name, run.go()))
    return cards


@dataclass
class Watched:
    """A ledger that notes how long it takes."""

    check: SupportCheck
    seconds: list[float] = field(default_factory=list)

    def cited(self, *given: Any) -> Any:
        """Judge, and note the time."""
        started = time.perf_counter()
        entry = self.check.cited(*given)
        self.seconds.append(time.perf_counter() - started)
        return entry

    def closest(self, *given: Any) -> int | None:
        """Look for the closest."""
        return self.check.closest(*given)


class Parrot(RecordedModel):
    """Answers at once with the first four sentences that it is given, as if it had written them.

    It notes when it is asked, and when its first word has left it.
    """

    asked_at: list[float] = Field(default_factory=list)
    spoke_at: list[float] = Field(default_factory=list)

    def _stream(self, messages: Any, *given: Any, **named: Any) -> Iterator[Any]:
        self.asked_at.append(time.perf_counter())
        found = re.findall(r"^\[([0-9.]+)\] (.+)$", str(messages[-1].content), re.MULTILINE)
        said = " ".join(f"{text.rstrip('. ')} as reported [{label}]." for label, text in found[1:5])
        self.replies = [[said or "Nothing."]]
        self._asked.clear()
        for number, chunk in enumerate(super()._stream(messages, *given, **named)):
            if number == 0:
                self.spoke_at.append(time.perf_counter())
            yield chunk


def waits(archive: Archive, embedder: Embedder, questions: Sequence[str]) -> Iterator[str]:
    """Time what a reader waits for besides the model, and the ledger."""
    ledger, model = Watched(SupportCheck(embedder)), Parrot()
    writer = Writer(model, "parrot", ledger, lambda: TODAY)
    chain = build_chain(archive, embedder, Setup(writers={"parrot": writer}))
    before, after, costs, sentences = [], [], [], []
    for question in (questions[0], *questions):  # the first one warms up
        del ledger.seconds[:], model.asked_at[:], model.spoke_at[:]
        started = time.perf_counter()
        shown = None
        for answer in chain.stream(Question(question, writer="parrot")):
            if shown is None and answer.claims:
                shown = time.perf_counter()
        if shown is not None and model.spoke_at:
            before.append(model.asked_at[0] - started)
            after.append(shown - model.spoke_at[0])
            costs.append(sum(ledger.seconds))
            sentences += ledger.seconds
    yield f"\n{len(before) - 1} questions that reached the model, warm: milliseconds, median, 95 %"
    yield f"{'until the model is asked':<40}{_milliseconds(before[1:])}"
    yield f"{'from its first word to the page':<40}{_milliseconds(after[1:])}"
    yield f"{'the ledger, an answer of four sentences':<40}{_milliseconds(costs[1:])}"
    yield f"{'the ledger, a sentence':<40}{_milliseconds(sentences)}"


def _milliseconds(seconds: Sequence[float]) -> str:
    last = statistics.quantiles(seconds, n=20)[-1]
    return f"{statistics.median(seconds) * 1000:8.1f}{last * 1000:9.1f}"


@contextmanager
def kept(folder: Path | None) -> Iterator[Path]:
    """Give a folder that stays, or one that goes."""
    with tempfile.TemporaryDirectory() as scratch:
        yield folder or Path(scratch)


def writer_of(options: argparse.Namespace, embedder: Embedder) -> Writer:
    """Return the writer that the options name."""
    reached = ModelSettings(
        options.model, options.url, timeout=options.seconds, answer_tokens=options.answer
    )
    model: BaseChatModel = chat_model(reached)
    limits = Limits(options.context, options.seconds)
    return Writer(model, options.model, SupportCheck(embedder), lambda: TODAY, limits)


def main() -> None:
    """Print a table for each set, then the times."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--model", default="", help="as ONRECORD_MODEL has it")
    parser.add_argument("--url", default="", help="the address of a server like OpenAI's")
    parser.add_argument("--without-model", action="store_true", help="print the times alone")
    parser.add_argument("--archive", type=Path, help="an archive of RealTimeQA 2022")
    parser.add_argument("--cases", type=int, default=40, help="how many of its questions")
    parser.add_argument("--context", type=int, default=700, help="tokens of the record")
    parser.add_argument("--answer", type=int, default=120, help="tokens of an answer")
    parser.add_argument("--seconds", type=float, default=300.0, help="how long an answer may take")
    parser.add_argument("--keep", type=Path, help="keep the runs in this folder")
    parser.add_argument("--sentences", type=Path, help="note the model's sentences here")
    options = parser.parse_args()
    if not options.without_model and not options.model:
        parser.error("name a model with --model, or ask for the times alone with --without-model")
    embedder = default_embedder()
    with kept(options.keep) as scratch:
        samples = Archive.create_or_open(scratch / "samples", embedder)
        samples.add([SAMPLES])
        with closing(samples):
            asked_of_samples = sample_set(samples)
            if options.model:
                writer = writer_of(options, embedder)
                show(asked_of_samples, samples, embedder, options, writer, scratch)
                if options.archive:
                    news = Archive.open(options.archive, embedder)
                    chosen = news_set(news, options.cases, scratch)
                    show(chosen, news, embedder, options, writer, scratch)
                    news.close()
            questions = [case.question for case in asked_of_samples.cases if case.answerable]
            print("\n".join(waits(samples, embedder, questions[:_TIMED])))


def show(
    testset: Testset,
    archive: Archive,
    embedder: Embedder,
    options: argparse.Namespace,
    writer: Writer,
    scratch: Path,
) -> None:
    """Print the table of one set."""
    written = Written(archive, embedder, writer, options.sentences)
    print(f"\n{testset.name}: {len(testset.cases)} questions", flush=True)
    cards = compared(testset, archive, embedder, written, scratch / "runs")
    print("\n".join(table(cards)), flush=True)


if __name__ == "__main__":
    main()
