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
from ui.requests.quotation import named_draft


@dataclass(frozen=True, slots=True)
class Checked:
    """The progress of a check, in quotations or sentences."""

    done: int
    most: int
    step: str = "checking"

    @property
    def fraction(self) -> float:
        """The share that is done."""
        return self.done / self.most

    def said(self) -> str:
        """Return the number done, as text."""
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
            help="The quotation, best between quotation marks; - reads it in.",
        ),
    ] = None,
    speaker: Annotated[
        str, typer.Option(metavar="NAME", help="Who is said to have said it.", callback=decodable)
    ] = "",
    draft: Annotated[
        str,
        typer.Option(
            metavar="FILE",
            help="Check every quotation in this text, Word or OpenDocument file; - reads it in.",
            callback=draft_name,
        ),
    ] = "",
    receipt: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FILE",
            parser=named_path,
            help="Write a receipt: FILE.json or FILE.md; may be given again.",
        ),
    ] = None,
    facts: Annotated[
        bool,
        typer.Option("--facts", help="Compare the draft's other sentences with the record too."),
    ] = False,
    sign: Annotated[
        Path | None,
        typer.Option(metavar="FILE", parser=named_path, help="Sign the receipt with this key."),
    ] = None,
    outlet: Outlets = None,
    since: Since = "",
    until: Until = "",
    language: Languages = None,
    verbose: Verbose = False,
    as_json: AsJson = False,
) -> None:
    """Check a quotation, or all of a draft, against the archive.

    Exits with 0 when the archive has the words like this: in full, in full except for a speaker's
    fillers, or as an excerpt that leaves out nothing that may change the meaning; with 1 when it
    does not have them; with 2 when they are altered, spliced, misattributed, disputed, a
    paraphrase, cut so that the meaning may change, or have a bracket that the archive does not
    support; with 3 when a person must decide: not in quotation marks, no speaker named, another
    language, or too short; with 4 when the archive seems to attribute them to somebody else, but
    that is not certain. For a draft, the most serious result counts: 2, then 4, then 1, then 3. A
    draft that has a lone quotation mark, or in which nothing was checked, ends with 3. With
    --facts, a sentence that the archive contradicts ends with 2, and one that is not in the archive
    changes nothing. With --json it prints the receipt.
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
        tell(safe(f"Receipt: {path}"))
    if (code := _code(made)) is not ExitCode.OK:
        raise typer.Exit(code)


def _made(
    desks: checking.Desks, request: checking.CheckRequest, view: View, file: DraftFile | None
) -> Receipt:
    """Return the receipt of a request, with a progress bar for a draft."""
    echo(checking.chosen(request, view, file), request.outlets)
    if file is None:
        return checking.check(request, view, desks)
    with gauge_of(Checked.said) as watch:
        return checking.check(
            request, view, desks, file, lambda done, most: watch(Checked(done, most))
        )


def _code(made: Receipt) -> ExitCode:
    """Return the exit code for the most serious check or fact of a receipt."""
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
            "Only a receipt in JSON can be signed: give --receipt FILE.json, or --json."
        )
    key = private_key(sign)
    if readable_by_others(sign):
        tell(
            f"Other users of this machine may read {safe(str(sign))}, and so sign in the desk's "
            "name: `chmod 600` keeps it to you."
        )
    return key
