"""Check a quotation or a draft against the archive, and make its receipt."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Annotated, Protocol

from pydantic import Field

from assistant.facts.draft_facts import FactChecker, check_facts
from assistant.quotes.draft import Desk, check_draft
from assistant.receipts.draft_verification import DraftFile
from assistant.receipts.receipt import Receipt
from index.scope import Filters
from index.view import View, Viewable
from sources.article import Page
from sources.cleaning.characters import readable
from ui.errors import RequestUnusable
from ui.requests.act import Languages, Outlets, Request, Since, Until
from ui.requests.filtering import Counted, held_filters
from ui.requests.quotation_input import PASTED, named_speaker, why_not_checked


class QuotationDesk(Desk, Protocol):
    """Checks quotations."""

    def over(self, view: View) -> Desk:
        """Return a copy of the desk that reads from a view of the archive."""


class FactDesk(FactChecker, Protocol):
    """Checks facts."""

    def over(self, view: View) -> FactChecker:
        """Return a copy of the desk that reads from a view of the archive."""


@dataclass(frozen=True, slots=True)
class Desks:
    """The desks that check quotations and facts."""

    quotations: QuotationDesk
    facts: FactDesk


Progress = Callable[[int, int], None]


class CheckRequest(Request):
    """Check a quotation or a draft against the newsroom's archive, and return the receipt.

    `checks[0].verdict` is one of: exact; exact but for fillers; partial; altered; spliced;
    misattributed; speaker unsure (the archive seems to attribute the words to somebody else);
    disputed in the record; paraphrase; exact, speaker not named; exact, not as a quotation;
    translated; too short to judge; not in the record. `differences` list how the words differ from
    the archive's, changes of meaning first. `attribution.sure` is true if it is certain who spoke.
    `dispute` is the sentence of an article that denies or doubts that the words were said. The
    quotation can be printed as it is only if the verdict is "exact", "exact but for fillers" or
    "partial" and there is no note of the kind "cut", "inserted" or "withheld" (the only source is
    unpublished, withdrawn or incomplete). In a transcript, `at` is the time of the recording in
    seconds. "Not in the record" does not mean that nobody said it. For a draft, `checks` has one
    entry for each quotation. With `facts`, `facts.findings` has one entry for each other sentence:
    contradicted (`differences` has the archive's words), not in the record, borne out, or no claim.
    """

    words: Annotated[str, Field(description="The words of the quotation, unchanged.")] = ""
    speaker: Annotated[str, Field(description="Who is quoted, if known.")] = ""
    outlets: Outlets = None
    since: Since = ""
    until: Until = ""
    draft: Annotated[
        str,
        Field(description="The text of a draft, instead of `words`. Checks all its quotations."),
    ] = ""
    facts: Annotated[
        bool,
        Field(description="Whether to compare the draft's other sentences with the archive."),
    ] = False
    languages: Languages = None


def require_checkable(request: CheckRequest, *, has_draft: bool) -> None:
    """Raise RequestUnusable if there is nothing or too much to check, or words and a draft."""
    if has_draft and (request.words.strip() or request.speaker):
        problem = "Give either a draft, or words and a speaker. A draft names its own speakers."
    elif has_draft:
        problem = ""
    elif request.facts:
        problem = "Facts can be checked only in a draft. Give a draft."
    else:
        problem = why_not_checked(request.words, request.speaker)
    if problem:
        raise RequestUnusable(problem)


def chosen(request: CheckRequest, archive: Counted, file: DraftFile | None = None) -> Filters:
    """Return the filters of a request; raise RequestUnusable if it cannot be answered."""
    require_checkable(request, has_draft=bool(file or request.draft))
    return held_filters(request, archive)


def check(
    request: CheckRequest,
    archive: Viewable,
    desks: Desks,
    file: DraftFile | None = None,
    progress: Progress | None = None,
) -> Receipt:
    """Return the receipt of a request; raise RequestUnusable, DraftUnusable or ArchiveError.

    A draft that was read from a file is passed as `file`. `progress` is called with the number of
    passages done and their total.
    """
    with archive.view() as view:
        filters = chosen(request, view, file)
        state, desk = view.state(), desks.quotations.over(view)
        if file is None and not request.draft:
            words, speaker = readable(request.words).strip(), named_speaker(request.speaker)
            return Receipt.of([desk.check(words, speaker, filters)], state)
        read = file or pasted_draft(request.draft)
        draft, checks = check_draft(read.page, desk, filters, progress)
        draft = replace(draft, file_hash=read.file_hash)
        if not request.facts:
            return Receipt.of(checks, state, draft)
        facts = check_facts(read.page, desks.facts.over(view), filters, progress)
        return Receipt.of(checks, state, draft, facts=facts)


def pasted_draft(text: str) -> DraftFile:
    """Return typed or pasted text as a draft without a file."""
    return DraftFile(Page(PASTED, text), "")
