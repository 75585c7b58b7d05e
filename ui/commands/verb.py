"""Verbs of the command line: their names, their examples and the options they share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from inspect import Parameter, signature
from pathlib import Path
from pkgutil import resolve_name
from typing import Annotated, Any

import typer
from typer.core import TyperCommand

from ui.commands.options import named_path
from ui.composition import Composition
from ui.errors import RequestUnusable

ARCHIVE_HELP = "The archive's folder (default: ONRECORD_ARCHIVE)."


@dataclass(frozen=True, slots=True)
class Verb:
    """A verb of the command line and its examples.

    `action` is the function that implements it, as `module:function`. It is loaded when the verb is
    added.
    """

    name: str
    action: str
    examples: tuple[str, ...]


class _Command(TyperCommand):
    """A command that rejects a single-value option that is given twice."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the arguments; raise typer.BadParameter if such an option is given twice."""
        given = Counter(word.partition("=")[0] for word in _before_dashes(args))
        for each in self.params:
            if getattr(each, "multiple", True) or getattr(each, "is_flag", False):
                continue
            if sum(given[name] for name in each.opts if name.startswith("--")) > 1:
                raise typer.BadParameter(f"{each.opts[0]} is given twice. Give it once.", ctx)
        return super().parse_args(ctx, args)


def _before_dashes(args: list[str]) -> list[str]:
    return args[: args.index("--")] if "--" in args else args


def add_verbs(app: typer.Typer, verbs: Iterable[Verb]) -> None:
    """Add verbs to an app, with their examples below their help."""
    for verb in verbs:
        action = _offered(resolve_name(verb.action))
        app.command(verb.name, cls=_Command, epilog=set_off("Examples", verb.examples))(action)


def _offered(action: Callable[..., None]) -> Callable[..., None]:
    """Return an action that also takes --archive, and turns unusable requests into usage errors."""

    @wraps(action)
    def offered(*given: object, **named: object) -> None:
        del named["archive"]
        try:
            action(*given, **named)
        except RequestUnusable as error:
            raise typer.BadParameter(str(error)) from error

    taken = signature(action, eval_str=True)
    archive = Parameter("archive", Parameter.KEYWORD_ONLY, default=None, annotation=_Archive)
    offered.__signature__ = taken.replace(  # type: ignore[attr-defined]
        parameters=[*taken.parameters.values(), archive]
    )
    return offered


def _open_instead(context: typer.Context, archive: Path | None) -> Path | None:
    """Use the archive that is given after the verb."""
    parts = context.find_object(Composition)
    if archive is not None and parts is not None:
        if parts.named_archive and parts.settings.archive != archive.expanduser():
            raise typer.BadParameter("--archive is given twice. Give it once.")
        context.obj = parts.at(archive)
    return archive


_Archive = Annotated[
    Path | None,
    typer.Option(
        "--archive", metavar="DIR", parser=named_path, callback=_open_instead, help=ARCHIVE_HELP
    ),
]


def set_off(title: str, lines: Iterable[str]) -> str:
    """Return a title and lines as a block that click does not rewrap."""
    return "\b\n" + "\n".join([f"{title}:", *(f"  {line}" for line in lines)])
