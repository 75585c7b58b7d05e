"""The failed cases of a run, for the terminal and for programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from assistant.evaluation.failure import cause_of, failure_of
from assistant.evaluation.result import Result
from assistant.wording import count
from ui.render.text.run import outcome_line
from ui.render.text.terminal import one_line, say

MOST_SHOWN = 20
"""Cases that are printed unless more are asked for."""


def say_failures(results: Iterable[Result], most: int = MOST_SHOWN, more: str = "") -> None:
    """Print the failed cases with question and outcome. `more` is the command that shows all."""
    failed = _failed(results)
    if not failed:
        return
    say()
    say(f"{count(len(failed), 'case')} went wrong", style="bold")
    shown = failed if most == 0 else failed[:most]
    for result in shown:
        say(one_line(f"{result.case.id}: {result.case.title}"))
        say(outcome_line(result), indent=4)
        if expected := _expected(result):
            say(one_line(f"expected: {expected}"), indent=4)
    if len(failed) > len(shown):
        hint = f" `{more}` prints them." if more else ""
        say(f"… and {len(failed) - len(shown):,} more.{hint}")


def failure_records(results: Iterable[Result]) -> list[dict[str, Any]]:
    """Convert the failed cases to plain values."""
    records = []
    for result in _failed(results):
        failure, cause = failure_of(result), cause_of(result)
        records.append(
            {
                "case": result.case.id,
                "asked": result.case.title,
                "failure": failure.value if failure else None,
                "cause": cause.value if cause else None,
                "expected": _expected(result),
                "outcome": result.outcome.to_json(),
            }
        )
    return records


def _failed(results: Iterable[Result]) -> Sequence[Result]:
    failed = [result for result in results if failure_of(result) is not None]
    return sorted(failed, key=lambda result: result.case.id)


def _expected(result: Result) -> str:
    case = result.case
    if case.verdict is not None:
        return case.verdict.value
    if case.answerable is False:
        return "no answer"
    days = [day.isoformat() for day in case.dates]
    any_of = " | ".join([*case.answers, *case.numbers, *days])
    return " and ".join(filter(None, (any_of, " and ".join(case.answers_all))))
