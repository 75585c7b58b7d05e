"""`onrecord eval`: the verbs run, compare and report, and the group with all `eval` verbs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.evaluation.importing.columns import Columns
from ui.commands import eval_export as evaluation_export
from ui.commands import eval_list as evaluation_list
from ui.commands import eval_new as testsets
from ui.commands import eval_show as evaluation_show
from ui.commands.eval_options import Mapped, RunPath, Split, Tag, each_decodable, refusing
from ui.commands.options import AsJson, composition, decodable, named_path
from ui.commands.verb import Verb, add_verbs
from ui.exit_code import ExitCode
from ui.render.text.terminal import safe, say, say_json, tell

if TYPE_CHECKING:
    from assistant.evaluation.run_folder import RunFolder
    from assistant.evaluation.scorecard import Scorecard

app = typer.Typer(
    help="Measure answers: run test sets and compare runs.",
    no_args_is_help=True,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def run(  # noqa: PLR0913 - each option is a parameter
    context: typer.Context,
    testset: Annotated[
        Path,
        typer.Argument(metavar="TESTSET", parser=named_path, help="The test set, in JSONL or CSV."),
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "-o", "--out", metavar="DIR", parser=named_path, help="The folder to keep the run in."
        ),
    ] = None,
    search: Annotated[
        str, typer.Option(metavar="HOW", help="How to search: hybrid, words or vectors.")
    ] = "hybrid",
    seed: Annotated[int, typer.Option(min=0, help="The seed for the order of the cases.")] = 0,
    split: Split = "",
    tag: Tag = "",
    mapped: Mapped = None,
    model: Annotated[
        str,
        typer.Option(
            metavar="PROVIDER:MODEL",
            help="Let this chat model write the answers, instead of quotations.",
            callback=decodable,
        ),
    ] = "",
    judge: Annotated[
        str,
        typer.Option(
            metavar="PROVIDER:MODEL",
            help="Also let this chat model judge the answers.",
            callback=decodable,
        ),
    ] = "",
    as_json: AsJson = False,
) -> None:
    """Run every case of a test set and measure the answers.

    Finished cases are kept, so the same command resumes an interrupted run. Exits with 65 if a case
    ended in an error or the test set is not valid, with 66 if a file or the archive is missing,
    with 69 if the judge cannot be reached, with 75 if another process is writing the run, and with
    78 if the folder holds a run with other settings.
    """
    from ui import runs  # noqa: PLC0415 - langchain, ir_measures: a second

    signals = runs.signals(search)
    if signals is None:
        raise typer.BadParameter(f"--search is {search!r}, but must be hybrid, words or vectors.")
    _require_file(testset)
    # ONRECORD_MODEL is for visitors. A run names its own writer, so that it can be repeated.
    parts = composition(context).changed(model=model)
    with refusing():
        whole = runs.load(testset, parts.archive, Columns.of(mapped or ()))
        chosen = whole.part(split, tag)
        made = runs.prepared(parts, chosen, runs.Choices(signals, seed, judge), out)
        if not as_json:
            say(safe(f"Run: {made.folder.path}"))
        card = runs.finished(made, parts.settings.archive)
    _say(made.folder, card, f"{parts.program} eval show {made.folder.name} --most 0", as_json)
    if card.errors:
        raise typer.Exit(ExitCode.REFUSED)


def _require_file(testset: Path) -> None:
    if not testset.is_file():
        there = "is not a regular file" if testset.exists() else "does not exist"
        tell(safe(f"onrecord: The test set {testset} {there}. Check the path."))
        raise typer.Exit(ExitCode.NO_INPUT)


def _say(folder: RunFolder, card: Scorecard, more: str, as_json: bool) -> None:
    """Print the scorecard of a run and its failed cases."""
    from ui.render.text import run  # noqa: PLC0415 - the same
    from ui.render.text import run as run_text  # noqa: PLC0415 - pydantic's adapters

    results = folder.results()
    if as_json:
        failures = run.failure_records(results)
        say_json({**run_text.card_record(folder, card), "failures": failures})
    else:
        run_text.say_card(card)
        run.say_failures(results, more=more)


def compare(
    context: typer.Context,
    first: RunPath,
    second: RunPath,
    gate: Annotated[
        list[str] | None,
        typer.Option(
            metavar="GATE",
            help="MEASURE=TOLERANCE, or a JSON file with several; repeatable.",
            callback=each_decodable,
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Compare two runs case by case.

    Runs of different test sets are compared on the cases that both have. Exits with 1 if a gated
    measure fell by more than its tolerance and the interval of the difference excludes zero, and
    with 66 if either is not a run.
    """
    from ui import runs  # noqa: PLC0415 - the same
    from ui.render.text import run as run_text  # noqa: PLC0415 - pydantic's adapters, ir_measures: a second

    with refusing():
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
        Path,
        typer.Option(
            "-o", "--out", metavar="FILE.html", parser=named_path, help="The file to write."
        ),
    ],
    against: Annotated[
        Path | None,
        typer.Option(metavar="RUN", parser=named_path, help="Also compare with this earlier run."),
    ] = None,
    server: Annotated[
        str,
        typer.Option(
            metavar="URL", help="Link each case to the page served there.", callback=decodable
        ),
    ] = "",
) -> None:
    """Write a report of a run as a self-contained HTML file.

    An existing FILE.html is replaced. Exits with 66 if either is not a run.
    """
    from ui import runs  # noqa: PLC0415 - the same
    from ui.render.html import run_report  # noqa: PLC0415 - the same

    if server and not server.startswith(("http://", "https://")):
        raise typer.BadParameter(
            f"--server is {server!r}, which is not an address. Give http://HOST:PORT."
        )
    parts = composition(context)
    with refusing():
        folder = runs.folder(parts, run)
        earlier = runs.folder(parts, against) if against else None
        written = run_report.report_html(folder, earlier, parts.program, server)
    out.write_text(written, encoding="utf-8", errors="backslashreplace")
    say(safe(f"Wrote the report {out}"))


VERBS = (
    evaluation_list.VERB,
    Verb(
        "run",
        "ui.commands.eval_run:run",
        (
            "onrecord eval run questions.jsonl",
            "onrecord eval run questions.jsonl --out runs/before --split dev",
            "onrecord eval run questions.jsonl --search words --json",
            "onrecord eval run ragas.csv --map kind=topic --map ignore=notes",
        ),
    ),
    evaluation_show.VERB,
    evaluation_export.VERB,
    Verb(
        "compare",
        "ui.commands.eval_run:compare",
        (
            "onrecord eval compare runs/before runs/after",
            'onrecord eval compare before after --gate "citation recall=0.02" --gate declined=0',
            "onrecord eval compare before after --gate gate.json --json",
        ),
    ),
    Verb(
        "report",
        "ui.commands.eval_run:report",
        (
            "onrecord eval report runs/after -o report.html",
            "onrecord eval report after --against before -o report.html "
            "--server http://127.0.0.1:7860",
        ),
    ),
)
add_verbs(app, (*VERBS, *testsets.VERBS))
