"""`onrecord show`: print an article."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

import typer

from sources.article import Article, Span
from ui.lookup import stored_article
from ui.options import (
    AsJson,
    composition,
    decodable,
)
from ui.plaintext import say_article
from ui.printing import say_json
from ui.removals import pages_of, say_removals

_SPAN = "characters START:END, as `ask` and `search` give them"


def show(
    context: typer.Context,
    article: Annotated[
        str,
        typer.Argument(
            metavar="ARTICLE",
            help="Its id, or words that only it is listed by.",
            callback=decodable,
        ),
    ],
    span: Annotated[str, typer.Option(metavar="START:END", help=f"Mark {_SPAN}.")] = "",
    version: Annotated[
        str, typer.Option(metavar="HASH", help="An earlier version, or the beginning of its hash.")
    ] = "",
    removed: Annotated[
        bool, typer.Option("--removed", help="Show what cleaning took away, and by which rule.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Print an article as it is stored, with its parts told apart.

    With --removed, ARTICLE may also be a file that was not added yet.
    """
    parts = composition(context)
    if removed:
        say_removals(pages_of(parts, article), as_json)
        return
    found = stored_article(parts.archive, article, version)
    marked = _span(found, span)
    if as_json:
        say_json(_article_record(found, marked))
    else:
        say_article(found, marked)


def _span(article: Article, typed: str) -> Span | None:
    if not typed:
        return None
    start, _, end = typed.partition(":")
    if not (start.isdecimal() and end.isdecimal()):
        raise typer.BadParameter(f"--span {typed!r} is not a span: give {_SPAN}.")
    try:
        return article.span(int(start), int(end))
    except ValueError as error:
        raise typer.BadParameter(f"--span {typed}: {error}.") from error


def _article_record(article: Article, span: Span | None) -> dict[str, Any]:
    record = {"id": article.id, "content_hash": article.content_hash, **asdict(article)}
    if span is not None:
        record |= {"span": asdict(span), "words": article.words(span)}
    return record
