"""Verbs of evaluation: eval run, compare and report."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from assistant.errors import (
    GateUnreadable,
    JudgeFailed,
    RunBusy,
    RunDiffers,
    RunUnreadable,
    TestsetUnusable,
)
from ui import testsets
from ui.exit_code import ExitCode
from ui.options import AsJson, composition, decodable, named_path
from ui.printing import safe, say, say_json, tell
from ui.verb import Verb, add_verbs

app = typer.Typer(
    help="Measure answers: run test sets, compare runs, stop changes that make answers worse.",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
RunPath = Annotated[
    Path,
    typer.Argument(metavar="RUN", parser=named_path, help="The folder of a run, or its name."),
]
_CODES: dict[type[Exception], ExitCode] = {
    JudgeFailed: ExitCode.UNAVAILABLE,
    RunBusy: ExitCode.LOCKED,
    RunDiffers: ExitCode.CONFIGURATION,
    GateUnreadable: ExitCode.USAGE,
    RunUnreadable: ExitCode.NO_INPUT,
    TestsetUnusable: ExitCode.REFUSED,
}


@contextmanager
def _refusing() -> Iterator[None]:
    """End with a message and an exit code where a file or a folder cannot be used."""
    try:
        yield
    except (
        GateUnreadable,
        JudgeFailed,
        RunBusy,
        RunDiffers,
        RunUnreadable,
        TestsetUnusable,
    ) as error:
        tell(safe(f"onrecord: {error}"))
        raise typer.Exit(_CODES[type(error)]) from error


def run(  # noqa: PLR0913 - each option is a parameter
    context: typer.Context,
    testset: Annotated[
        Path, typer.Argument(metavar="TESTSET", parser=named_path, help="Cases in JSONL.")
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "-o", "--out", metavar="DIR", parser=named_path, help="The folder of the run."
        ),
    ] = None,
    search: Annotated[
        str, typer.Option(metavar="HOW", help="Search by: hybrid, words or vectors.")
    ] = "hybrid",
    seed: Annotated[int, typer.Option(min=0, help="Decides the order of the cases.")] = 0,
    split: Annotated[
        str, typer.Option(metavar="NAME", help="Only cases of this split.", callback=decodable)
    ] = "",
    tag: Annotated[
        str, typer.Option(metavar="NAME", help="Only cases with this tag.", callback=decodable)
    ] = "",
    model: Annotated[
        str,
        typer.Option(
            metavar="PROVIDER:MODEL",
            help="Let this chat model write the answers; without it they are quotations.",
            callback=decodable,
        ),
    ] = "",
    judge: Annotated[
        str,
        typer.Option(
            metavar="PROVIDER:MODEL",
            help="Also let a chat model judge answers.",
            callback=decodable,
        ),
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Answer and measure every case of a test set.

    What is done is kept: after an interruption the same command goes on where it stopped. Exits
    with 65 when a case ended in an error, or the test set has faults; 66 when something is not
    there; 69 when the judge cannot be asked; 75 when another process is at the run; 78 when the
    folder holds a run with other settings.
    """
    from ui import run_text, runs  # noqa: PLC0415 - langchain, ir_measures: a second

    signals = runs.signals(search)
    if signals is None:
        raise typer.BadParameter(f"--search {search!r} is none of hybrid, words and vectors.")
    if not testset.is_file():
        there = "is no regular file" if testset.exists() else "does not exist"
        tell(safe(f"onrecord: The test set {testset} {there}. Check the path."))
        raise typer.Exit(ExitCode.NO_INPUT)
    # What ONRECORD_MODEL sets up is for readers; a run says itself who answers.
    parts = composition(context).changed(model=model)
    with _refusing():
        chosen = runs.selected(runs.load(testset, parts.archive), split, tag)
        made = runs.prepared(parts, chosen, runs.Choices(signals, seed, judge), out)
        if not as_json:
            say(safe(f"Run: {made.folder.path}"))
        card = runs.finished(made, parts.settings.archive)
    if as_json:
        say_json(run_text.card_record(made.folder, card))
    else:
        run_text.say_card(card)
    if card.errors:
        raise typer.Exit(ExitCode.REFUSED)


def compare(
    context: typer.Context,
    first: RunPath,
    second: RunPath,
    gate: Annotated[
        list[str] | None,
        typer.Option(
            metavar="GATE",
            help="MEASURE=TOLERANCE, or a JSON file of them; may be given again.",
            callback=lambda given: [decodable(each) for each in given or ()],
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Say what the second run does otherwise than the first, case by case.

    Exits with 1 when a measure of a gate fell by more than its tolerance and the interval of the
    difference excludes zero; with 66 when one of the two is no run. Runs of different test sets
    are compared on the cases that both have.
    """
    from ui import run_text, runs  # noqa: PLC0415 - pydantic's adapters, ir_measures: a second

    with _refusing():
        parts = composition(context)
        before, after = runs.folder(parts, first), runs.folder(parts, second)
        found, fallen = runs.held_against(before, after, gate or ())
    if as_json:
        say_json(run_text.comparison_record(found, fallen))
    else:
        run_text.say_comparison(found, fallen, gated=bool(gate))
    if fallen:
        raise typer.Exit(ExitCode.NOT_IN_RECORD)


def report(
    context: typer.Context,
    run: RunPath,
    out: Annotated[
        Path, typer.Option("-o", "--out", metavar="FILE.html", parser=named_path, help="The file.")
    ],
    against: Annotated[
        Path | None,
        typer.Option(metavar="RUN", parser=named_path, help="Also compare with this earlier run."),
    ] = None,
    server: Annotated[
        str,
        typer.Option(
            metavar="URL", help="Link cases to the chat served there.", callback=decodable
        ),
    ] = "",
) -> None:
    """Write a run as one HTML file, to be read and passed on; it loads nothing from elsewhere.

    An existing FILE.html is replaced. Exits with 66 when one of the two is no run.
    """
    from ui import run_report, runs  # noqa: PLC0415 - the same

    if server and not server.startswith(("http://", "https://")):
        raise typer.BadParameter(f"--server {server!r} is no address: give http://HOST:PORT.")
    parts = composition(context)
    with _refusing():
        folder = runs.folder(parts, run)
        earlier = runs.folder(parts, against) if against else None
        written = run_report.report_html(folder, earlier, parts.program, server)
    out.write_text(written, encoding="utf-8", errors="backslashreplace")
    say(safe(f"Report: {out}"))


VERBS = (
    Verb(
        "run",
        "ui.evaluating:run",
        (
            "onrecord eval run questions.jsonl",
            "onrecord eval run questions.jsonl --out runs/before --split dev",
            "onrecord eval run questions.jsonl --search words --json",
        ),
    ),
    Verb(
        "compare",
        "ui.evaluating:compare",
        (
            "onrecord eval compare runs/before runs/after",
            'onrecord eval compare before after --gate "citation recall=0.02" --gate declined=0',
            "onrecord eval compare before after --gate gate.json --json",
        ),
    ),
    Verb(
        "report",
        "ui.evaluating:report",
        (
            "onrecord eval report runs/after -o report.html",
            "onrecord eval report after --against before -o report.html "
            "--server http://127.0.0.1:7860",
        ),
    ),
)
add_verbs(app, (*VERBS, *testsets.VERBS))
