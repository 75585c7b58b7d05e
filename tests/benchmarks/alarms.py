"""How often a comparison cries wolf, and how often it sees a fault.

    python -m tests.benchmarks.alarms
    python -m tests.benchmarks.alarms --run DIR [--trials 20]

Pairs of runs are drawn by lot: each case is right with a probability, in both runs the same (then
every alarm is a false one; the interval promises one in forty on either side) or less in the
second (then an alarm is right). Wordings come in families of two.

With `--run` both runs of a pair are drawn from the results of one run, family by family with
repetition, and paired by lot: whatever differs is chance. Every measure is gated with a tolerance
of 0. The promise is one alarm in forty for each measure; it exits with 1 where a measure cries wolf
more often than one in forty makes likely (the 99.9 % point of the binomial distribution, for there
are many measures).
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Sequence
from math import comb
from pathlib import Path

from assistant.evaluation.case import Case
from assistant.evaluation.comparison import comparison, falls
from assistant.evaluation.result import Result
from assistant.evaluation.run_folder import RunFolder
from tests.assistant.evaluation.fakes import a_case, a_result, right, wrong

TRIALS = 400
SIZES = (20, 50, 100, 200)
RIGHT = 0.8
LOSSES = (0.0, 0.05, 0.1, 0.2)


def drawn(cases: list[tuple[Result, Result]], share: float, lot: random.Random) -> list[Result]:
    """Return a result for each case, right ones with the given probability."""
    return [good if lot.random() < share else bad for good, bad in cases]


def alarms(size: int, loss: float) -> float:
    """Return the share of trials in which the gate stops."""
    cases = [(a_result(c, right(c)), a_result(c, wrong(c))) for c in map(a_case, range(size))]
    # Only one measure, or most of the time would go into all the others.
    cases = [(_only(good), _only(bad)) for good, bad in cases]
    stopped = 0
    for trial in range(TRIALS):
        lot = random.Random(f"{size}:{loss}:{trial}")  # noqa: S311 - nothing to do with secrets
        found = comparison(drawn(cases, RIGHT, lot), drawn(cases, RIGHT - loss, lot))
        stopped += bool(falls(found, {"answered": 0.0}))
    return stopped / TRIALS


def _only(result: Result) -> Result:
    measures = {"answered": result.measures["answered"]}
    return Result(result.case, result.outcome, measures)


def redrawn(results: Sequence[Result], lot: random.Random) -> list[Result]:
    """Return as many families of results as there are, drawn with repetition, as new cases."""
    families: defaultdict[str, list[Result]] = defaultdict(list)
    for result in results:
        families[result.case.family or result.case.id].append(result)
    drawn = lot.choices(list(families.values()), k=len(families))
    return [
        Result(Case(f"{n}:{m}", family=str(n)), result.outcome, result.measures)
        for n, family in enumerate(drawn)
        for m, result in enumerate(family)
    ]


def false_alarms(results: Sequence[Result], trials: int) -> Counter[str]:
    """Count for each measure how often a gate stops one drawing of a run beside another."""
    stopped: Counter[str] = Counter()
    for trial in range(trials):
        lot = random.Random(f"run:{trial}")  # noqa: S311 - nothing to do with secrets
        found = comparison(redrawn(results, lot), redrawn(results, lot))
        gate = {difference.measure: 0.0 for difference in found.differences}
        stopped.update(dict.fromkeys(gate, 0))
        stopped.update(fall.difference.measure for fall in falls(found, gate))
    return stopped


def most_likely(trials: int, chance: float = 0.025, level: float = 0.999) -> int:
    """Return the number of alarms that is exceeded by chance no oftener than the level leaves."""
    total = 0.0
    for count in range(trials + 1):
        total += comb(trials, count) * chance**count * (1 - chance) ** (trials - count)
        if total >= level:
            return count
    return trials


def of_run(folder: Path, trials: int) -> bool:
    """Print the false alarms of a run; return whether a measure has too many."""
    results = RunFolder(folder).results()
    stopped = false_alarms(results, trials)
    most = most_likely(trials)
    print(f"{len(results)} cases, {trials} pairs drawn from them; at most {most} alarms are chance")
    for measure, count in sorted(stopped.items()):
        print(f"{measure:<20} {count:>4} {'  too many' if count > most else ''}")
    return any(count > most for count in stopped.values())


def main() -> None:
    """Print a row for each number of cases, or for each measure of a run."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--run", type=Path, help="draw both runs from the results of this one")
    parser.add_argument("--trials", type=int, default=20, help="how many pairs, with --run")
    options = parser.parse_args()
    if options.run is not None:
        sys.exit(of_run(options.run, options.trials))
    print(f"share of {TRIALS} pairs of runs that a gate stops, {RIGHT:.0%} right in the first")
    print(f"{'cases':>6}" + "".join(f"{f'-{loss:.0%}':>9}" for loss in LOSSES))
    for size in SIZES:
        print(f"{size:>6}" + "".join(f"{alarms(size, loss):>9.3f}" for loss in LOSSES))


if __name__ == "__main__":
    main()
