"""Draft verification: compare a receipt with its draft's file, quotations and speakers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.errors import DraftUnusable
from assistant.facts.draft_facts import fact_sentences
from assistant.quotes.draft import Draft, check_draft
from assistant.quotes.verdict import Check, Verdict
from assistant.receipts.receipt import Receipt
from assistant.receipts.receipt_finding import Finding, FindingKind, short
from assistant.wording import count
from index.scope import Filters, Scope
from sources.article import Page

_NO_FILTERS = Filters()


@dataclass(frozen=True, slots=True)
class DraftFile:
    """A draft as read, with the SHA-256 of its file."""

    page: Page
    file_hash: str


@dataclass(frozen=True, slots=True)
class _Listener:
    """A stand-in for a desk that checks nothing, to learn which quotations a draft has."""

    def check(
        self, words: str, speaker: str | None = None, filters: Filters = _NO_FILTERS
    ) -> Check:
        """Return a check that only holds the words and the speaker."""
        return self.judge(words, speaker, filters)

    def judge(
        self, words: str, speaker: str | None = None, filters: Filters = _NO_FILTERS
    ) -> Check:
        """Return a check that only holds the words and the speaker."""
        scope = Scope(0, 0, 0, (), (), None, None, filters)
        return Check(words, speaker, Verdict.TOO_SHORT, (), (), (), (), (), scope)


def compare_draft(receipt: Receipt, file: DraftFile) -> Iterator[Finding]:
    """Yield the differences between a receipt and its draft."""
    told = receipt.draft
    if told is None:
        yield _finding("The receipt is for a single quotation, not for a draft.")
        return
    try:
        found, asked = check_draft(file.page, _Listener())
    except DraftUnusable as error:
        yield _finding(f"The draft cannot be read again: {error}")
        return
    if found.name != told.name:
        yield _finding(f"The receipt is for “{short(told.name)}”, but the draft is “{found.name}”.")
    if found.content_hash != told.content_hash:
        yield _finding("The draft does not have the text that was checked.")
        return
    if told.file_hash and told.file_hash != file.file_hash:
        text = "The draft's file has changed, but its text has not."
        yield Finding(FindingKind.DRAFT, 0, text, breaks=False)
    yield from _quotations(receipt.checks, asked)
    if not _agree(told, found):
        yield _finding("The quotations are at other places in the draft than in the receipt.")
    yield from _facts(receipt, file.page)


def _quotations(checks: Sequence[Check], asked: Sequence[Check]) -> Iterator[Finding]:
    if len(checks) != len(asked):
        yield _finding(
            f"The draft has {count(len(asked), 'quotation')}, but the receipt has "
            f"{count(len(checks), 'check')}."
        )
        return
    for number, (check, now) in enumerate(zip(checks, asked, strict=True), start=1):
        if check.words != now.words:
            text = (
                f"The draft has “{short(now.words)}” where the receipt has “{short(check.words)}”."
            )
            yield Finding(FindingKind.DRAFT, number, text)
        elif check.speaker != now.speaker:
            text = (
                f"The draft attributes the words to {short(now.speaker or 'nobody')}, but the "
                f"receipt attributes them to {short(check.speaker or 'nobody')}."
            )
            yield Finding(FindingKind.DRAFT, number, text)
        elif check.speaker_unsure != now.speaker_unsure:
            told, found = (one.speaker_unsure or "certain" for one in (check, now))
            text = (
                f"For the draft's speaker, the receipt says “{told}”, but the draft says “{found}”."
            )
            # Older receipts do not record it.
            yield Finding(FindingKind.DRAFT, number, text, breaks=bool(check.speaker_unsure))


def _facts(receipt: Receipt, page: Page) -> Iterator[Finding]:
    if receipt.facts is None:
        return
    there = [(one.words, one.line) for one in fact_sentences(page)]
    if there != [(one.words, one.line) for one in receipt.facts.findings]:
        yield _finding("The sentences whose facts were checked are not those of the draft.")


def _agree(told: Draft, found: Draft) -> bool:
    """Return True if two drafts have the same quotations; older receipts have no lines."""
    if not (told.lines or told.unchecked):
        found = replace(found, lines=(), unchecked=(), unit=told.unit)
    return replace(told, name="", file_hash="") == replace(found, name="", file_hash="")


def _finding(text: str) -> Finding:
    return Finding(FindingKind.DRAFT, 0, text)
