"""`onrecord list`: list articles."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from assistant.wording import NO_OUTLET, count
from ui.commands.options import (
    AsJson,
    Languages,
    Outlets,
    Since,
    Until,
    composition,
    decodable,
    filters,
)
from ui.exit_code import ExitCode
from ui.render.text.terminal import one_line, say, say_json, tell


def list_articles(  # noqa: PLR0913 - each option is a parameter
    context: typer.Context,
    text: Annotated[
        str,
        typer.Argument(
            metavar="TEXT", help="Words in the headline, outlet or file name.", callback=decodable
        ),
    ] = "",
    limit: Annotated[int, typer.Option(min=1, help="List at most this many articles.")] = 100,
    outlet: Outlets = None,
    since: Since = "",
    until: Until = "",
    language: Languages = None,
    as_json: AsJson = False,
) -> None:
    """List articles, newest additions first.

    Exits with 1 if no article matches the text and the filters.
    """
    with composition(context).archive.view() as view:
        chosen = filters(view, outlet, since, until, language)
        entries = view.entries(chosen, text, limit + 1)
    if as_json:
        say_json({"articles": [asdict(entry) for entry in entries[:limit]]})
    else:
        for entry in entries[:limit]:
            when = entry.published.isoformat() if entry.published else "undated   "
            where = entry.outlet or NO_OUTLET
            say(f"{entry.article_id}  {when}  {one_line(f'{where}: {entry.headline}')}")
    if not entries and not (text or chosen):
        tell("The archive is empty.")
    elif not entries:
        tell("No article matches. Use other words or filters.")
        raise typer.Exit(ExitCode.NOT_IN_RECORD)
    if len(entries) > limit:
        tell(f"There are more than {count(limit, 'article')}. Narrow the search, or raise --limit.")
