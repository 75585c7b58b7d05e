"""`onrecord eval show`: print the scorecard of a run or of its parts, and the failures."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated

import typer

from ui.commands.eval_options import RunPath, Split, Tag, refusing
from ui.commands.options import AsJson, composition
from ui.commands.verb import Verb
from ui.render.text.terminal import one_line, safe, say, say_json, tell

_SHOWN = ("answered", "declined", "citation recall", "answer match", "verdict match")


def show(  # noqa: PLR0913 - each option is a parameter
    context: typer.Context,
    run: RunPath,
    by: Annotated[
        str, typer.Option(metavar="LABEL", help="Also print a line for each tag, split or kind.")
    ] = "",
    split: Split = "",
    tag: Tag = "",
    most: Annotated[
        int, typer.Option(min=0, help="How many failed cases to print; 0 for all.")
    ] = 20,
    as_json: AsJson = False,
) -> None:
    """Print the scorecard and the failed cases of a run.

    Exits with 66 if RUN is not a run or has no such case.
    """
    from assistant.evaluation.result import Label  # noqa: PLC0415 - pydantic's adapters
    from ui import runs  # noqa: PLC0415 - the same
    from ui.render.text import run as run_text  # noqa: PLC0415 - the same

    if by and by not in set(Label):
        raise typer.BadParameter(f"--by is {by!r}, but must be tag, split or kind.")
    with refusing():
        folder = runs.folder(composition(context), run)
        results = runs.results_of(folder, split, tag)
        card = runs.card_of(results)
        parts = runs.cards_by(results, Label(by)) if by else {}
    if as_json:
        record = run_text.card_record(folder, card)
        record["by"] = {name: each.to_json() for name, each in parts.items()}
        say_json({**record, "failures": run_text.failure_records(results)})
        return
    if not folder.complete:
        tell(
            f"The run is not finished: {len(results):,} of {folder.settings()['cases']} cases done."
        )
    say(safe(f"Run: {folder.path}"))
    run_text.say_card(card)
    if by:
        say()
        say(f"{by:<24}{'cases':>6}" + "".join(f"{name:>17}" for name in _SHOWN), style="bold")
    for name, each in parts.items():
        means = [each.measures[m].mean if m in each.measures else None for m in _SHOWN]
        label = one_line(name)[:23] or f"(no {by})"
        say(f"{label:<24}{each.cases:>6}" + _columns(means))
    run_text.say_failures(results, most)


def _columns(means: Sequence[float | None]) -> str:
    return "".join(f"{'–' if mean is None else f'{mean:.3f}':>17}" for mean in means)


VERB = Verb(
    "show",
    "ui.commands.eval_show:show",
    (
        "onrecord eval show runs/before",
        "onrecord eval show runs/before --by tag",
        "onrecord eval show runs/before --split dev --most 0",
    ),
)
