"""Cases, outcomes and results that were thought up, and a respondent that knows them by heart."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from assistant.evaluation.case import Case, Cited, Outcome
from assistant.evaluation.measures import measure
from assistant.evaluation.result import Result
from assistant.evaluation.run import Run
from assistant.evaluation.run_folder import RunFolder
from assistant.evaluation.run_settings import RunSettings
from assistant.evaluation.testset import Testset
from index.archive import Archive
from sources.span import Span
from tests.views import OverAnything

GOLD = Span("a" * 16, "b" * 64, 10, 30)


def a_case(number: int, answerable: bool = True, **known: object) -> Case:
    """Make a question; two of them each are a family."""
    gold = (GOLD,) if answerable else ()
    return Case(
        id=f"q{number:03}",
        question=f"What is the number {number}?",
        answerable=answerable,
        gold=gold,
        family=f"f{number // 2}",
        **known,  # type: ignore[arg-type]
    )


def right(case: Case) -> Outcome:
    """Make the outcome of a case that is answered by citing its gold, or declined."""
    citations = tuple(Cited(span, "the words of the gold") for span in case.gold[:1])
    return Outcome(
        case.id,
        answered=bool(citations),
        text="the words of the gold" if citations else "",
        citations=citations,
        ranked=case.gold,
        seconds=0.25,
    )


def wrong(case: Case) -> Outcome:
    """Make the outcome of a case that goes wrong: declined, or answered from nowhere."""
    if case.answerable:
        return Outcome(case.id, ranked=(), seconds=0.5)
    elsewhere = Span("c" * 16, "d" * 64, 0, 5)
    return Outcome(case.id, True, "words", (Cited(elsewhere, "words"),), seconds=0.5)


def a_result(case: Case, outcome: Outcome) -> Result:
    """Measure an outcome."""
    return Result(case, outcome, measure(case, outcome))


@dataclass
class FakeRespondent(OverAnything):
    """Is right but on the cases it was told to fail, and records what it was asked."""

    failing: frozenset[str] = frozenset()
    raising: frozenset[str] = frozenset()
    asked: list[str] = field(default_factory=list)

    def respond(self, case: Case) -> Outcome:
        """Answer."""
        self.asked.append(case.id)
        if case.id in self.raising:
            raise LookupError(f"{case.id} is not there")
        return wrong(case) if case.id in self.failing else right(case)


CASES = tuple(a_case(number, answerable=number % 3 > 0) for number in range(24))
TESTSET = Testset("numbers", "sha256:1234", CASES)


def some_settings(**other: object) -> RunSettings:
    """State settings as they might be."""
    stated: dict[str, object] = {
        "program": "OnRecord 0",
        "code": "sha256:0",
        "system": "a fake",
        "search": "hybrid",
        "reader": "onrecord-reader@1",
        "caution": 0.9,
        "model": "none",
        "contents": "sha256:0",
        "articles": 1,
        "revision": 1,
        "schema": 1,
        "quotation_rules": 1,
        "aliases": "",
        "testset": TESTSET.name,
        "testset_digest": TESTSET.digest,
        "cases": len(CASES),
        "seed": 1,
    }
    return RunSettings(**(stated | other))  # type: ignore[arg-type]


def a_run(
    archive: Archive, path: Path, respondent: FakeRespondent | None = None, **other: object
) -> Run:
    """Make a run of the thought-up cases."""
    return Run(
        TESTSET, respondent or FakeRespondent(), archive, some_settings(**other), RunFolder(path)
    )
