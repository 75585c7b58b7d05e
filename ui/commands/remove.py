"""`onrecord remove`: remove articles."""

from __future__ import annotations

import sys
from dataclasses import asdict
from typing import Annotated

import typer

from assistant.wording import count
from ui.commands.options import AsJson, Wait, composition, decodable, warn
from ui.exit_code import ExitCode
from ui.render.text.terminal import one_line, say, say_json, tell
from ui.requests.lookup import article_of_id


def remove(
    context: typer.Context,
    article_ids: Annotated[
        list[str],
        typer.Argument(
            metavar="ID", help="Article ids, as `onrecord list` shows them, or their first digits."
        ),
    ],
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Don't ask for confirmation.")] = False,
    wait: Wait = 0.0,
    as_json: AsJson = False,
) -> None:
    """Remove articles, so that searches no longer find them.

    The original files stay, and adding them again restores the articles. Earlier citations can
    still show their words; `onrecord purge` removes those too.
    """
    wanted = dict.fromkeys(map(decodable, article_ids))
    if not yes and not sys.stdin.isatty():
        raise typer.BadParameter(
            "Nothing was removed, because there is no terminal to ask for confirmation. Add --yes."
        )
    archive = composition(context).archive
    with archive.view() as view:
        found = {name: article_of_id(view, name) for name in wanted}
    articles = list({article.id: article for article in found.values()}.values())
    for name, article in found.items():
        if not yes or name != article.id:
            tell(f"{article.id}  {one_line(article.headline)}")
    if not yes and not typer.confirm(f"Remove {count(len(articles), 'article')}?", err=True):
        tell("Nothing was removed.")
        raise typer.Exit(ExitCode.INTERRUPTED)
    removal = archive.remove([article.id for article in articles], wait)
    if as_json:
        say_json({**asdict(removal), "article_ids": [article.id for article in articles]})
    else:
        say(f"Removed {count(removal.removed, 'article')}.")
    warn(removal.warnings)
