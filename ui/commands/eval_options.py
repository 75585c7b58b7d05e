"""Options shared by the `eval` verbs, and the exit codes for their errors."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

from assistant.errors import (
    GateUnreadable,
    JudgeFailed,
    MappingUnreadable,
    RunBusy,
    RunDiffers,
    RunUnreadable,
    TestsetUnusable,
)
from ui.commands.options import decodable, named_path
from ui.exit_code import ExitCode
from ui.render.text.terminal import safe, tell

RunPath = Annotated[
    Path,
    typer.Argument(metavar="RUN", parser=named_path, help="A run, by its folder or name."),
]
Split = Annotated[
    str, typer.Option(metavar="NAME", help="Only cases in this split.", callback=decodable)
]
Tag = Annotated[
    str, typer.Option(metavar="NAME", help="Only cases with this tag.", callback=decodable)
]


def each_decodable(given: Sequence[str] | None) -> list[str]:
    """Return texts from the command line; raise a usage error if one cannot be decoded."""
    return [decodable(each) for each in given or ()]


Mapped = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="FIELD=COLUMN",
        help="Read COLUMN of a table as FIELD; repeatable.",
        callback=each_decodable,
    ),
]
_CODES: dict[type[Exception], ExitCode] = {
    JudgeFailed: ExitCode.UNAVAILABLE,
    RunBusy: ExitCode.LOCKED,
    RunDiffers: ExitCode.CONFIGURATION,
    GateUnreadable: ExitCode.USAGE,
    MappingUnreadable: ExitCode.USAGE,
    RunUnreadable: ExitCode.NO_INPUT,
    TestsetUnusable: ExitCode.REFUSED,
}


@contextmanager
def refusing() -> Iterator[None]:
    """Print a message and exit with the matching code if a file or a folder cannot be used."""
    try:
        yield
    except tuple(_CODES) as error:
        tell(safe(f"onrecord: {error}"))
        raise typer.Exit(_CODES[type(error)]) from error
