"""`onrecord ask`: answer a question."""

from __future__ import annotations

from typing import Annotated

import typer

from assistant.wording import windowed
from ui.commands.options import (
    AsJson,
    Languages,
    Model,
    Outlets,
    QuestionWords,
    Since,
    Until,
    Verbose,
    composition,
    decodable,
    echo,
    typed_text,
)
from ui.exit_code import ExitCode
from ui.render.json_records import answer_record
from ui.render.text.answer import say_answer
from ui.render.text.terminal import one_line, safe, say, say_json, tell
from ui.requests import ask as asking
from ui.requests.act import requested
from ui.requests.ask import LONGEST_QUESTION

Earlier = Annotated[
    list[str] | None,
    typer.Option(
        "--after",
        metavar="QUESTION",
        help="An earlier question that this one follows up on; repeatable, oldest first.",
        callback=lambda given: [decodable(text) for text in given or ()],
    ),
]


def ask(  # noqa: PLR0913 - each option is a parameter
    context: typer.Context,
    words: QuestionWords,
    after: Earlier = None,
    outlet: Outlets = None,
    since: Since = "",
    until: Until = "",
    language: Languages = None,
    model: Model = None,
    quote: Annotated[
        bool, typer.Option("--quote", help="Answer with quotations even if a chat model is set up.")
    ] = False,
    standalone: Annotated[
        str,
        typer.Option(
            metavar="QUESTION",
            help="Search for this question instead.",
            callback=decodable,
        ),
    ] = "",
    all_times: Annotated[
        bool,
        typer.Option(
            "--all-times", help="Don't filter by a time in the question (“in the last month”)."
        ),
    ] = False,
    verbose: Verbose = False,
    as_json: AsJson = False,
) -> None:
    """Answer a question in the archive's own words.

    Each sentence has a citation. If a chat model is set up, it writes the answer, and each of its
    sentences is checked against the words it cites. Exits with 1 if the archive has no clear
    answer.
    """
    parts = composition(context).changed(model="" if quote else model)
    writers = tuple(parts.settings.models)
    request = requested(
        asking.AskRequest,
        {
            "question": typed_text(words, LONGEST_QUESTION),
            "outlets": outlet,
            "since": since,
            "until": until,
            "history": after,
            "writer": next(iter(writers), ""),
            "standalone": standalone,
            "windowed": not all_times,
            "languages": language,
        },
    )
    with parts.archive.view() as view:
        chain = parts.chain(view)
        echo(asking.question(request, view, writers).filters, outlet)
        if writer := request.writer:
            tell(safe(f"Searching ... {writer} writes the answer if the archive has one."))
        answer = asking.ask(request, view, chain, writers)
        if as_json:
            say_json(answer_record(answer))
        else:
            if narrowed := windowed(answer):
                say(one_line(f"{narrowed}. To search all dates, use --all-times."), style="dim")
            if answer.standalone:
                say(one_line(f"Searched for: {answer.standalone}"))
                say()
            say_answer(answer, view, parts.program, verbose=verbose)
    if not answer.found:
        raise typer.Exit(ExitCode.NOT_IN_RECORD)
