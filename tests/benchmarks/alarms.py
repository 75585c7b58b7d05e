"""How often a comparison cries wolf, and how often it sees a fault.

    python -m tests.benchmarks.alarms

Pairs of runs are drawn by lot: each case is right with a probability, in both runs the same (then
every alarm is a false one; the interval promises one in forty on either side) or less in the
second (then an alarm is right). Wordings come in families of two.
"""

from __future__ import annotations

import random

from assistant.evaluation.comparison import comparison, falls
from assistant.evaluation.result import Result
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


def main() -> None:
    """Print a row for each number of cases."""
    print(f"share of {TRIALS} pairs of runs that a gate stops, {RIGHT:.0%} right in the first")
    print(f"{'cases':>6}" + "".join(f"{f'-{loss:.0%}':>9}" for loss in LOSSES))
    for size in SIZES:
        print(f"{size:>6}" + "".join(f"{alarms(size, loss):>9.3f}" for loss in LOSSES))


if __name__ == "__main__":
    main()
