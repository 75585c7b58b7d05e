"""`onrecord verify`: check that every passage is stored and found."""

from __future__ import annotations

from dataclasses import asdict
from typing import Annotated

import typer

from assistant.wording import count
from index.following_queue import followed_sources, queue_for_checks
from index.rechecking import drift_of_addresses
from index.verification import Problem
from ui.commands.options import AsJson, composition
from ui.composition import Composition
from ui.exit_code import ExitCode
from ui.followed_sources import visitor_of
from ui.render.text.terminal import safe, say, say_json


def verify(
    context: typer.Context,
    sources: Annotated[
        bool,
        typer.Option(
            "--sources",
            help="Also read all files and followed sources again, and list what has changed.",
        ),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Check that every passage is intact and can be found.

    Exits with 65 if there is a problem. Leftovers of a killed process are only noted, because the
    next command that writes removes them.
    """
    parts = composition(context)
    archive = parts.archive
    found = archive.verify()
    if sources:
        found += archive.drift() + _drift_of_addresses(parts)
    problems = [problem for problem in found if not problem.harmless]
    if as_json:
        notes = [asdict(problem) for problem in found if problem.harmless]
        say_json({"problems": [asdict(problem) for problem in problems], "notes": notes})
        if problems:
            raise typer.Exit(ExitCode.REFUSED)
        return
    for problem in found:
        kind = "note: " if problem.harmless else ""
        where = f"{kind}{problem.part}: {problem.subject}"
        say(safe(f"{where}: {problem.reason}; {problem.next_step}"))
    if problems:
        say(f"{count(len(problems), 'problem')} found.")
    else:
        scope = archive.scope()
        passages, articles = count(scope.passages, "passage"), count(scope.articles, "article")
        say(f"No problems found in {passages} of {articles}.")
    if problems:
        raise typer.Exit(ExitCode.REFUSED)


def _drift_of_addresses(parts: Composition) -> tuple[Problem, ...]:
    """Fetch the followed sources again, and return what differs from the archive."""
    archive = parts.archive
    if not followed_sources(archive.folder):
        return ()
    with queue_for_checks(archive.folder) as queue:
        visitor = visitor_of(archive.folder, queue, parts.settings)
        return tuple(drift_of_addresses(queue, visitor, archive.drift_of_pages))
