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
        Path, typer.Argument(metavar="FILE", parser=named_path, help="Where the key is to be.")
    ],
) -> None:
    """Make a key pair for signing receipts: FILE, which you keep, and FILE.pub, which you share.

    Anyone with FILE can sign in the desk's name, so only its owner can read it. With FILE.pub
    anyone can verify what was signed.
    """
    if problem := why_no_key_written(file):
        raise typer.BadParameter(problem)
    made = write_keys(file)
    say(safe(f"Private key: {file}"))
    say(safe(f"Public key: {public_path(file)} ({made.name[:16]}…)"))
