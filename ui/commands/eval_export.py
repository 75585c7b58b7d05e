"""`onrecord eval export`: write the rankings of a run in TREC format."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ui.commands.eval_options import RunPath, Split, Tag, refusing
from ui.commands.options import composition, named_path
from ui.commands.verb import Verb
from ui.render.text.terminal import safe, say, say_whole


def export(  # noqa: PLR0913 - each option is a parameter
    context: typer.Context,
    run: RunPath,
    out: Annotated[
        Path | None,
        typer.Option(
            "-o", "--out", metavar="FILE", parser=named_path, help="Write to this file instead."
        ),
    ] = None,
    passages: Annotated[
        bool, typer.Option("--passages", help="Export passages instead of articles.")
    ] = False,
    qrels: Annotated[
        bool, typer.Option("--qrels", help="Export the relevant articles instead of the ranking.")
    ] = False,
    split: Split = "",
    tag: Tag = "",
) -> None:
    """Export what a run retrieved, in TREC format.

    The columns are qid Q0 docno rank score tag, as trec_eval and similar tools read them. With
    --qrels, export the articles that should have been retrieved. An existing FILE is replaced.
    Exits with 66 if RUN is not a run or has no such case.
    """
    from assistant.evaluation.run import qrels_lines, run_lines  # noqa: PLC0415 - pydantic
    from ui import runs  # noqa: PLC0415 - the same

    if passages and qrels:
        raise typer.BadParameter("--qrels lists articles, not passages. Leave out --passages.")
    with refusing():
        folder = runs.folder(composition(context), run)
        results = runs.results_of(folder, split, tag)
    made = qrels_lines(results) if qrels else run_lines(results, folder.name, passages=passages)
    lines = list(made)
    if out is None:
        for line in lines:
            say_whole(safe(line))
        return
    out.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    say(safe(f"Wrote {len(lines):,} lines to {out}"))


VERB = Verb(
    "export",
    "ui.commands.eval_export:export",
    (
        "onrecord eval export runs/before -o before.run",
        "onrecord eval export runs/before --qrels -o questions.qrels",
    ),
)
