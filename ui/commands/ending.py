"""End a command that did its work but could not complete every step."""

from __future__ import annotations

from collections.abc import Iterable

import typer

from ui.exit_code import ExitCode
from ui.render.text.terminal import safe, tell


def warn(warnings: Iterable[str]) -> None:
    """Print warnings; exit with 74 if there are any."""
    given = tuple(warnings)
    for warning in given:
        tell(safe(f"onrecord: {warning}"))
    if given:
        raise typer.Exit(ExitCode.IO)
