"""Verbs of the quote desk: check and verify-receipt."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer

from assistant.draft import Draft, check_draft
from assistant.errors import DraftUnusable, ReceiptUnreadable
from assistant.receipt import Receipt, receipt_record
from assistant.receipt_verification import verify
from assistant.standing import Standing, gravest
from assistant.verdict import Check
from index.scope import Filters
from sources.article import Page
from sources.reading import MAX_TEXT_BYTES
from ui.composition import Composition
from ui.exit_code import ExitCode
from ui.gauge import gauge_of
from ui.options import (
    AsJson,
    Languages,
    Outlets,
    Since,
    Until,
    composition,
    decodable,
    filters,
    named_path,
)
from ui.printing import safe, say_json, tell
from ui.quotation import decoded_draft, draft_page, named_speaker, why_not_checked
from ui.receipt_file import stored_receipt, why_not_written, write_receipt
from ui.verdict_text import say_check, say_draft, say_verification

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Checked:
    """How many quotations of a draft are checked, of how many."""

    done: int
    most: int
    step: str = "checking"

    @property
    def fraction(self) -> float:
        """The share that is done."""
        return self.done / self.most

    def said(self) -> str:
        """Write how many are done."""
        return f"{self.done} of {self.most} quotations"


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
        typer.Argument(metavar="WORDS", help="The quotation, best between quotation marks."),
    ] = None,
    speaker: Annotated[
        str, typer.Option(metavar="NAME", help="Who is said to have said it.", callback=decodable)
    ] = "",
    draft: Annotated[
        str,
        typer.Option(
            metavar="FILE",
            help="Check every quotation in this text, Word or OpenDocument file; - reads it in.",
        ),
    ] = "",
    receipt: Annotated[
        Path | None,
        typer.Option(
            metavar="FILE", parser=named_path, help="Write a receipt: FILE.json or FILE.md."
        ),
    ] = None,
    outlet: Outlets = None,
    since: Since = "",
    until: Until = "",
    language: Languages = None,
    as_json: AsJson = False,
) -> None:
    """Hold a quotation, or all of a draft, against the record.

    Exits with 0 when the record has the words like this, in full, but for a speaker's fillers, or
    as an excerpt that leaves nothing out that may change the meaning; with 1 when it does not have
    them; with 2 when they are altered, spliced, misattributed, disputed, a paraphrase, cut so that
    the meaning may change, or hold a bracket that the record does not bear out; with 3 when
    somebody has to look: not between quotation marks, no speaker named, another language, or too
    short; with 4 when the record seems to give them to somebody else, but that is not certain. Of a
    draft, the gravest counts: 2, then 4, then 1, then 3. A draft that has a lone quotation mark, or
    in which nothing was checked, ends with 3. With --json it prints the receipt.
    """
    quotation = _quotation(words or (), speaker, draft)
    if receipt is not None and (problem := why_not_written(receipt)):
        raise typer.BadParameter(problem)
    parts = composition(context)
    chosen = filters(parts.archive, outlet, since, until, language)
    try:
        made = _receipt(parts, quotation, speaker, draft, chosen)
    except DraftUnusable as error:
        tell(safe(f"onrecord: {error}"))
        raise typer.Exit(ExitCode.REFUSED) from error
    if as_json:
        say_json(receipt_record(made))
    elif made.draft is not None:
        say_draft(made.draft, made.checks)
    else:
        say_check(made.checks[0], parts.archive, parts.program)
    if receipt is not None:
        write_receipt(made, receipt)
        tell(safe(f"Receipt: {receipt}"))
    is_open = made.draft is not None and made.draft.is_open
    code = CODES[gravest(made.checks, is_open=is_open)]
    if code is not ExitCode.OK:
        raise typer.Exit(code)


def _quotation(words: Sequence[str], speaker: str, draft: str) -> str:
    """Join what was typed without quotation marks; a usage error when nothing can be checked."""
    quotation = " ".join(map(decodable, words)).strip()
    if draft:
        if quotation or speaker:
            raise typer.BadParameter(
                "With --draft, words and speakers are taken from the draft: give only the file."
            )
        return ""
    problem = why_not_checked(quotation, speaker)
    if problem:
        raise typer.BadParameter(problem)
    return quotation


def _receipt(
    parts: Composition, quotation: str, speaker: str, draft: str, chosen: Filters
) -> Receipt:
    archive = parts.archive
    state, desk = archive.state(), parts.desk(archive)
    told: Draft | None = None
    checks: tuple[Check, ...]
    if draft:
        page = _page(draft)
        with gauge_of(Checked.said) as watch:
            told, checks = check_draft(
                page, desk, chosen, lambda done, most: watch(Checked(done, most))
            )
    else:
        checks = (desk.check(quotation, named_speaker(speaker), chosen),)
    return Receipt.of(checks, state, told)


def _page(draft: str) -> Page:
    if draft == STANDARD_INPUT:
        return decoded_draft(sys.stdin.buffer.read(MAX_TEXT_BYTES + 1), "standard input")
    path = named_path(draft)
    if not path.is_file():
        kind = "is a folder, not a draft" if path.is_dir() else "is not there"
        tell(safe(f"onrecord: {path} {kind}. Give the file of a draft, or - to read it in."))
        raise typer.Exit(ExitCode.NO_INPUT)
    return draft_page(path)


def verify_receipt(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", parser=named_path, help="A receipt in JSON.")
    ],
    as_json: AsJson = False,
) -> None:
    """Check a receipt again: the words, the articles, and the verdict today.

    Exits with 0 when it holds, with 2 when it no longer does, and with 65 when the file is no
    receipt. A newer version of an article that still has the words is only noted.
    """
    archive = composition(context).archive
    if not file.is_file():
        tell(safe(f"onrecord: There is no file {file}. Check the path."))
        raise typer.Exit(ExitCode.NO_INPUT)
    try:
        read = stored_receipt(file)
    except ReceiptUnreadable as error:
        tell(safe(f"onrecord: {error}"))
        raise typer.Exit(ExitCode.REFUSED) from error
    found = verify(read, archive, composition(context).desk(archive))
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
