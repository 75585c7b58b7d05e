"""Scorecards: the measures over all cases of a run, with confidence intervals."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from assistant.evaluation.authorship import Authorship
from assistant.evaluation.case import Case, Outcome
from assistant.evaluation.measures import MEASURES, Values

RESAMPLES = 2_000
LEVEL = 0.95
_SEED = 20241101
# Draws are made in batches, so that ten thousand cases do not take a gigabyte.
_CELLS = 2_000_000


@dataclass(frozen=True, slots=True)
class Interval:
    """A mean and its interval; `count` cases had a value, in `families` families.

    `low` and `high` are None with fewer than two families.
    """

    mean: float
    low: float | None
    high: float | None
    count: int
    families: int


def interval(values: Sequence[float | None], families: Sequence[str] = ()) -> Interval | None:
    """Return the mean of the known values, with its interval; None without any value.

    `families` holds the family of each value. Without it, each value is its own family. For the
    difference of two runs, pass their paired differences.
    """
    if families and len(families) != len(values):
        raise ValueError(f"{len(values)} values need as many families, got {len(families)}")
    present = [number for number, value in enumerate(values) if value is not None]
    if not present:
        return None
    known = np.array([values[number] for number in present], dtype=np.float64)
    names = [families[number] if families else str(number) for number in present]
    sums, counts = _by_family(known, names)
    mean = float(known.mean())
    if len(sums) < 2:
        return Interval(mean, None, None, len(known), len(sums))
    tail = (1 - LEVEL) / 2
    low, high = np.quantile(_means(sums, counts), [tail, 1 - tail])
    return Interval(mean, float(low), float(high), len(known), len(sums))


def _by_family(
    values: NDArray[np.float64], names: Sequence[str]
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    numbers = {name: number for number, name in enumerate(dict.fromkeys(names))}
    places = np.array([numbers[name] for name in names])
    sums = np.bincount(places, weights=values).astype(np.float64)
    return sums, np.bincount(places).astype(np.float64)


def _means(sums: NDArray[np.float64], counts: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return the mean of each bootstrap sample of families."""
    random = np.random.default_rng(_SEED)
    portion = max(1, _CELLS // len(sums))
    means: list[NDArray[np.float64]] = []
    for begun in range(0, RESAMPLES, portion):
        drawn = random.integers(len(sums), size=(min(portion, RESAMPLES - begun), len(sums)))
        means.append(sums[drawn].sum(axis=1) / counts[drawn].sum(axis=1))
    return np.concatenate(means)


@dataclass(frozen=True, slots=True)
class Abstention:
    """Counts of cases answered and declined, by whether the archive has an answer."""

    answered_answerable: int
    abstained_answerable: int
    answered_unanswerable: int
    abstained_unanswerable: int

    @property
    def answer_rate(self) -> float | None:
        """The share of answerable questions that were answered."""
        return _share(self.answered_answerable, self.abstained_answerable)

    @property
    def decline_rate(self) -> float | None:
        """The share of unanswerable questions that were declined."""
        return _share(self.abstained_unanswerable, self.answered_unanswerable)

    @property
    def balanced(self) -> float | None:
        """The mean of both rates: 0.5 for a system that always answers, or never does."""
        if self.answer_rate is None or self.decline_rate is None:
            return None
        return (self.answer_rate + self.decline_rate) / 2


@dataclass(frozen=True, slots=True)
class Latency:
    """The time per case, in seconds."""

    mean: float
    p50: float
    p90: float
    p95: float
    p99: float
    longest: float


@dataclass(frozen=True, slots=True)
class Scorecard:
    """The measures over all cases to which they apply, and figures that are not means.

    `confusion` counts (expected verdict, given verdict), with "" for no verdict. `tokens` is the
    sum of the models' counts, None if there were none. `authorship` counts the answers that a chat
    model wrote of those it was to write, None if there were none. `causes` counts why answerable
    questions failed.
    """

    cases: int
    errors: int
    measures: dict[str, Interval]
    abstention: Abstention
    confusion: tuple[tuple[str, str, int], ...]
    latency: Latency | None
    tokens: int | None
    authorship: Authorship | None = None
    causes: dict[str, int] = field(default_factory=dict)

    def to_json(self) -> dict[str, Any]:
        """Return the scorecard as JSON-compatible values."""
        rates = {
            "answer_rate": self.abstention.answer_rate,
            "decline_rate": self.abstention.decline_rate,
        }
        plain = asdict(self)
        plain["abstention"] |= rates
        plain["confusion"] = [list(row) for row in self.confusion]
        return plain


def scorecard(
    cases: Sequence[Case], outcomes: Sequence[Outcome], values: Sequence[Values]
) -> Scorecard:
    """Summarise the outcomes of cases and their measured values, in the same order.

    Unknown measures (those of a judge) come last, sorted by name.
    """
    names = [*MEASURES, *sorted({name for each in values for name in each} - set(MEASURES))]
    families = [case.family or case.id for case in cases]
    found = {name: interval([each.get(name) for each in values], families) for name in names}
    counted = [outcome.tokens for outcome in outcomes if outcome.tokens is not None]
    return Scorecard(
        cases=len(cases),
        errors=sum(outcome.error is not None for outcome in outcomes),
        measures={name: known for name, known in found.items() if known is not None},
        abstention=_abstention(cases, outcomes),
        confusion=_confusion(cases, outcomes),
        latency=_latency([outcome.seconds for outcome in outcomes if outcome.error is None]),
        tokens=sum(counted) if counted else None,
        authorship=Authorship.of(outcomes),
    )


def _abstention(cases: Sequence[Case], outcomes: Sequence[Outcome]) -> Abstention:
    """Count answered and declined cases. An error is neither."""
    counts = Counter(
        (case.answerable, outcome.answered)
        for case, outcome in zip(cases, outcomes, strict=True)
        if not case.is_quotation and outcome.error is None
    )
    return Abstention(
        counts[True, True], counts[True, False], counts[False, True], counts[False, False]
    )


def _confusion(
    cases: Sequence[Case], outcomes: Sequence[Outcome]
) -> tuple[tuple[str, str, int], ...]:
    counts = Counter(
        (case.verdict.value, outcome.verdict.value if outcome.verdict else "")
        for case, outcome in zip(cases, outcomes, strict=True)
        if case.verdict is not None
    )
    return tuple((*pair, count) for pair, count in sorted(counts.items()))


def _latency(seconds: Sequence[float]) -> Latency | None:
    if not seconds:
        return None
    p50, p90, p95, p99 = (float(value) for value in np.percentile(seconds, [50, 90, 95, 99]))
    return Latency(float(np.mean(seconds)), p50, p90, p95, p99, max(seconds))


def _share(part: int, rest: int) -> float | None:
    return part / (part + rest) if part + rest else None
