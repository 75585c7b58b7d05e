"""`onrecord verify-receipt`: check a receipt again."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from assistant.receipts.receipt_verification import Beside, verify
from ui.commands.options import AsJson, composition, draft_name, named_path
from ui.exit_code import ExitCode
from ui.receipt_files import public_key, stored_receipt
from ui.render.text.terminal import say_json
from ui.render.text.verdict import say_verification
from ui.requests.quotation_input import named_draft


def verify_receipt(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", parser=named_path, help="The receipt, in JSON.")
    ],
    draft: Annotated[
        str,
        typer.Option(
            metavar="FILE",
            help="Compare the receipt with this draft; - reads it from standard input.",
            callback=draft_name,
        ),
    ] = "",
    key: Annotated[
        Path | None,
        typer.Option(
            "--public-key",
            metavar="FILE",
            parser=named_path,
            help="Check the signature with this public key.",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check whether a receipt is still valid.

    Compares the words, the articles and the verdicts with today's archive. Exits with 0 if the
    receipt is valid, with 2 if it no longer is, and with 65 if the file is not a receipt. A newer
    version of an article that still has the words is only noted.

    With --draft, the quotations and facts must be those of the draft, and the draft's file must be
    the one that was checked. With --public-key, the receipt must be unchanged since it was signed.
    """
    parts = composition(context)
    archive = parts.archive
    read = stored_receipt(file)
    beside = Beside(named_draft(draft) if draft else None, None if key is None else public_key(key))
    with archive.view() as view:
        found = verify(read, view, parts.desk(view), parts.fact_desk(view), beside)
    if as_json:
        say_json(
            {
                "holds": found.holds,
                "checks": found.checks,
                "excerpts": found.excerpts,
                "findings": found.findings,
            }
        )
    else:
        say_verification(found, read.receipt)
    if not found.holds:
        raise typer.Exit(ExitCode.DIFFERS)
