"""Comparisons of two runs, case by case."""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from pathlib import Path

from assistant.errors import GateUnreadable
from assistant.evaluation.failure import failure_of
from assistant.evaluation.measures import MEASURES
from assistant.evaluation.result import Result
from assistant.evaluation.run_folder import RunFolder
from assistant.evaluation.scorecard import Interval, interval
from sources.errors import Unreadable
from sources.files import content


@dataclass(frozen=True, slots=True)
class Difference:
    """A measure in both runs, over the cases to which it applies in both.

    `change` is the second minus the first, with the interval of the paired differences.
    """

    measure: str
    first: float
    second: float
    change: Interval

    @property
    def is_beyond_chance(self) -> bool:
        """Return True if the interval excludes zero; False if there is no interval."""
        low, high = self.change.low, self.change.high
        return low is not None and high is not None and (low > 0 or high < 0)


@dataclass(frozen=True, slots=True)
class Pair:
    """The results of two runs on one case."""

    first: Result
    second: Result

    @property
    def flipped(self) -> bool:
        """Return True if the case failed in only one of the runs."""
        return (failure_of(self.first) is None) != (failure_of(self.second) is None)

    @property
    def fell(self) -> bool:
        """Return True if the case was correct in the first run but not in the second."""
        return self.flipped and failure_of(self.first) is None


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two runs compared on the cases that are the same in both.

    `only_first` and `only_second` count cases missing from the other run. `changed` counts those
    with the same id but another question or expectation. `settings` lists the differing settings.
    """

    pairs: tuple[Pair, ...]
    differences: tuple[Difference, ...]
    only_first: int
    only_second: int
    changed: int
    settings: tuple[str, ...]

    @property
    def flips(self) -> tuple[Pair, ...]:
        """The cases that are correct in only one run, starting with those that got worse."""
        return tuple(sorted((p for p in self.pairs if p.flipped), key=lambda p: not p.fell))

    @property
    def is_partial(self) -> bool:
        """Return True if the comparison leaves out cases of either run."""
        return bool(self.only_first or self.only_second or self.changed)


def compared(first: RunFolder, second: RunFolder) -> Comparison:
    """Compare two runs case by case. Either may be unfinished."""
    theirs, ours = first.settings(), second.settings()
    settings = tuple(
        f"{name}: {theirs.get(name)} → {ours.get(name)}"
        for name in {**theirs, **ours}
        if theirs.get(name) != ours.get(name)
    )
    return comparison(first.results(), second.results(), settings)


def comparison(
    first: Sequence[Result], second: Sequence[Result], settings: tuple[str, ...] = ()
) -> Comparison:
    """Compare results, paired by case."""
    theirs = {result.case.id: result for result in first}
    ours = {result.case.id: result for result in second}
    shared = [case_id for case_id in sorted(theirs) if case_id in ours]
    pairs = tuple(
        Pair(theirs[case_id], ours[case_id])
        for case_id in shared
        if _same(theirs[case_id], ours[case_id])
    )
    return Comparison(
        pairs=pairs,
        differences=tuple(_differences(pairs)),
        only_first=len(theirs) - len(shared),
        only_second=len(ours) - len(shared),
        changed=len(shared) - len(pairs),
        settings=settings,
    )


def _same(one: Result, other: Result) -> bool:
    """Return True if both cases have the same question and expectations, whatever the archive."""
    return _stated(one) == _stated(other)


def _stated(result: Result) -> tuple[object, ...]:
    case = result.case
    asked = (case.question, case.history, case.asked, case.filters, case.words, case.speaker)
    expected = (case.answerable, case.verdict, case.answers, case.answers_all)
    return (*asked, *expected, case.numbers, case.dates, len(case.gold), len(case.gold_sets))


def _differences(pairs: Sequence[Pair]) -> list[Difference]:
    named = {name for pair in pairs for name in (*pair.first.measures, *pair.second.measures)}
    names = [*MEASURES, *sorted(named - set(MEASURES))]
    found = []
    for name in names:
        values = [(p.first.measures.get(name), p.second.measures.get(name)) for p in pairs]
        change = interval(
            [None if a is None or b is None else b - a for a, b in values],
            [pair.first.case.family or pair.first.case.id for pair in pairs],
        )
        if change is not None:
            both = [(a, b) for a, b in values if a is not None and b is not None]
            first = sum(a for a, _ in both) / len(both)
            second = sum(b for _, b in both) / len(both)
            found.append(Difference(name, first, second, change))
    return found


@dataclass(frozen=True, slots=True)
class Fall:
    """A measure that fell significantly, by more than the gate tolerates."""

    difference: Difference
    tolerance: float


def falls(comparison: Comparison, gate: Mapping[str, float]) -> tuple[Fall, ...]:
    """Return the measures that fell by more than their tolerance and significantly."""
    return tuple(
        Fall(difference, gate[difference.measure])
        for difference in comparison.differences
        if difference.measure in gate
        and difference.change.mean < -gate[difference.measure]
        and difference.is_beyond_chance
    )


_MOST_BYTES = 1_000_000

Gate = dict[str, float]


def read_gate(stated: Sequence[str], measured: Collection[str]) -> Gate:
    """Read gates from files or text; `measured` are the known measures.

    Raise GateUnreadable if a gate is empty or malformed.
    """
    gate: Gate = {}
    for each in stated:
        name, equals, tolerance = each.rpartition("=")
        gate |= {name.strip(): _tolerance(each, tolerance)} if equals else _file(Path(each))
    if gate and not measured:
        raise GateUnreadable("The gate cannot be checked: the two runs have no cases in common.")
    for name in gate:
        if name not in measured:
            raise GateUnreadable(
                f"The gate names {name!r}, which is not a measure of both runs. Measures of both: "
                f"{', '.join(measured)}."
            )
    return gate


def _file(path: Path) -> Gate:
    try:
        found = json.loads(content(path, _MOST_BYTES, "write only measures and tolerances"))
    except (Unreadable, ValueError, RecursionError) as error:
        raise GateUnreadable(
            f"{path} is not a gate ({error}). Give MEASURE=TOLERANCE, or a file that contains "
            '{"MEASURE": TOLERANCE}.'
        ) from error
    if not isinstance(found, dict) or not found:
        raise GateUnreadable(f'{path} is not a gate. It must contain {{"MEASURE": TOLERANCE}}.')
    return {name: _tolerance(str(path), value) for name, value in found.items()}


def _tolerance(where: str, stated: object) -> float:
    try:
        value = float(stated) if isinstance(stated, str | int | float) else -1.0
    except ValueError:
        value = -1.0
    if not isfinite(value) or value < 0 or isinstance(stated, bool):
        raise GateUnreadable(f"{where}: {stated!r} is not a tolerance. Give a number, 0 or more.")
    return value
