"""Verbs of the quote desk: check and verify-receipt."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, TypeVar

import typer

from assistant.draft_verification import DraftFile
from assistant.errors import DraftUnusable, KeyUnusable, ReceiptUnreadable
from assistant.fact_finding import FactVerdict
from assistant.receipt import Receipt, receipt_record
from assistant.receipt_verification import Beside, verify
from assistant.signing import PrivateKey
from assistant.standing import Standing, gravest
from index.scope import Filters
from index.view import View
from sources.reading import MAX_TEXT_BYTES
from ui.check import Desks, checked_draft
from ui.composition import Composition
from ui.exit_code import ExitCode
from ui.gauge import gauge_of
from ui.key_file import (
    private_key,
    public_key,
    public_path,
    readable_by_others,
    why_no_key_written,
    write_keys,
)
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
from ui.printing import safe, say, say_json, tell
from ui.quotation import decoded_draft, draft_file, named_speaker, why_not_checked
from ui.receipt_file import stored_receipt, why_not_written, write_receipt
from ui.verdict_text import say_check, say_draft, say_verification

STANDARD_INPUT = "-"


@dataclass(frozen=True, slots=True)
class Checked:
    """How many quotations or sentences of a draft are checked, of how many."""

    done: int
    most: int
    step: str = "checking"

    @property
    def fraction(self) -> float:
        """The share that is done."""
        return self.done / self.most

    def said(self) -> str:
        """Write how many are done."""
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
    in which nothing was checked, ends with 3. With --facts, a sentence that the record contradicts
    ends with 2, and one that is not in the record changes nothing. With --json it prints the
    receipt.
    """
    quotation = _quotation(words or (), speaker, draft)
    if facts and not draft:
        raise typer.BadParameter("--facts is for a draft: give one with --draft FILE.")
    if receipt is not None and (problem := why_not_written(receipt)):
        raise typer.BadParameter(problem)
    key = _signing_key(sign, receipt, as_json=as_json)
    parts = composition(context)
    with parts.archive.view() as view:
        chosen = filters(view, outlet, since, until, language)
        try:
            if draft:
                made = _drafted(parts, view, _draft(draft), chosen, facts=facts)
            else:
                made = _receipt(parts, view, quotation, speaker, chosen)
        except DraftUnusable as error:
            tell(safe(f"onrecord: {error}"))
            raise typer.Exit(ExitCode.REFUSED) from error
        if as_json:
            say_json(receipt_record(made, key))
        elif made.draft is not None:
            say_draft(made)
        else:
            say_check(made.checks[0], view, parts.program)
    if receipt is not None:
        write_receipt(made, receipt, key)
        tell(safe(f"Receipt: {receipt}"))
    code = _code(made)
    if code is not ExitCode.OK:
        raise typer.Exit(code)


def _code(made: Receipt) -> ExitCode:
    """Return what the gravest check or fact of a receipt ends with."""
    found = made.facts.findings if made.facts else ()
    if any(finding.verdict is FactVerdict.CONTRADICTED for finding in found):
        return ExitCode.DIFFERS
    is_open = made.draft is not None and made.draft.is_open
    if found and not (made.checks or is_open):
        return ExitCode.OK
    return CODES[gravest(made.checks, is_open=is_open)]


def _signing_key(sign: Path | None, receipt: Path | None, *, as_json: bool) -> PrivateKey | None:
    """Read the key to sign with; a usage error where there is nothing to sign."""
    if sign is None:
        return None
    if not as_json and (receipt is None or receipt.suffix.lower() != ".json"):
        raise typer.BadParameter(
            "Only a receipt in JSON can be signed: give --receipt FILE.json, or --json."
        )
    key = _usable(private_key, sign)
    if readable_by_others(sign):
        tell(
            f"Other users of this machine may read {safe(str(sign))}, and so sign in the desk's "
            "name: `chmod 600` keeps it to you."
        )
    return key


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


_Key = TypeVar("_Key")


def _usable(read: Callable[[Path], _Key], path: Path) -> _Key:
    """Read a key file, or end with what is wrong with it."""
    if not path.is_file():
        tell(safe(f"onrecord: There is no key file {path}. Check the path."))
        raise typer.Exit(ExitCode.NO_INPUT)
    try:
        return read(path)
    except KeyUnusable as error:
        tell(safe(f"onrecord: {error}"))
        raise typer.Exit(ExitCode.REFUSED) from error


def _receipt(
    parts: Composition, view: View, quotation: str, speaker: str, chosen: Filters
) -> Receipt:
    check = parts.desk(view).check(quotation, named_speaker(speaker), chosen)
    return Receipt.of([check], view.state())


def _drafted(
    parts: Composition, view: View, file: DraftFile, chosen: Filters, *, facts: bool
) -> Receipt:
    desks = Desks(parts.desk(view), parts.fact_desk(view))
    with gauge_of(Checked.said) as watch:
        return checked_draft(
            desks, view, file, chosen, lambda done, most: watch(Checked(done, most)), facts=facts
        )


def _draft(draft: str) -> DraftFile:
    if draft == STANDARD_INPUT:
        return decoded_draft(sys.stdin.buffer.read(MAX_TEXT_BYTES + 1), "standard input")
    path = named_path(draft)
    if not path.is_file():
        kind = "is a folder, not a draft" if path.is_dir() else "is not there"
        tell(safe(f"onrecord: {path} {kind}. Give the file of a draft, or - to read it in."))
        raise typer.Exit(ExitCode.NO_INPUT)
    return draft_file(path)


def make_key(
    file: Annotated[
        Path, typer.Argument(metavar="FILE", parser=named_path, help="Where the key is to be.")
    ],
) -> None:
    """Make a key to sign receipts with: FILE, which you keep, and FILE.pub, which you give away.

    Whoever has FILE can sign in the desk's name: only its owner can read it. With FILE.pub anybody
    can verify what was signed.
    """
    if problem := why_no_key_written(file):
        raise typer.BadParameter(problem)
    made = write_keys(file)
    say(safe(f"Private key: {file}"))
    say(safe(f"Public key: {public_path(file)} ({made.name[:16]}…)"))


def verify_receipt(
    context: typer.Context,
    file: Annotated[
        Path, typer.Argument(metavar="FILE", parser=named_path, help="A receipt in JSON.")
    ],
    draft: Annotated[
        str, typer.Option(metavar="FILE", help="Compare it with this draft; - reads it in.")
    ] = "",
    key: Annotated[
        Path | None,
        typer.Option(
            "--public-key",
            metavar="FILE",
            parser=named_path,
            help="Check that it was signed with the private key of this one.",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Check a receipt again: the words, the articles, and the verdict today.

    Exits with 0 when it holds, with 2 when it no longer does, and with 65 when the file is no
    receipt. A newer version of an article that still has the words is only noted. With --draft, the
    quotations and facts are those of the draft, and its file is the one that was checked; with
    --public-key, no byte of the receipt was changed since it was signed.
    """
    parts = composition(context)
    archive = parts.archive
    if not file.is_file():
        tell(safe(f"onrecord: There is no file {file}. Check the path."))
        raise typer.Exit(ExitCode.NO_INPUT)
    try:
        read = stored_receipt(file)
    except ReceiptUnreadable as error:
        tell(safe(f"onrecord: {error}"))
        raise typer.Exit(ExitCode.REFUSED) from error
    try:
        beside = Beside(
            _draft(draft) if draft else None, None if key is None else _usable(public_key, key)
        )
    except DraftUnusable as error:
        tell(safe(f"onrecord: {error}"))
        raise typer.Exit(ExitCode.REFUSED) from error
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
