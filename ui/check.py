"""The Check tab: words or a draft go in, a receipt of what the record says comes out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

from assistant.draft import Desk, check_draft
from assistant.receipt import Receipt, receipt_record
from index.errors import ArticleMissing
from index.scope import Filters, Scope
from index.state import ArchiveState
from sources.article import Article, Page, Span
from sources.characters import readable
from sources.quotation import QuotationKind
from sources.quotations import quotations
from ui.quotation import PASTED, draft_page, named_speaker, why_not_checked
from ui.uploads import let_go


class NotChecked(ValueError):
    """There is nothing to check, or too much; the message is meant for the visitor."""


class Record(Protocol):
    """The part of the archive that this tab reads."""

    def state(self) -> ArchiveState:
        """Name the state that the archive is in."""

    def scope(self, filters: Filters) -> Scope:
        """Say how much is stored."""

    def version(self, content_hash: str, article_id: str | None = None) -> Article:
        """Return any version ever stored; raise ArticleMissing where there is none."""


def checked(desk: Desk, record: Record, words: str, speaker: str, filters: Filters) -> Receipt:
    """Check words; NotChecked where they cannot be."""
    problem = why_not_checked(words, speaker)
    if problem:
        raise NotChecked(problem)
    state = record.state()
    check = desk.check(readable(words).strip(), named_speaker(speaker), filters)
    return Receipt.of([check], state)


def checked_draft(
    desk: Desk,
    record: Record,
    page: Page,
    filters: Filters,
    progress: Callable[[int, int], None] | None = None,
) -> Receipt:
    """Check every quotation of a draft; DraftUnusable where there is none to check."""
    state = record.state()
    draft, checks = check_draft(page, desk, filters, progress)
    return Receipt.of(checks, state, draft)


@dataclass(frozen=True, slots=True)
class ReadDraft:
    """A draft, and the upload that it was read from, which is gone then."""

    page: Page
    upload: str = ""


def given_draft(pasted: str, upload: str | None, earlier: ReadDraft | None = None) -> ReadDraft:
    """Return the draft that was pasted or uploaded; NotChecked where it is not one of the two.

    An uploaded file is removed once it was read. To check it again, give what was returned as
    `earlier`.
    """
    if pasted.strip() and upload:
        raise NotChecked("There is text and a file. Take one of them away, then check the other.")
    if not upload:
        if not pasted.strip():
            raise NotChecked("Paste the text of a draft, or choose its file first.")
        return ReadDraft(Page(PASTED, pasted))
    path = Path(upload)
    if path.exists():
        try:
            return ReadDraft(draft_page(path), upload)
        finally:
            let_go(path)
    if earlier is None or earlier.upload != upload:
        raise NotChecked(f"{path.name} is no longer on the server. Choose it again.")
    return earlier


def check_record(
    desk: Desk, record: Record, words: str, speaker: str, filters: Filters
) -> dict[str, Any]:
    """Check words for a program: the receipt as plain values; NotChecked where they cannot be."""
    return receipt_record(checked(desk, record, words, speaker, filters))


def quotation_at(record: Record, span: Span) -> tuple[str, str]:
    """Return the longest quotation that a span reaches into, and its speaker's name.

    Where there is none, the words of the span itself; nothing where the version is not stored.
    """
    try:
        article = record.version(span.content_hash, span.article_id)
        cited = article.words(span)
    except (ArticleMissing, ValueError):
        return "", ""
    reached = [
        one
        for one in quotations(article)
        if one.kind is not QuotationKind.REPORTED and one.start < span.end and span.start < one.end
    ]
    if not reached:
        return cited, ""
    longest = max(reached, key=lambda one: one.end - one.start)
    name = longest.speaker.name if longest.speaker else None
    return article.text[longest.start : longest.end], name or ""
