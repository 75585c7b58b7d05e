"""Drafts: check every quotation of an unpublished text against the archive."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from assistant.errors import DraftUnusable
from assistant.quotes.draft_text import DraftText, Unchecked, sorted_out
from assistant.quotes.pasted_text import joined, whole
from assistant.quotes.verdict import Check, Note, NoteKind, Verdict
from index.scope import Filters
from sources.article import Article, Page
from sources.formats.decoding import scrub
from sources.quotations.finding import quotations
from sources.quotations.grounds import SURE, grounds
from sources.quotations.quotation import Quotation, QuotationKind

MOST_QUOTATIONS = 500
MOST_UNCHECKED = 5_000
LONGEST = 1_000_000
"""The maximum length of a draft, in characters."""
_NO_FILTERS = Filters()


class Desk(Protocol):
    """A desk that checks quotations against the archive."""

    def check(
        self, words: str, speaker: str | None = None, filters: Filters = _NO_FILTERS
    ) -> Check:
        """Judge text as typed: a quotation, or a quotation with its attribution."""

    def judge(
        self, words: str, speaker: str | None = None, filters: Filters = _NO_FILTERS
    ) -> Check:
        """Judge a quotation without attribution: all words count as the speaker's."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft: the quotations that were checked, in order, and the ones that were not.

    A quotation interrupted by its attribution counts as one, from its first word to its last.
    `name` is the file name without its folder. `reported` is the number of statements in reported
    speech, which have no words to compare. `lines` are the lines (or paragraphs, depending on
    `unit`) on which the checked quotations begin. `file_hash` is the SHA-256 of the draft's file,
    or "" if the text was pasted.
    """

    name: str
    content_hash: str
    quotations: tuple[Quotation, ...]
    reported: int
    lines: tuple[int, ...] = ()
    unchecked: tuple[Unchecked, ...] = ()
    unit: str = "line"
    file_hash: str = ""

    @property
    def is_open(self) -> bool:
        """True if something that may be a quotation could not be checked."""
        return any(one.reason.is_open for one in self.unchecked)

    def where(self, number: int) -> str:
        """Return where a checked quotation begins ("line 12"), or "" in receipts without lines."""
        return f"{self.unit} {self.lines[number]}" if self.lines else ""

    @property
    def rows(self) -> tuple[int | Unchecked, ...]:
        """The indices of the checks and the unchecked passages, in the draft's order."""
        rows: list[tuple[int, int | Unchecked]] = []
        rows += [(one.start, number) for number, one in enumerate(self.quotations)]
        rows += [(one.start, one) for one in self.unchecked]
        return tuple(row for _, row in sorted(rows, key=lambda row: row[0]))


def check_draft(
    page: Page,
    desk: Desk,
    filters: Filters = _NO_FILTERS,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Draft, tuple[Check, ...]]:
    """Check each quotation of a draft; call `progress` with the number done and the total.

    Raise DraftUnusable if the draft is too long, has no text or has too many quotations.
    """
    text = draft_text(page)
    article = text.article
    found = quotations(article)
    marked = [one for one in found if one.kind is not QuotationKind.REPORTED]
    checked, unchecked = sorted_out(text, marked)
    quoted = whole(article, checked)
    if len(unchecked) > MOST_UNCHECKED:
        raise DraftUnusable(
            f"The draft has {len(unchecked):,} unpaired marks, titles and brackets, but at most "
            f"{MOST_UNCHECKED:,} can be listed. Split the draft."
        )
    if len(quoted) > MOST_QUOTATIONS:
        raise DraftUnusable(
            f"The draft has {len(quoted):,} quotations, but at most {MOST_QUOTATIONS:,} can be "
            "checked at once. Split the draft."
        )
    checks: list[Check] = []
    for number, parts in enumerate(quoted, start=1):
        try:
            checks.append(_checked(article, parts, desk, filters))
        except ValueError as error:
            raise DraftUnusable(f"Quotation {number} of the draft: {error}") from error
        if progress is not None:
            progress(number, len(quoted))
    extents = tuple(replace(parts[0], end=parts[-1].end) for parts in quoted)
    reported = len(found) - len(marked)
    draft = Draft(
        scrub(article.name),
        article.content_hash,
        extents,
        reported,
        tuple(text.line(one.start) for one in extents),
        tuple(unchecked),
        text.unit,
    )
    return draft, tuple(checks)


def draft_text(page: Page) -> DraftText:
    """Lay out a draft; raise DraftUnusable if it is too long or has no text."""
    length = len(page.text) + sum(len(turn.text) for turn in page.turns)
    if length > LONGEST:
        raise DraftUnusable(
            f"The draft has {length:,} characters, but at most {LONGEST:,} can be checked at once. "
            "Split the draft."
        )
    text = DraftText.of(page)
    if not text.article.blocks:
        raise DraftUnusable("The draft has no text. Give a draft that contains quotations.")
    return text


def _checked(article: Article, parts: Sequence[Quotation], desk: Desk, filters: Filters) -> Check:
    speaker = parts[0].speaker.name if parts[0].speaker else None
    check = desk.judge(joined(article, parts), speaker, filters)
    return with_unsure_speaker(check, _why_unsure(article, parts[0]))


def with_unsure_speaker(check: Check, why: str) -> Check:
    """Return a check with the reason why the draft's speaker is uncertain; "" if certain.

    If the archive attributes the words to someone else, the verdict becomes "speaker unsure"
    instead of "misattributed", because the draft may mean that person.
    """
    if not why:
        return check
    unsure = check.verdict is Verdict.MISATTRIBUTED
    text = (
        f"The draft seems to attribute the words to {check.speaker}, but this is uncertain: {why}."
    )
    return replace(
        check,
        verdict=Verdict.UNSURE if unsure else check.verdict,
        notes=(Note(NoteKind.SPEAKER, text), *check.notes),
        speaker_unsure=why,
    )


def _why_unsure(article: Article, quotation: Quotation) -> str:
    speaker = quotation.speaker
    if speaker is None or speaker.name is None or article.is_transcript:
        return ""
    found = grounds(article.text, quotation, speaker)
    return "" if found in SURE else found.value
