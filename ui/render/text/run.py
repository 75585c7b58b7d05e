"""Runs of test sets as text for the terminal, and as plain values for programs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from typing import Any

from assistant.evaluation.authorship import noted
from assistant.evaluation.case import Outcome
from assistant.evaluation.comparison import Comparison, Difference, Fall, Pair
from assistant.evaluation.failure import cause_of, failure_of
from assistant.evaluation.result import Result
from assistant.evaluation.run_folder import RunFolder
from assistant.evaluation.scorecard import Abstention, Interval, Scorecard
from assistant.wording import count
from ui.render.text.terminal import one_line, say

_MOST_FLIPS = 20
_LONGEST = 300


def say_card(card: Scorecard) -> None:
    """Print the measures with their intervals, abstention, verdicts and times."""
    say(f"{count(card.cases, 'case')}, {count(card.errors, 'error')}")
    if card.authorship is not None:
        say(one_line(card.authorship.said))
    say()
    say(f"{'measure':<22}{'mean':>7}  {'95 % interval':<16}{'cases':>6}", style="bold")
    for name, interval in card.measures.items():
        say(f"{name:<22}{interval.mean:>7.3f}  {spread(interval):<16}{interval.count:>6}")
    if any(asdict(card.abstention).values()):
        say()
        _say_abstention(card.abstention)
    wrong = [row for row in card.confusion if row[0] != row[1]]
    for expected, given, number in wrong:
        say(f"expected “{expected}”, got “{given or 'no verdict'}”: {number:,}")
    if card.causes:
        causes = ", ".join(f"{cause} {number:,}" for cause, number in card.causes.items())
        say(f"answerable questions that failed: {causes}")
    if card.latency is not None:
        times = card.latency
        say()
        say(
            f"a case took {times.p50 * 1000:.0f} ms (median), {times.p95 * 1000:.0f} ms (95 %), "
            f"{times.longest * 1000:.0f} ms (longest)"
        )
    if card.tokens is not None:
        say(f"{card.tokens:,} tokens")


def _say_abstention(counts: Abstention) -> None:
    say(f"{'':<14}{'answered':>10}{'abstained':>11}", style="bold")
    say(f"{'answerable':<14}{counts.answered_answerable:>10}{counts.abstained_answerable:>11}")
    answered, abstained = counts.answered_unanswerable, counts.abstained_unanswerable
    say(f"{'unanswerable':<14}{answered:>10}{abstained:>11}")


def say_comparison(found: Comparison, fallen: Sequence[Fall], *, gated: bool) -> None:
    """Print the differences, the cases that flipped, and the measures that failed the gate."""
    say(f"Compared {count(len(found.pairs), 'case')} that both runs have")
    if found.is_partial:
        say(
            f"Not compared: {found.only_first:,} only in the first, {found.only_second:,} only in "
            f"the second, {found.changed:,} with another question or expected answer."
        )
    for setting in found.settings:
        say(one_line(f"  {setting}"))
    say()
    head = f"{'measure':<22}{'first':>7}{'second':>8}{'change':>8}  {'95 % interval':<18}"
    say(f"{head}{'cases':>5}", style="bold")
    for difference in found.differences:
        say(_row(difference))
    _say_flips(found.flips)
    if gated:
        say()
        say("The gate passed." if not fallen else "The gate failed:", style="bold")
    for fall in fallen:
        change = fall.difference.change
        say(
            f"  {fall.difference.measure} fell by {-change.mean:.3f} ({spread(change)}); "
            f"at most {fall.tolerance:g} is allowed"
        )


def _row(difference: Difference) -> str:
    change = difference.change
    mark = "*" if difference.is_beyond_chance else " "
    return (
        f"{difference.measure:<22}{difference.first:>7.3f}{difference.second:>8.3f}"
        f"{change.mean:>+8.3f}{mark} {spread(change):<18}{change.count:>5}"
    )


def _say_flips(flips: Sequence[Pair]) -> None:
    say()
    fell = sum(pair.fell for pair in flips)
    say(f"{count(fell, 'case')} fell, {len(flips) - fell:,} rose", style="bold")
    for pair in flips[:_MOST_FLIPS]:
        say()
        case = pair.first.case
        say(one_line(f"{'fell' if pair.fell else 'rose'}  {case.id}  {pair.first.case.title}"))
        say(f"first:  {outcome_line(pair.first)}", indent=4)
        say(f"second: {outcome_line(pair.second)}", indent=4)
    if len(flips) > _MOST_FLIPS:
        say()
        say(f"… and {len(flips) - _MOST_FLIPS:,} more: use --json or `onrecord eval report`.")


def spread(interval: Interval) -> str:
    """Return an interval as text, or a note if there is not enough data for one."""
    if interval.low is None or interval.high is None:
        return "not enough data"
    return f"[{interval.low:.3f}, {interval.high:.3f}]"


def outcome_line(result: Result) -> str:
    """Return the outcome of a case on one line."""
    outcome = result.outcome
    if outcome.error is not None:
        said = f"error: {outcome.error}"
    elif outcome.verdict is not None:
        said = outcome.verdict.value
    else:
        said = outcome.text if outcome.answered else _declined(outcome)
    failure = failure_of(result)
    said = one_line(said)
    if by := noted(outcome):
        said = f"({one_line(by)}) {said}"
    shown = said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"
    if failure is None:
        return shown
    cause = cause_of(result)
    return f"{shown} [{failure.value}{f': {cause.value}' if cause else ''}]"


def _declined(outcome: Outcome) -> str:
    why = outcome.why_declined
    return f"no clear answer ({why})" if why else "no clear answer"


def card_record(folder: RunFolder, card: Scorecard) -> dict[str, Any]:
    """Convert the scorecard of a run to plain values."""
    return {"run": str(folder.path), "settings": folder.settings(), "scorecard": card.to_json()}


def comparison_record(found: Comparison, fallen: Sequence[Fall]) -> dict[str, Any]:
    """Convert a comparison to plain values."""
    return {
        "cases": len(found.pairs),
        "only_first": found.only_first,
        "only_second": found.only_second,
        "changed": found.changed,
        "settings": found.settings,
        "differences": [
            {**asdict(d), "beyond_chance": d.is_beyond_chance} for d in found.differences
        ],
        "flips": [_flip_record(pair) for pair in found.flips],
        "gate": [
            {"measure": fall.difference.measure, "tolerance": fall.tolerance} for fall in fallen
        ],
    }


def _flip_record(pair: Pair) -> dict[str, Any]:
    return {
        "case": pair.first.case.to_json(),
        "fell": pair.fell,
        "first": pair.first.outcome.to_json(),
        "second": pair.second.outcome.to_json(),
    }


MOST_SHOWN = 20
"""The number of failed cases to print by default."""


def say_failures(results: Iterable[Result], most: int = MOST_SHOWN, more: str = "") -> None:
    """Print the failed cases with question and outcome. `more` is the command that shows all."""
    failed = _failed(results)
    if not failed:
        return
    say()
    say(f"{count(len(failed), 'case')} failed", style="bold")
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
