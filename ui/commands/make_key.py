"""`onrecord make-key`: make a key pair that signs receipts."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ui.commands.options import named_path
from ui.receipt_files import public_path, why_no_key_written, write_keys
from ui.render.text.terminal import safe, say


def make_key(
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", parser=named_path, help="Where to write the private key."),
    ],
) -> None:
    """Make a key pair for signing receipts.

    FILE is the private key. Keep it secret, because anyone who has it can sign in the desk's name;
    only you can read the file. FILE.pub is the public key. Share it, so that others can verify what
    you signed.
    """
    if problem := why_no_key_written(file):
        raise typer.BadParameter(problem)
    made = write_keys(file)
    say(safe(f"Private key: {file}"))
    say(safe(f"Public key: {public_path(file)} ({made.name[:16]}…)"))
