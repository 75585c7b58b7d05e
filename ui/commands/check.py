"""`onrecord check`: check a quotation or a draft."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from assistant.facts.fact_finding import FactVerdict
from assistant.quotes.desk import LONGEST
from assistant.quotes.verdict import Standing, gravest
from assistant.receipts.draft_verification import DraftFile
from assistant.receipts.receipt import Receipt, receipt_record
from assistant.receipts.signing import PrivateKey
from index.view import View
from ui.commands.options import (
    AsJson,
    Languages,
    Outlets,
    Since,
    Until,
    Verbose,
    composition,
    decodable,
    draft_name,
    echo,
    named_path,
    typed_text,
)
from ui.exit_code import ExitCode
from ui.receipt_files import private_key, readable_by_others, require_writable, write_receipt
from ui.render.text.progress_bar import gauge_of
from ui.render.text.terminal import safe, say_json, tell
from ui.render.text.verdict import say_check, say_draft
from ui.requests import check as checking
from ui.requests.act import requested
from ui.requests.quotation_input import named_draft


@dataclass(frozen=True, slots=True)
class Checked:
    """The number of quotations or sentences checked so far."""

    done: int
    most: int
    step: str = "checking"

    @property
    def fraction(self) -> float:
        """The share that is done."""
        return self.done / self.most

    def said(self) -> str:
        """Return the progress in words: 3 of 12 checked."""
        return f"{self.done} of {self.most} checked"


CODES = {
    Standing.HOLDS: ExitCode.OK,
    Standing.ABSENT: ExitCode.NOT_IN_RECORD,
    Standing.DIFFERS: ExitCode.DIFFERS,
    Standing.UNDECIDED: ExitCode.UNDECIDED,
    Standing.UNSURE: ExitCode.UNSURE,
}


def check(  # noqa: PLR0913 - each option is a parameter
    context: typer.Context,
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="WORDS",
            help="The quotation, in quotes; - reads it from standard input.",
        ),
    ] = None,
    speaker: Annotated[
        str, typer.Option(metavar="NAME", help="Who is quoted.", callback=decodable)
    ] = "",
    draft: Annotated[
        str,
        typer.Option(
            metavar="FILE",
            help="Check every quotation in a text, Word or OpenDocument file; - reads it from "
            "standard input.",
            callback=draft_name,
        ),
    ] = "",
    receipt: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE",
            parser=named_path,
            help="Write a receipt to FILE.json or FILE.md; repeatable.",
        ),
    ] = None,
    facts: Annotated[
        bool,
        typer.Option("--facts", help="Also compare the draft's other sentences with the archive."),
    ] = False,
    sign: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", parser=named_path, help="Sign the receipt with this private key."
        ),
    ] = None,
    outlet: Outlets = None,
    since: Since = "",
    until: Until = "",
    language: Languages = None,
    verbose: Verbose = False,
    as_json: AsJson = False,
) -> None:
    """Check a quotation, or every quotation in a draft.

    Exits with 0 if the archive has the words: in full, in full except for a speaker's fillers, or
    as an excerpt that leaves out nothing that may change the meaning. Exits with 1 if the archive
    does not have them. Exits with 2 if they are altered, spliced, misattributed, disputed, a
    paraphrase, cut so that the meaning may change, or have a bracket that the archive does not
    support. Exits with 3 if a person must decide, because the words are not in quotation marks, no
    speaker is named, they are in another language, they are too short, or their only source is
    unpublished, withdrawn or incomplete. Exits with 4 if the archive seems to attribute them to
    somebody else, but not with certainty.

    For a draft, the most serious result counts, in the order 2, 4, 1, 3. A draft with an unpaired
    quotation mark, or with nothing to check, exits with 3. With --facts, a sentence that the
    archive contradicts exits with 2; a sentence that is not in the archive changes nothing.

    With --json, the receipt is printed.
    """
    parts = composition(context)
    request = requested(
        checking.CheckRequest,
        {
            "words": typed_text(words or (), LONGEST),
            "speaker": speaker,
            "outlets": outlet,
            "since": since,
            "until": until,
            "facts": facts,
            "languages": language,
        },
    )
    checking.require_checkable(request, has_draft=bool(draft))
    receipts = tuple(receipt or ())
    require_writable(receipts)
    key = _signing_key(sign, receipts, as_json=as_json)
    file = named_draft(draft) if draft else None
    with parts.archive.view() as view:
        made = _made(parts.desks(view), request, view, file)
        if as_json:
            say_json(receipt_record(made, key))
        elif made.draft is not None:
            say_draft(made)
        else:
            say_check(made.checks[0], view, parts.program, verbose=verbose)
    for path in receipts:
        write_receipt(made, path, key)
        tell(safe(f"Wrote the receipt {path}"))
    if (code := _code(made)) is not ExitCode.OK:
        raise typer.Exit(code)


def _made(
    desks: checking.Desks, request: checking.CheckRequest, view: View, file: DraftFile | None
) -> Receipt:
    """Return the receipt for a request. Show a progress bar while a draft is checked."""
    echo(checking.chosen(request, view, file), request.outlets)
    if file is None:
        return checking.check(request, view, desks)
    with gauge_of(Checked.said) as watch:
        return checking.check(
            request, view, desks, file, lambda done, most: watch(Checked(done, most))
        )


def _code(made: Receipt) -> ExitCode:
    """Return the exit code for the most serious result in a receipt."""
    found = made.facts.findings if made.facts else ()
    if any(finding.verdict is FactVerdict.CONTRADICTED for finding in found):
        return ExitCode.DIFFERS
    is_open = made.draft is not None and made.draft.is_open
    if found and not (made.checks or is_open):
        return ExitCode.OK
    return CODES[gravest(made.checks, is_open=is_open)]


def _signing_key(
    sign: Path | None, receipts: Sequence[Path], *, as_json: bool
) -> PrivateKey | None:
    """Return the signing key, if any; raise a usage error if there is nothing to sign."""
    if sign is None:
        return None
    if not as_json and all(path.suffix.lower() != ".json" for path in receipts):
        raise typer.BadParameter(
            "Only a JSON receipt can be signed. Add --receipt FILE.json or --json."
        )
    key = private_key(sign)
    if readable_by_others(sign):
        tell(
            f"Other users of this machine can read the private key {safe(str(sign))}, and so sign "
            "receipts in the desk's name. Protect it with `chmod 600`."
        )
    return key
