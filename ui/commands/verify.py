"""`onrecord verify`: check that every passage is stored and found."""

from __future__ import annotations

from dataclasses import asdict

import typer

from assistant.wording import count
from ui.exit_code import ExitCode
from ui.options import AsJson, composition
from ui.printing import safe, say, say_json


def verify(context: typer.Context, as_json: AsJson = False) -> None:
    """Check that every passage is stored whole and finds itself.

    Exits with 65 when something is wrong. What a writer that was killed left behind, and the next
    one clears, is not wrong; it is noted.
    """
    archive = composition(context).archive
    found = archive.verify()
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
        say(f"Nothing is wrong: {passages} of {articles} are where they belong.")
    if problems:
        raise typer.Exit(ExitCode.REFUSED)
