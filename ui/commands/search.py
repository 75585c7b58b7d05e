"""`onrecord search`: find passages."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated, Any

import typer

from assistant.wording import searched
from index.archive import Archive
from index.match import Match
from ui.exit_code import ExitCode
from ui.options import (
    AsJson,
    Languages,
    Outlets,
    QuestionWords,
    Since,
    Until,
    asked,
    composition,
    filters,
)
from ui.plaintext import say_matches
from ui.printing import one_line, say, say_json
from ui.records import match_record


def search(  # noqa: PLR0913 - each option is a parameter
    context: typer.Context,
    words: QuestionWords,
    limit: Annotated[int, typer.Option(min=1, max=200, help="How many passages at most.")] = 10,
    outlet: Outlets = None,
    since: Since = "",
    until: Until = "",
    language: Languages = None,
    read: Annotated[
        bool, typer.Option("--read", help="Read the best twenty, and put first what answers.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Find the passages that speak to a question, best first.

    Scores compare within one search only. Exits with 1 when nothing was found.
    """
    question = asked(words)
    parts = composition(context)
    chosen = filters(parts.archive, outlet, since, until, language)
    searching = parts.reading_search if read else parts.search
    matches = searching.passages(question, limit, chosen)
    scope = parts.archive.scope(chosen)
    if as_json:
        found = [_match_record(match, parts.archive) for match in matches]
        say_json({"question": question, "scope": asdict(scope), "matches": found})
    elif matches:
        say_matches(matches, parts.archive, parts.program)
    else:
        say(one_line(f"Nothing was found. {searched(scope)}"))
    if not matches:
        raise typer.Exit(ExitCode.NOT_IN_RECORD)


def _match_record(match: Match, archive: Archive) -> dict[str, Any]:
    span = match.passage.span
    article = archive.version(span.content_hash, span.article_id)
    return match_record(match, article) | {"origin": article.origin}
