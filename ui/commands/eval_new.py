"""`onrecord eval new` and `onrecord eval import`: make or import test sets."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from assistant.errors import ImportUnusable
from assistant.evaluation.importing.columns import Columns
from assistant.wording import count
from ui.commands.eval_options import Mapped, refusing
from ui.commands.options import (
    AsJson,
    Languages,
    Outlets,
    Since,
    Until,
    composition,
    filters,
    named_path,
)
from ui.commands.verb import Verb
from ui.exit_code import ExitCode
from ui.render.text.terminal import one_line, safe, say, say_json, tell

_MOST_TOLD = 20
_FORMATS = "squad, beir, trec, multihop, realtimeqa, wice or csv"


def new(  # noqa: PLR0913 - each option is a parameter
    context: typer.Context,
    out: Annotated[
        Path, typer.Argument(metavar="FILE.jsonl", parser=named_path, help="The test set to write.")
    ],
    questions: Annotated[
        int, typer.Option(min=0, help="How many questions about what people said.")
    ] = 40,
    numbers: Annotated[
        int, typer.Option(min=0, help="How many questions that ask for a number.")
    ] = 20,
    quotations: Annotated[
        int,
        typer.Option(
            min=0, help="How many real quotations, each also changed in every possible way."
        ),
    ] = 20,
    unanswerable: Annotated[
        int, typer.Option(min=0, help="How many questions that the archive cannot answer.")
    ] = 20,
    held_out: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="PATH",
            parser=named_path,
            help="Articles that are not in the archive, for unanswerable questions.",
        ),
    ] = None,
    seed: Annotated[int, typer.Option(min=0, help="The seed for the random choices.")] = 1,
    outlet: Outlets = None,
    since: Since = "",
    until: Until = "",
    language: Languages = None,
    as_json: AsJson = False,
) -> None:
    """Make a test set from the archive by rules, without a model.

    Every case is marked as made by a program. Such a set shows when something breaks; to measure
    how good answers are, use questions written by people. Exits with 1 if no case could be made,
    and with 65 if FILE.jsonl already exists.
    """
    from assistant.evaluation.line import to_json  # noqa: PLC0415 - a third of a second
    from assistant.evaluation.making.maker import Wishes, make  # noqa: PLC0415 - the same

    if out.exists():
        _refuse(f"{out} already exists, and test sets never replace a file. Choose another name.")
    with composition(context).archive.view() as view:
        chosen = filters(view, outlet, since, until, language)
        wishes = Wishes(
            questions, numbers, quotations, unanswerable, tuple(held_out or ()), chosen, seed
        )
        made = make(view, wishes)
    if not made.lines:
        tell("No cases could be made from these articles. Choose others, or add more.")
        raise typer.Exit(ExitCode.NOT_IN_RECORD)
    out.write_text("".join(f"{to_json(line)}\n" for line in made.lines), encoding="utf-8")
    kinds = Counter(line.kind or "question" for line in made.lines)
    if as_json:
        record = {"testset": str(out), "cases": len(made.lines), "kinds": kinds}
        say_json({**record, "dropped": made.dropped})
        return
    say(safe(f"Wrote {count(len(made.lines), 'case')} to {out}: {_said(kinds)}"))
    if made.dropped:
        say(f"Unanswerable questions left out because the archive answers them: {made.dropped}")


def import_set(
    context: typer.Context,
    form: Annotated[str, typer.Argument(metavar="FORMAT", help=f"One of {_FORMATS}.")],
    path: Annotated[
        Path,
        typer.Argument(
            metavar="PATH", parser=named_path, help="The file or folder of the data set."
        ),
    ],
    out: Annotated[
        Path,
        typer.Option(
            "-o", "--out", metavar="DIR", parser=named_path, help="The folder to write to."
        ),
    ],
    mapped: Mapped = None,
    as_json: AsJson = False,
) -> None:
    """Import a data set as cases.jsonl and articles.jsonl.

    articles.jsonl is written only if the data set includes texts. Next, add the articles and run
    the cases. Exits with 65 if some items were refused; the others are still imported.
    """
    del context
    from assistant.evaluation.importing import spreadsheet  # noqa: PLC0415 - as above
    from assistant.evaluation.importing.importer import FORMATS, save  # noqa: PLC0415 - as above

    if form not in FORMATS:
        said = "; ".join(f"{name} ({each.said})" for name, each in FORMATS.items())
        raise typer.BadParameter(f"{form!r} is not a known format. The formats are: {said}.")
    if mapped and form != "csv":
        raise typer.BadParameter(
            f"--map applies only to csv, because {form} has fixed fields. Leave it out."
        )
    if not path.exists():
        tell(safe(f"onrecord: No such file or folder: {path}. Check the path."))
        raise typer.Exit(ExitCode.NO_INPUT)
    with refusing():
        columns = Columns.of(mapped or ())
    try:
        saved = save(spreadsheet.read(path, columns) if mapped else FORMATS[form].read(path), out)
    except ImportUnusable as error:
        _refuse(str(error))
    for problem in saved.problems[:_MOST_TOLD]:
        tell(one_line(f"refused {problem}"))
    if len(saved.problems) > _MOST_TOLD:
        tell(f"… and {len(saved.problems) - _MOST_TOLD:,} more were refused")
    if as_json:
        problems = [str(problem) for problem in saved.problems]
        record = {"folder": str(out), "cases": saved.cases, "articles": saved.articles}
        say_json({**record, "problems": problems})
    else:
        articles = count(saved.articles, "article")
        say(safe(f"Wrote {count(saved.cases, 'case')} and {articles} to {out}"))
    if saved.problems:
        raise typer.Exit(ExitCode.REFUSED)


def _refuse(message: str) -> NoReturn:
    tell(safe(f"onrecord: {message}"))
    raise typer.Exit(ExitCode.REFUSED)


def _said(kinds: Counter[str]) -> str:
    return ", ".join(f"{number:,} {kind}" for kind, number in sorted(kinds.items()))


VERBS = (
    Verb(
        "new",
        "ui.commands.eval_new:new",
        (
            "onrecord eval new made.jsonl",
            "onrecord eval new made.jsonl --questions 100 --held-out ../other/articles --seed 2",
        ),
    ),
    Verb(
        "import",
        "ui.commands.eval_new:import_set",
        (
            "onrecord eval import squad dev-v2.0.json -o squad",
            "onrecord eval import csv ragas.csv --map kind=topic -o ragas",
            "onrecord add squad/articles.jsonl && onrecord eval run squad/cases.jsonl",
        ),
    ),
)
