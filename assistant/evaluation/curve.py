"""The risk-coverage curve of a run: the accuracy at higher and lower answer rates.

Each question's best sentence has a probability. With a higher threshold, fewer questions are
answered and more of the answers are correct. After El-Yaniv and Wiener 2010, "On the foundations of
noise-free selective classification".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.evaluation.holding import holds
from assistant.evaluation.matching import states_expected
from assistant.evaluation.result import Result


@dataclass(frozen=True, slots=True)
class Point:
    """At one threshold, the share of questions answered and the share of answers correct."""

    coverage: float
    precision: float
    threshold: float


@dataclass(frozen=True, slots=True)
class Curve:
    """The points of a run, highest threshold first, and the share of questions the run answered."""

    points: tuple[Point, ...]
    answered: float

    @classmethod
    def of(cls, results: Sequence[Result]) -> Curve | None:
        """Return the curve of results, or None if no question counts.

        A question counts if sentences were considered for it and it is known to have no answer, or
        its expected answer or gold is known. For a question without an answer, every sentence is
        wrong.
        """
        counted = [result for result in results if _counts(result)]
        if not counted:
            return None
        judged = sorted(map(_best, counted), reverse=True)
        points: list[Point] = []
        right = 0
        for number, (score, is_right) in enumerate(judged, 1):
            right += is_right
            if number == len(judged) or judged[number][0] < score:
                points.append(Point(number / len(judged), right / number, score))
        answered = sum(result.outcome.answered for result in counted)
        return cls(tuple(points), answered / len(counted))

    def at(self, coverage: float) -> Point:
        """Return the first point that answers at least this share, 0 to 1."""
        return next(point for point in self.points if point.coverage >= coverage)


def _counts(result: Result) -> bool:
    case = result.case
    expects = case.gold or case.answers or case.answers_all or case.numbers or case.dates
    return bool(result.outcome.candidates) and bool(expects or case.answerable is False)


def _best(result: Result) -> tuple[float, bool]:
    best = max(result.outcome.candidates, key=lambda candidate: candidate.score)
    if result.case.answerable is False:
        return best.score, False
    held = any(holds(best.span, gold) for gold in result.case.gold)
    return best.score, held or states_expected(result.case, best.words)
