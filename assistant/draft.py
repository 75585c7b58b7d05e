"""Drafts: every quotation of a text that has yet to appear, held against the record."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from assistant.errors import DraftUnusable
from assistant.interruption import joined, whole
from assistant.line_numbers import line_numbers
from assistant.verdict import Check
from index.scope import Filters
from sources.article import Article, BlockKind, Metadata, Page
from sources.characters import readable
from sources.decoding import scrub
from sources.lines import lines, rejoined
from sources.quotation import Quotation, QuotationKind
from sources.quotations import quotations

MOST_QUOTATIONS = 500
LONGEST = 1_000_000
"""Characters of a draft that is checked."""
_NO_FILTERS = Filters()


class Desk(Protocol):
    """What holds a quotation against the record."""

    def check(
        self, words: str, speaker: str | None = None, filters: Filters = _NO_FILTERS
    ) -> Check:
        """Say what the record says about words, and whether it gives them to this speaker."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A draft: the quotations in it that were checked, in their order, and what was not checked.

    A quotation that its attribution interrupts is one, from its first word to its last. `name` is
    the file's, without its folder. `reported` counts statements that it gives in its own
    words: they have no words to compare. `lines` are the lines of the draft on which the quotations
    begin, from 1; `file_hash` is the SHA-256 of the draft's own file, "" where it was pasted.
    """

    name: str
    content_hash: str
    quotations: tuple[Quotation, ...]
    reported: int
    lines: tuple[int, ...] = ()
    file_hash: str = ""


def check_draft(
    page: Page,
    desk: Desk,
    filters: Filters = _NO_FILTERS,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[Draft, tuple[Check, ...]]:
    """Check each quotation of a draft; `progress` is told how many of how many are done."""
    article = draft_article(page)
    found = quotations(article)
    marked = [one for one in found if one.kind is not QuotationKind.REPORTED]
    quoted = whole(article, marked)
    if len(quoted) > MOST_QUOTATIONS:
        raise DraftUnusable(
            f"The draft has {len(quoted):,} quotations; at most {MOST_QUOTATIONS:,} are checked at "
            "once. Split it."
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
    starts = [extent.start for extent in extents]
    return Draft(
        scrub(article.name),
        article.content_hash,
        extents,
        reported=len(found) - len(marked),
        lines=tuple(line_numbers(page.text, article.text, starts)),
    ), tuple(checks)


def draft_article(page: Page) -> Article:
    """Make an article of a draft: its lines are joined to paragraphs, and none is taken out.

    A draft has no advertisements, and a quotation that cleaning took for one would be printed
    without having been checked.
    """
    if len(page.text) > LONGEST:
        raise DraftUnusable(
            f"The draft has {len(page.text):,} characters; at most {LONGEST:,} are checked at once."
        )
    paragraphs = [(BlockKind.PARAGRAPH, line.text) for line in rejoined(lines(readable(page.text)))]
    if not paragraphs:
        raise DraftUnusable("The draft holds no text. Give one with quotations in it.")
    return Article.from_blocks(page.origin, paragraphs, Metadata())


def _checked(article: Article, parts: Sequence[Quotation], desk: Desk, filters: Filters) -> Check:
    speaker = parts[0].speaker.name if parts[0].speaker else None
    return desk.check(joined(article, parts), speaker, filters)
