"""`onrecord show`: print an article."""

from __future__ import annotations

from typing import Annotated

import typer

from sources.reading import MAX_TEXT_BYTES
from ui.commands.options import AsJson, composition, decodable
from ui.removals import pages_of, say_removals
from ui.render.text.answer import say_article
from ui.render.text.terminal import say_json
from ui.requests import show as showing
from ui.requests.act import requested


def show(
    context: typer.Context,
    article: Annotated[
        str,
        typer.Argument(
            metavar="ARTICLE",
            help="An article's id, its first digits, or words that match only this article.",
            callback=decodable,
        ),
    ],
    span: Annotated[
        str,
        typer.Option(
            metavar="START:END",
            help="Mark the characters START to END, as `ask` and `search` print them.",
            callback=decodable,
        ),
    ] = "",
    version: Annotated[
        str, typer.Option(metavar="HASH", help="Print an earlier version.", callback=decodable)
    ] = "",
    removed: Annotated[
        bool, typer.Option("--removed", help="Show what cleaning removed, and by which rule.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Print a stored article, with its parts labelled.

    With --removed, ARTICLE may also be a file that has not been added.
    """
    parts = composition(context)
    if removed:
        say_removals(pages_of(parts, article), as_json)
        return
    request = requested(
        showing.ShowRequest,
        # A terminal shows the whole article. Other programs get long articles in parts.
        {"article_id": article, "content_hash": version, "span": span, "limit": MAX_TEXT_BYTES},
    )
    shown = showing.show(request, parts.archive)
    if as_json:
        say_json(showing.show_record(shown))
    else:
        say_article(shown.article, shown.span)
