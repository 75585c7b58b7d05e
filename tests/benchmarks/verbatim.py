"""Answer match as it was before: the words of an answer one after the other, without reading them.

For one release, benchmarks print it beside the measure of today, so that figures from before can
be compared. It goes with the next release.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.evaluation.matching import normalised
from assistant.evaluation.result import Result
from assistant.evaluation.scorecard import Interval, interval

MEASURE = "answer verbatim"
_HANGUL = re.compile(r"[가-힣]")
_EDGE = re.compile(r"[\W_]")


def verbatim(results: Sequence[Result]) -> Interval | None:
    """Return the share of the cases whose answer is in the text word for word."""
    families = [result.case.family or result.case.id for result in results]
    return interval([_value(result) for result in results], families)


def _value(result: Result) -> float | None:
    case, outcome = result.case, result.outcome
    if not case.answers and not case.answers_all:
        return None
    text = outcome.text if outcome.answered and outcome.error is None else ""
    any_of = not case.answers or any(holds(text, answer) for answer in case.answers)
    return float(any_of and all(holds(text, answer) for answer in case.answers_all))


def holds(text: str, answer: str) -> bool:
    """Return True if a text has the words of an answer; a Korean particle may follow."""
    looked, wanted = normalised(text), normalised(answer)
    if not wanted:
        return False
    place = looked.find(wanted)
    while place >= 0:
        end = place + len(wanted)
        behind = looked[end : end + 1]
        begins = place == 0 or not (looked[place - 1].isalnum() and wanted[0].isalnum())
        if begins and (not behind.isalnum() or _HANGUL.match(behind)):
            return True
        # From inside a word, the next place that counts is behind the word.
        edge = None if begins else _EDGE.search(looked, place)
        if not begins and edge is None:
            return False
        place = looked.find(wanted, edge.end() if edge else place + 1)
    return False
