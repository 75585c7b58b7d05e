"""Options that several verbs share, and what they mean."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from index.scope import Filters
from index.view import View
from sources.errors import Unreadable
from sources.formats.decoding import decode
from ui.composition import Composition
from ui.path import STANDARD_INPUT, why_no_path
from ui.render.text.terminal import safe, tell
from ui.requests.filtering import held_filters

QuestionWords = Annotated[
    list[str],
    typer.Argument(
        metavar="QUESTION", help="In everyday words, best between quotation marks; - reads it in."
    ),
]
_BYTES_OF_A_CHARACTER = 4  # the most, in UTF-8

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
Verbose = Annotated[
    bool,
    typer.Option("-v", "--verbose", help="Print every source in full, with what it was cited for."),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Say what would happen, and change nothing.")
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


def draft_name(text: str) -> str:
    """Take the path of a draft from the command line, or the dash that stands for its input."""
    return text if text in ("", STANDARD_INPUT) else str(named_path(text))


def decodable(text: str) -> str:
    """Take text from the command line, unless the shell handed over bytes that are no text."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise typer.BadParameter(f"{text!r} is not UTF-8: type it again.") from error
    return text


def typed_text(words: Sequence[str], most: int) -> str:
    """Return what was typed with or without quotation marks, or what a dash reads in.

    Of standard input no more is read than it takes to see that it is more than `most` characters.
    """
    if [*words] != [STANDARD_INPUT]:
        return " ".join(map(decodable, words)).strip()
    if sys.stdin.isatty():
        tell("Type or paste the text, then press Ctrl-D.")
    longest = _BYTES_OF_A_CHARACTER * most
    data = sys.stdin.buffer.read(longest + 1)
    if len(data) > longest:
        raise typer.BadParameter(f"standard input has more than {most:,} characters: give fewer.")
    try:
        return decode(data).strip() if data.strip() else ""
    except Unreadable as error:
        raise typer.BadParameter(f"standard input: {error.reason}; {error.next_step}.") from error


def composition(context: typer.Context) -> Composition:
    """Return what the verb of this context works with."""
    found = context.find_object(Composition)
    if found is None:
        raise TypeError("no verb is called without a composition")
    return found


@dataclass(frozen=True, slots=True)
class _Narrowed:
    """The options by which a verb is about some articles only."""

    outlets: Sequence[str] | None
    since: str
    until: str
    languages: Sequence[str] | None


def filters(
    view: View,
    outlets: Sequence[str] | None,
    since: str,
    until: str,
    languages: Sequence[str] | None,
) -> Filters:
    """Turn the options into filters; raise FilterUnreadable if the archive holds none of a name."""
    chosen = held_filters(_Narrowed(outlets, since, until, languages), view)
    echo(chosen, outlets)
    return chosen


def echo(chosen: Filters, typed: Sequence[str] | None) -> None:
    """Print the outlets that were understood where they are not as they were typed."""
    for name in chosen.outlets:
        if name not in (typed or ()):
            tell(safe(f"Outlet: {name}"))
