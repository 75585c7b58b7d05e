"""`onrecord eval list`: list the runs, and the test sets in a folder."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.wording import count
from ui.commands.eval_options import refusing
from ui.commands.options import AsJson, composition, named_path
from ui.commands.verb import Verb
from ui.render.text.terminal import one_line, safe, say, say_json

if TYPE_CHECKING:
    from assistant.evaluation.run_folder import RunFolder


def list_evaluations(
    context: typer.Context,
    folder: Annotated[
        Path | None,
        typer.Argument(
            metavar="[DIR]",
            parser=named_path,
            help="The folder with test sets; by default, the current one.",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """List the runs, latest first, and the test sets in a folder.

    Exits with 66 if a run cannot be read.
    """
    from assistant.evaluation.testset import testsets_in  # noqa: PLC0415 - pydantic's adapters
    from ui import runs  # noqa: PLC0415 - the same

    parts = composition(context)
    with refusing():
        kept = [_run_record(run) for run in runs.kept(parts.runs)]
    folder = folder or Path()
    held = testsets_in(folder)
    if as_json:
        sets = [
            {"path": str(each.path), "questions": each.questions, "quotations": each.quotations}
            for each in held
        ]
        say_json({"runs": kept, "testsets": sets})
        return
    say(safe(f"{count(len(kept), 'run')} in {parts.runs}"), style="bold")
    for run in kept:
        state = "" if run["complete"] else f", stopped after {run['done']:,}"
        said = f"{run['testset']}, {count(run['cases'], 'case')}{state}"
        day = run["changed"][:16].replace("T", " ")
        say(one_line(f"{run['name']}: {said}, {day}"), indent=2)
    say()
    say(safe(f"{count(len(held), 'test set')} in {folder.absolute()}"), style="bold")
    for each in held:
        kinds = f"{count(each.questions, 'question')}, {count(each.quotations, 'quotation')}"
        say(one_line(f"{each.path.name}: {kinds}"), indent=2)
    if not kept:
        say(safe(f"To start a run: `{parts.program} eval run FILE.jsonl`"))


def _run_record(run: RunFolder) -> dict[str, Any]:
    """Convert the settings and progress of a run to plain values."""
    settings = run.settings()
    return {
        "name": run.name,
        "path": str(run.path),
        "testset": settings["testset"],
        "search": settings["search"],
        "cases": settings["cases"],
        "done": run.done,
        "complete": run.complete,
        "changed": datetime.fromtimestamp(run.changed).astimezone().isoformat(timespec="seconds"),
    }


VERB = Verb(
    "list",
    "ui.commands.eval_list:list_evaluations",
    ("onrecord eval list", "onrecord eval list tests/answers", "onrecord eval list --json"),
)
