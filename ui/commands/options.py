"""Options that several verbs share, and how they are parsed."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from index.scope import Filters
from sources.errors import Unreadable
from sources.formats.decoding import decode
from ui.composition import Composition
from ui.exit_code import ExitCode
from ui.path import STANDARD_INPUT, why_no_path
from ui.render.text.terminal import safe, tell
from ui.requests.filtering import held_filters

if TYPE_CHECKING:
    from index.view import View

QuestionWords = Annotated[
    list[str],
    typer.Argument(
        metavar="QUESTION", help="The question, in quotes; - reads it from standard input."
    ),
]
_BYTES_OF_A_CHARACTER = 4  # at most, in UTF-8

Outlets = Annotated[
    list[str] | None,
    typer.Option("--outlet", metavar="NAME", help="Only articles from this outlet; repeatable."),
]
Since = Annotated[
    str, typer.Option(metavar="DATE", help="Only articles since this year, month or day: 2024-06.")
]
Until = Annotated[
    str, typer.Option(metavar="DATE", help="Only articles until this year, month or day.")
]
Languages = Annotated[
    list[str] | None,
    typer.Option(
        "--language",
        metavar="CODE",
        help="Only articles in this language, such as en or ko; repeatable.",
    ),
]
Model = Annotated[
    str | None,
    typer.Option(
        metavar="PROVIDER:MODEL",
        help="Let this chat model write the answer (default: ONRECORD_MODEL).",
    ),
]
Verbose = Annotated[
    bool,
    typer.Option("-v", "--verbose", help="Print every source in full."),
]
DryRun = Annotated[
    bool, typer.Option("--dry-run", help="Show what would happen, and change nothing.")
]
AsJson = Annotated[bool, typer.Option("--json", help="Print the result as JSON.")]
Wait = Annotated[
    float,
    typer.Option(metavar="SECONDS", min=0, help="How long to wait if another process is writing."),
]


def named_path(text: str) -> Path:
    """Return a path from the command line; raise typer.BadParameter if it is not valid."""
    if problem := why_no_path(text):
        raise typer.BadParameter(problem)
    return Path(text)


def draft_name(text: str) -> str:
    """Return the path of a draft from the command line, or the dash for standard input."""
    return text if text in ("", STANDARD_INPUT) else str(named_path(text))


def decodable(text: str) -> str:
    """Return text from the command line; raise a usage error if it cannot be decoded."""
    try:
        text.encode()
    except UnicodeEncodeError as error:
        raise typer.BadParameter(f"{text!r} is not UTF-8. Type it again.") from error
    return text


def typed_text(words: Sequence[str], most: int) -> str:
    """Return the words that were typed, quoted or not, or standard input for a dash.

    Standard input is read only far enough to detect more than `most` characters.
    """
    if [*words] != [STANDARD_INPUT]:
        return " ".join(map(decodable, words)).strip()
    if sys.stdin.isatty():
        tell("Type or paste the text, then press Ctrl-D.")
    longest = _BYTES_OF_A_CHARACTER * most
    data = sys.stdin.buffer.read(longest + 1)
    if len(data) > longest:
        raise typer.BadParameter(f"standard input has more than {most:,} characters. Shorten it.")
    try:
        return decode(data).strip() if data.strip() else ""
    except Unreadable as error:
        raise typer.BadParameter(f"standard input: {error.reason}; {error.next_step}.") from error


def composition(context: typer.Context) -> Composition:
    """Return the composition of this context."""
    found = context.find_object(Composition)
    if found is None:
        raise TypeError("the context of a verb has no composition")
    return found


@dataclass(frozen=True, slots=True)
class _Narrowed:
    """The filter options of a verb."""

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
    """Return the filters for the options; raise FilterUnreadable if one cannot be applied."""
    chosen = held_filters(_Narrowed(outlets, since, until, languages), view)
    echo(chosen, outlets)
    return chosen


def echo(chosen: Filters, typed: Sequence[str] | None) -> None:
    """Print the full names of outlets that were typed in another form."""
    for name in chosen.outlets:
        if name not in (typed or ()):
            tell(safe(f"Outlet: {name}"))


def warn(warnings: Iterable[str]) -> None:
    """Print warnings; exit with 74 if there are any."""
    given = tuple(warnings)
    for warning in given:
        tell(safe(f"onrecord: {warning}"))
    if given:
        raise typer.Exit(ExitCode.IO)
