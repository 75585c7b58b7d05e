"""Evaluation in Python, as offered by the pytest fixture: ask, check and run test sets.

The plugin, `ui.pytest_plugin`, opens the archive according to the settings, which only `ui/` reads.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant.chain import Setup
from assistant.evaluation.case import Case, Outcome
from assistant.evaluation.failure import failure_of
from assistant.evaluation.respondent import ArchiveRespondent
from assistant.evaluation.result import Result
from assistant.evaluation.run import Run
from assistant.evaluation.run_folder import RunFolder
from assistant.evaluation.run_settings import settings_of
from assistant.evaluation.scorecard import Scorecard
from assistant.evaluation.testset import load
from index.archive import Archive
from index.scope import Filters
from sources.people.aliases import Aliases

_NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True)
class Measured:
    """The result of a test set: all measures, and each case."""

    card: Scorecard
    results: tuple[Result, ...]

    def mean(self, measure: str) -> float:
        """Return the mean of a measure; raise KeyError, listing the known ones, if unknown."""
        if measure not in self.card.measures:
            known = ", ".join(self.card.measures)
            raise KeyError(f"{measure!r} does not apply to any case. Measured: {known}")
        return self.card.measures[measure].mean

    @property
    def failures(self) -> list[str]:
        """One line per failed case: its id, what went wrong, and its question or quotation."""
        return [
            f"{result.case.id}: {failure.value}: {result.case.title}"
            for result in self.results
            if (failure := failure_of(result)) is not None
        ]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """An archive to evaluate. Output of runs is written to `scratch`."""

    archive: Archive
    respondent: ArchiveRespondent
    setup: Setup
    aliases: Aliases
    scratch: Path

    def ask(self, question: str, filters: Filters = _NO_FILTERS) -> Outcome:
        """Ask a question, and return the outcome."""
        return self._respond(Case("asked", question, filters=filters))

    def check(
        self, words: str, speaker: str | None = None, filters: Filters = _NO_FILTERS
    ) -> Outcome:
        """Check a quotation, and return the outcome."""
        return self._respond(Case("checked", words=words, speaker=speaker, filters=filters))

    def run(self, testset: str | Path, split: str = "", tag: str = "") -> Measured:
        """Run a test set, or a part of it; raise TestsetUnusable if it has errors."""
        chosen = load(Path(testset), self.archive).part(split, tag)
        settings = settings_of(chosen, self.archive, aliases=self.aliases, setup=self.setup)
        folder = RunFolder(self.scratch / settings.digest.removeprefix("sha256:")[:16])
        card = Run(chosen, self.respondent, self.archive, settings, folder).go()
        by_id = {result.case.id: result for result in folder.results()}
        return Measured(card, tuple(by_id[case.id] for case in chosen.cases))

    def _respond(self, case: Case) -> Outcome:
        with self.archive.view() as view:
            return self.respondent.over(view).respond(case)
