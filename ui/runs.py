"""Runs of test sets: where they are kept, how they are made and how two are compared."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path

from assistant.chain import Setup
from assistant.errors import JudgeFailed, ModelUnusable, RunUnreadable
from assistant.evaluation.comparison import Comparison, Fall, compared, falls, read_gate
from assistant.evaluation.model_judge import Judge
from assistant.evaluation.respondent import ArchiveRespondent
from assistant.evaluation.result import Label, Result, belongs, by_label, wanted
from assistant.evaluation.run import Reached, Run, summed_up
from assistant.evaluation.run_folder import RunFolder
from assistant.evaluation.run_settings import Signals, settings_of
from assistant.evaluation.scorecard import Scorecard
from assistant.evaluation.testset import Testset, load
from assistant.wording import count
from index.privacy import private_writing
from ui.composition import Composition
from ui.render.text.progress_bar import gauge_of

__all__ = [
    "Choices",
    "card_of",
    "cards_by",
    "finished",
    "folder",
    "held_against",
    "kept",
    "load",
    "prepared",
    "results_of",
    "signals",
]

JUDGEMENTS = "judgements"
_DIGITS = 8


def signals(name: str) -> Signals | None:
    """Return the search signals with this name, or None if there are none."""
    return Signals(name) if name in set(Signals) else None


@dataclass(frozen=True, slots=True)
class Choices:
    """The choices for a run: its search, the seed for the order of its cases, and its judge.

    `judge` is a chat model as PROVIDER:MODEL, or '' for none.
    """

    search: Signals
    seed: int = 0
    judge: str = ""


def prepared(parts: Composition, testset: Testset, chosen: Choices, out: Path | None) -> Run:
    """Set up a run; raise JudgeFailed if its judge cannot be used.

    Without `out`, the folder's name is derived from the settings, so that the same command resumes
    the run.
    """
    search = chosen.search
    first = dict(islice(parts.writers.items(), 1))
    setup = Setup(search.mix, first, judge=parts.judge)
    settings = settings_of(testset, parts.archive, search, chosen.seed, parts.aliases, setup)
    settings = replace(settings, judge=chosen.judge)
    short = settings.digest.removeprefix("sha256:")[:_DIGITS]
    stem = "".join(c if c.isalnum() or c in "-_" else "-" for c in testset.name).strip("-")
    folder = out or parts.runs / f"{stem}-{search.value}-{short}"
    respondent = ArchiveRespondent.of(parts.archive, parts.embedder, setup, parts.aliases)
    judge = _judge(parts, chosen.judge) if chosen.judge else None
    return Run(testset, respondent, parts.archive, settings, RunFolder(folder), judge)


def _judge(parts: Composition, name: str) -> Judge:
    try:
        return Judge(parts.chat_model(name), name, parts.runs / JUDGEMENTS)
    except ModelUnusable as error:
        raise JudgeFailed(f"The judge cannot be used. {error}") from error


def finished(run: Run, archive: Path) -> Scorecard:
    """Run the remaining cases with a progress bar, and return the scorecard.

    A run that is kept in the archive's folder gets the same permissions as the archive.
    """
    inside = run.folder.path.resolve().is_relative_to(archive.resolve())
    with gauge_of(_said) as watch, private_writing(archive) if inside else nullcontext():
        return run.go(watch)


def folder(parts: Composition, named: Path) -> RunFolder:
    """Return the folder of a run, given by its path or by its name in the runs folder."""
    beside = parts.runs / named
    return RunFolder(beside if not named.exists() and beside.exists() else named)


def kept(runs: Path) -> tuple[RunFolder, ...]:
    """Return the runs in a folder, the latest first."""
    if not runs.is_dir():
        return ()
    found = [RunFolder(path) for path in runs.iterdir()]
    begun = [run for run in found if run.exists]
    return tuple(sorted(begun, key=lambda run: (-run.changed, run.name)))


def results_of(run: RunFolder, split: str = "", tag: str = "") -> tuple[Result, ...]:
    """Return the results of a run, or of a part of it; raise RunUnreadable if there are none."""
    run.settings()  # raises RunUnreadable if this is not a run
    found = tuple(result for result in run.results() if belongs(result.case, split, tag))
    if not found:
        of = f" of {' and '.join(wanted(split, tag))}" if split or tag else ""
        raise RunUnreadable(f"The run in {run.path} has no finished case{of}.")
    return found


def card_of(results: Sequence[Result]) -> Scorecard:
    """Return the scorecard of some results of a run."""
    return summed_up(results)


def cards_by(results: Sequence[Result], label: Label) -> dict[str, Scorecard]:
    """Return a scorecard for each tag, split or kind, with '' for cases that have none."""
    return {name: summed_up(part) for name, part in by_label(results, label).items()}


def held_against(
    first: RunFolder, second: RunFolder, gates: Sequence[str]
) -> tuple[Comparison, tuple[Fall, ...]]:
    """Compare two runs, and list the failed gates; raise GateUnreadable for an invalid gate."""
    found = compared(first, second)
    gate = read_gate(gates, [difference.measure for difference in found.differences])
    return found, falls(found, gate)


def _said(reached: Reached) -> str:
    said = f"{reached.done:,} of {count(reached.cases, 'case')}"
    if reached.resumed:
        said += f" ({reached.resumed:,} done earlier)"
    return f"{said}, {count(reached.errors, 'error')}" if reached.errors else said
