"""Options that several verbs share, and what they mean."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Annotated

import typer

from index.scope import Filters
from index.view import View
from ui.composition import Composition
from ui.filtering import FilterUnreadable, read_day
from ui.path import why_no_path
from ui.printing import one_line

Outlets = Annotated[
    list[str] | None,
    typer.Option("--outlet", metavar="NAME", help="Only this outlet; may be given again."),
]
Since = Annotated[
    str, typer.Option(metavar="DATE", help="Only from this year, month or day on: 2024-06.")
]
Until = Annotated[str, typer.Option(metavar="DATE", help="Only up to this year, month or day.")]
Languages = Annotated[
    list[str] | None,
    typer.Option("--language", metavar="CODE", help="Only this language: en, ko; may be repeated."),
]
Model = Annotated[
    str | None,
    typer.Option(
        metavar="PROVIDER:MODEL", help="Let this chat model write; ONRECORD_MODEL sets it too."
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON, for a program to read.")]
Wait = Annotated[
    float,
    typer.Option(metavar="SECONDS", min=0, help="Wait for another writer instead of giving up."),
]


def named_path(text: str) -> Path:
    """Take a path from the command line; typer.BadParameter if nothing can have it."""
    if problem := why_no_path(text):
        raise typer.BadParameter(problem)
    return Path(text)


def decodable(text: str) -> str:
    """Take text from the command line, unless the shell handed over bytes that are no text."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise typer.BadParameter(f"{text!r} is not UTF-8: type it again.") from error
    return text


def composition(context: typer.Context) -> Composition:
    """Return what the verb of this context works with."""
    found = context.find_object(Composition)
    if found is None:
        raise TypeError("no verb is called without a composition")
    return found


def filters(
    view: View,
    outlets: Sequence[str] | None,
    since: str,
    until: str,
    languages: Sequence[str] | None,
) -> Filters:
    """Turn the options into filters; a name that the archive does not hold is a mistake."""
    try:
        first = read_day(since, "--since")
        last = read_day(until, "--until", last=True)
    except FilterUnreadable as error:
        raise typer.BadParameter(str(error)) from error
    if first and last and first > last:
        raise typer.BadParameter(f"The period ends ({last}) before it begins ({first}): swap them.")
    held = view.scope() if outlets or languages else None
    return Filters(
        _held("outlet", outlets or (), held.outlets if held else ()),
        first,
        last,
        _held("language", languages or (), held.languages if held else ()),
    )


def _held(what: str, given: Iterable[str], held: Sequence[str]) -> tuple[str, ...]:
    by_name = {name.casefold(): name for name in held}
    for name in given:
        if name.casefold() not in by_name:
            known = one_line(", ".join(held)) or "none"
            raise typer.BadParameter(
                f"The archive holds nothing of the {what} {name!r}. It holds: {known}."
            )
    return tuple(dict.fromkeys(by_name[name.casefold()] for name in given))
