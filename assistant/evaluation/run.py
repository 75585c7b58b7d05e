"""Runs: every case of a test set is answered and measured. An interrupted run can be resumed."""

from __future__ import annotations

import logging
import random
import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

from assistant.errors import JudgeFailed
from assistant.evaluation.case import Case, Outcome
from assistant.evaluation.failure import Cause, cause_of
from assistant.evaluation.measures import Values, measure
from assistant.evaluation.model_judge import Judge
from assistant.evaluation.respondent import Respondent
from assistant.evaluation.result import Result, shown, stating
from assistant.evaluation.run_folder import RunFolder
from assistant.evaluation.run_settings import RunSettings
from assistant.evaluation.scorecard import Scorecard, scorecard
from assistant.evaluation.testset import Testset
from index.archive import Archive
from sources.span import Span

_log = logging.getLogger(__name__)

Watcher = Callable[["Reached"], None]


@dataclass(frozen=True, slots=True)
class Reached:
    """The progress of a run; `resumed` counts the cases done before it was resumed."""

    done: int
    cases: int
    resumed: int
    errors: int
    step: str = "asking"

    @property
    def fraction(self) -> float:
        """The share of cases done."""
        return self.done / self.cases if self.cases else 1.0


@dataclass(frozen=True, slots=True)
class Run:
    """A test set, the respondent, the archive, and the folder for results.

    A judge, if given, adds its measures to the others.
    """

    testset: Testset
    respondent: Respondent
    archive: Archive
    settings: RunSettings
    folder: RunFolder
    judge: Judge | None = None

    def go(self, watch: Watcher = lambda _: None) -> Scorecard:
        """Answer and measure every case that has no result yet, then summarise.

        Raise RunDiffers if the folder holds a run with other settings, RunBusy if another process
        is working on it, and JudgeFailed if the judge cannot be asked.
        """
        self.folder.begin(self.settings)
        with self.folder.writing() as file:
            results = {result.case.id: result for result in self.folder.results()}
            resumed = len(results)
            errors = sum(result.outcome.error is not None for result in results.values())
            watch(Reached(resumed, len(self.testset.cases), resumed, errors))
            for case in _in_order(self.testset.cases, self.settings.seed):
                if case.id in results:
                    continue
                result = self._result(case)
                file.write(result.to_line().encode() + b"\n")
                file.flush()  # from here on, the result survives a kill
                results[case.id] = result
                errors += result.outcome.error is not None
                watch(Reached(len(results), len(self.testset.cases), resumed, errors))
            summed = summed_up([results[case.id] for case in self.testset.cases])
            self.folder.finish(summary(summed))
        return summed

    def _result(self, case: Case) -> Result:
        started = time.perf_counter()
        try:
            with self.archive.view() as view:
                outcome = self.respondent.over(view).respond(case)
                cited, gold = shown(view, case, outcome)
                ranks = stating(view, case, outcome)
        except Exception as error:  # noqa: BLE001 - one failing case must not end the run
            _log.info("case %s", case.id, exc_info=True)
            seconds = time.perf_counter() - started
            trouble = f"{type(error).__name__}: {error}"
            outcome = Outcome(case.id, seconds=seconds, error=trouble)
            cited, gold, ranks = (), (), None
        values = {**measure(case, outcome), **self._judged(case, outcome)}
        return Result(case, outcome, values, cited, gold, ranks)

    def _judged(self, case: Case, outcome: Outcome) -> Values:
        if self.judge is None:
            return {}
        try:
            return self.judge.values(case, outcome)
        except Exception as error:
            raise JudgeFailed(
                f"The judge could not be asked about {case.id}: {self.judge.trouble(error)}. "
                "Finished cases are kept; run the same command to continue."
            ) from error


def _in_order(cases: Sequence[Case], seed: int) -> Sequence[Case]:
    """Shuffle the cases, so that warm-up and slow periods do not always affect the same ones."""
    shuffled = list(cases)
    random.Random(seed).shuffle(shuffled)  # noqa: S311 - nothing to do with secrets
    return shuffled


def summed_up(results: Sequence[Result]) -> Scorecard:
    """Return the scorecard of results, with the causes of failures."""
    card = scorecard(
        [result.case for result in results],
        [result.outcome for result in results],
        [result.measures for result in results],
    )
    causes = Counter(cause.value for result in results if (cause := cause_of(result)) is not None)
    return replace(card, causes={c.value: causes[c.value] for c in Cause if causes[c.value]})


def summary(summed: Scorecard) -> dict[str, Any]:
    """Return a scorecard for the summary file, with all times kept separate."""
    plain = summed.to_json()
    return {"scorecard": plain, "times": {"latency": plain.pop("latency")}}


# Columns are separated by white space, so names must not contain any.
_APART = re.compile(r"[\s%]")


def run_lines(results: Iterable[Result], tag: str, *, passages: bool = False) -> Iterator[str]:
    """Yield the ranking of each question, best first: articles, or the passages that were read.

    Cases without a ranking have no line: quotations, errors, and questions with no results.
    """
    for result in results:
        outcome, case = result.outcome, _column(result.case.id)
        found = map(_passage, outcome.ranked) if passages else outcome.articles
        for rank, name in enumerate(dict.fromkeys(found), start=1):
            yield f"{case} Q0 {_column(name)} {rank} {1 / rank:.6f} {_column(tag)}"


def qrels_lines(results: Iterable[Result]) -> Iterator[str]:
    """Yield the articles that contain the gold of each case, all with grade 1."""
    for result in results:
        for article in dict.fromkeys(span.article_id for span in result.case.gold):
            yield f"{_column(result.case.id)} 0 {_column(article)} 1"


def _passage(span: Span) -> str:
    return f"{span.article_id}:{span.start}-{span.end}"


def _column(name: str) -> str:
    """Percent-encode white space in a name, so that it fits in a column and stays unique."""
    return _APART.sub(lambda found: f"%{ord(found[0]):02X}", name)
