"""`onrecord search`: find passages."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from assistant.wording import searched
from ui.commands.options import (
    AsJson,
    Languages,
    Outlets,
    QuestionWords,
    Since,
    Until,
    Verbose,
    composition,
    echo,
    typed_text,
)
from ui.exit_code import ExitCode
from ui.render.text.answer import say_found
from ui.render.text.terminal import one_line, say, say_json
from ui.requests import search as searching
from ui.requests.act import requested
from ui.requests.ask import LONGEST_QUESTION


def search(  # noqa: PLR0913 - each option is a parameter
    context: typer.Context,
    words: QuestionWords,
    limit: Annotated[
        int,
        typer.Option(min=1, max=searching.MOST_PASSAGES, help="Print at most this many passages."),
    ] = 10,
    outlet: Outlets = None,
    since: Since = "",
    until: Until = "",
    language: Languages = None,
    read: Annotated[
        bool,
        typer.Option("--read", help="Read the best 20 passages, and put those that answer first."),
    ] = False,
    verbose: Verbose = False,
    as_json: AsJson = False,
) -> None:
    """Find passages about a question, best first.

    Scores are comparable only within one search. Exits with 1 if nothing was found.
    """
    parts = composition(context)
    request = requested(
        searching.SearchRequest,
        {
            "query": typed_text(words, LONGEST_QUESTION),
            "limit": limit,
            "outlets": outlet,
            "since": since,
            "until": until,
            "languages": language,
            "read": read,
        },
    )
    with parts.archive.view() as view:
        found = searching.search(request, view, partial(parts.searcher, view))
        echo(found.scope.filters, outlet)
        if as_json:
            say_json(searching.found_record(found))
        elif found.matches:
            say_found(found, view, parts.program, verbose=verbose)
        else:
            say(one_line(f"Nothing was found. {searched(found.scope)}"))
    if not found.matches:
        raise typer.Exit(ExitCode.NOT_IN_RECORD)
