"""The Check tab: words or a draft go in, a receipt of what the record says comes out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Protocol

from assistant.draft import Desk, check_draft
from assistant.draft_facts import FactChecker, check_facts
from assistant.draft_verification import DraftFile
from assistant.receipt import Receipt, receipt_record
from index.errors import ArticleMissing
from index.scope import Filters, Scope
from index.view import View, Viewable
from sources.article import Article, Page, Span
from sources.characters import readable
from sources.quotation import QuotationKind
from sources.quotations import quotations
from ui.quotation import PASTED, draft_file, named_speaker, why_not_checked
from ui.uploads import let_go


class NotChecked(ValueError):
    """There is nothing to check, or too much; the message is meant for the visitor."""


class Record(Viewable, Protocol):
    """The part of the archive that this tab reads."""

    def scope(self, filters: Filters) -> Scope:
        """Say how much is stored."""

    def version(self, content_hash: str, article_id: str | None = None) -> Article:
        """Return any version ever stored; raise ArticleMissing where there is none."""


class QuotationDesk(Desk, Protocol):
    """What checks quotations."""

    def over(self, view: View) -> Desk:
        """Return the same desk over a view of the archive."""


class FactDesk(FactChecker, Protocol):
    """What checks facts."""

    def over(self, view: View) -> FactChecker:
        """Return the same desk over a view of the archive."""


@dataclass(frozen=True, slots=True)
class Desks:
    """What checks quotations, and what checks facts."""

    quotations: QuotationDesk
    facts: FactDesk


def checked(
    desk: QuotationDesk, record: Viewable, words: str, speaker: str, filters: Filters
) -> Receipt:
    """Check words; NotChecked where they cannot be."""
    problem = why_not_checked(words, speaker)
    if problem:
        raise NotChecked(problem)
    with record.view() as view:
        check = desk.over(view).check(readable(words).strip(), named_speaker(speaker), filters)
        return Receipt.of([check], view.state())


Progress = Callable[[int, int], None]


def checked_draft(
    desks: Desks,
    record: Viewable,
    file: DraftFile,
    filters: Filters,
    progress: Progress | None = None,
    *,
    facts: bool = False,
) -> Receipt:
    """Check every quotation of a draft, and its facts where that is wanted.

    DraftUnusable where there is none to check. `progress` is told how much of all is done.
    """
    with record.view() as view:
        draft, checks = check_draft(file.page, desks.quotations.over(view), filters, progress)
        told = check_facts(file.page, desks.facts.over(view), filters, progress) if facts else None
        draft = replace(draft, file_hash=file.file_hash)
        return Receipt.of(checks, view.state(), draft, facts=told)


@dataclass(frozen=True, slots=True)
class ReadDraft:
    """A draft, and the upload that it was read from, which is gone then."""

    file: DraftFile
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
        return ReadDraft(pasted_draft(pasted))
    path = Path(upload)
    if path.exists():
        try:
            return ReadDraft(draft_file(path), upload)
        finally:
            let_go(path)
    if earlier is None or earlier.upload != upload:
        raise NotChecked(f"{path.name} is no longer on the server. Choose it again.")
    return earlier


def pasted_draft(text: str) -> DraftFile:
    """Take a text that was typed or pasted as a draft, which has no file."""
    return DraftFile(Page(PASTED, text), "")


def check_record(
    desk: QuotationDesk, record: Viewable, words: str, speaker: str, filters: Filters
) -> dict[str, Any]:
    """Check words for a program: the receipt as plain values; NotChecked where they cannot be."""
    return receipt_record(checked(desk, record, words, speaker, filters))


def draft_record(
    desks: Desks, record: Viewable, text: str, filters: Filters, *, facts: bool
) -> dict[str, Any]:
    """Check the text of a draft for a program: the receipt as plain values."""
    return receipt_record(checked_draft(desks, record, pasted_draft(text), filters, facts=facts))


def why_not_drafted(draft: str, words: str, speaker: str, *, facts: bool) -> str:
    """Return what keeps a draft from being checked; '' if nothing does."""
    if draft and (words or speaker):
        return "Give a draft, or words and their speaker: speakers are taken from the draft."
    if facts and not draft.strip():
        return "Facts are those of a draft: give its text as `draft`."
    return ""


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
