"""Verbs that read the record: ask, search, show and list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated, Any

import typer

from assistant.answer import Answer
from assistant.question import Question
from assistant.wording import count, searched, windowed
from index.match import Match
from index.view import View
from sources.article import Article, Span
from ui.ask import following, why_not_asked
from ui.exit_code import ExitCode
from ui.lookup import stored_article
from ui.options import (
    AsJson,
    Languages,
    Model,
    Outlets,
    Since,
    Until,
    composition,
    decodable,
    filters,
)
from ui.plaintext import say_answer, say_article, say_matches
from ui.printing import one_line, safe, say, say_json, tell
from ui.records import answer_record, match_record
from ui.removals import pages_of, say_removals

QuestionWords = Annotated[
    list[str],
    typer.Argument(metavar="QUESTION", help="In everyday words, best between quotation marks."),
]
Earlier = Annotated[
    list[str] | None,
    typer.Option(
        "--after",
        metavar="QUESTION",
        help="What was asked before, where this follows up on it; may be given again.",
        callback=lambda given: [decodable(text) for text in given or ()],
    ),
]
_SPAN = "characters START:END, as `ask` and `search` give them"


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
        bool, typer.Option("--quote", help="Answer by quotation, though a model is set up.")
    ] = False,
    all_times: Annotated[
        bool,
        typer.Option(
            "--all-times", help="Make no filter of a time in the question (“in the last month”)."
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Answer in the record's own words, with a citation for each.

    Where a chat model is set up, it writes the answer, and each of its sentences is checked
    against the words that it cites. Exits with 1 when the record has no clear answer.
    """
    question = _question(words)
    earlier = [_question([text]) for text in after or ()]
    parts = composition(context).changed(model="" if quote else model)
    writer = next(iter(parts.settings.models), "")
    with parts.archive.view() as view:
        chosen = filters(view, outlet, since, until, language)
        chain = parts.chain(view)
        history = following(chain, earlier, chosen)
        if writer:
            tell(safe(f"Searching; {writer} is asked to write if the record holds an answer ..."))
        answer: Answer = chain.invoke(
            Question(question, chosen, history, windowed=not all_times, writer=writer)
        )
        if as_json:
            say_json(answer_record(answer))
        else:
            if narrowed := windowed(answer):
                say(one_line(f"{narrowed}; --all-times leaves it out"), style="dim")
            if answer.standalone:
                say(one_line(f"Looked for: {answer.standalone}"))
                say()
            say_answer(answer, view, parts.program)
    if not answer.found:
        raise typer.Exit(ExitCode.NOT_IN_RECORD)


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
    question = _question(words)
    parts = composition(context)
    searching = parts.reading_search if read else parts.search
    with parts.archive.view() as view:
        chosen = filters(view, outlet, since, until, language)
        matches = searching.over(view).passages(question, limit, chosen)
        scope = view.scope(chosen)
        if as_json:
            found = [_match_record(match, view) for match in matches]
            say_json({"question": question, "scope": asdict(scope), "matches": found})
        elif matches:
            say_matches(matches, view, parts.program)
        else:
            say(one_line(f"Nothing was found. {searched(scope)}"))
    if not matches:
        raise typer.Exit(ExitCode.NOT_IN_RECORD)


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
    with parts.archive.view() as view:
        found = stored_article(view, article, version)
    marked = _span(found, span)
    if as_json:
        say_json(_article_record(found, marked))
    else:
        say_article(found, marked)


def list_articles(  # noqa: PLR0913 - each option is a parameter
    context: typer.Context,
    text: Annotated[
        str,
        typer.Argument(
            metavar="TEXT", help="Words found in headline, outlet or file name.", callback=decodable
        ),
    ] = "",
    limit: Annotated[int, typer.Option(min=1, help="How many articles at most.")] = 100,
    outlet: Outlets = None,
    since: Since = "",
    until: Until = "",
    language: Languages = None,
    as_json: AsJson = False,
) -> None:
    """List articles, the latest added first.

    Exits with 1 when text or filters leave none.
    """
    with composition(context).archive.view() as view:
        chosen = filters(view, outlet, since, until, language)
        entries = view.entries(chosen, text, limit + 1)
    if as_json:
        say_json({"articles": [asdict(entry) for entry in entries[:limit]]})
    else:
        for entry in entries[:limit]:
            when = entry.published.isoformat() if entry.published else "undated   "
            where = entry.outlet or "outlet unknown"
            say(f"{entry.article_id}  {when}  {one_line(f'{where}: {entry.headline}')}")
    if not entries and not (text or chosen):
        tell("The archive is empty.")
    elif not entries:
        tell("No article is listed by that.")
        raise typer.Exit(ExitCode.NOT_IN_RECORD)
    if len(entries) > limit:
        tell(f"There are more than {count(limit, 'article')}: narrow it down, or raise --limit.")


def _question(words: Sequence[str]) -> str:
    """Join what was typed without quotation marks; a usage error when nothing can be asked."""
    question = " ".join(map(decodable, words)).strip()
    problem = why_not_asked(question)
    if problem:
        raise typer.BadParameter(problem)
    return question


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


def _match_record(match: Match, view: View) -> dict[str, Any]:
    span = match.passage.span
    article = view.version(span.content_hash, span.article_id)
    return match_record(match, article) | {"origin": article.origin}


def _article_record(article: Article, span: Span | None) -> dict[str, Any]:
    record = {"id": article.id, "content_hash": article.content_hash, **asdict(article)}
    if span is not None:
        record |= {"span": asdict(span), "words": article.words(span)}
    return record
