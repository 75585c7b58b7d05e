"""Facts of a draft: check the sentences that are not quotations, in order."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Protocol

from assistant.errors import DraftUnusable
from assistant.facts.fact_finding import FactCheck
from assistant.quotes.draft import draft_text
from index.scope import Filters
from sources.article import Article, Page
from sources.language.analysis import analysed
from sources.language.sentences import sentences
from sources.quotations.finding import quotations
from sources.quotations.quotation import Quotation, QuotationKind

MOST_SENTENCES = 1_000
_NO_FILTERS = Filters()
# A sentence of which at least this share is quoted is checked as a quotation.
_MOSTLY = 0.5


@dataclass(frozen=True, slots=True)
class FactSentence:
    """A sentence of a draft, its line, and the sentence before it."""

    words: str
    line: int
    before: str = ""


class FactChecker(Protocol):
    """A desk that checks sentences against the archive."""

    @property
    def reader_id(self) -> str:
        """The reader's name, with the digest of its weights and its numeric precision."""

    def facts(
        self,
        sentences: tuple[FactSentence, ...],
        filters: Filters = _NO_FILTERS,
        progress: Callable[[int, int], None] | None = None,
    ) -> FactCheck:
        """Return a finding for each sentence of a draft, in order."""


def check_facts(
    page: Page,
    desk: FactChecker,
    filters: Filters = _NO_FILTERS,
    progress: Callable[[int, int], None] | None = None,
) -> tuple[str, FactCheck]:
    """Check the facts of a draft; return the reader's name and the findings.

    Raise DraftUnusable if the draft has no text or is too long.
    """
    found = tuple(fact_sentences(page))
    if len(found) > MOST_SENTENCES:
        raise DraftUnusable(
            f"The draft has {len(found):,} sentences; the facts of at most {MOST_SENTENCES:,} are "
            "checked at once. Split it."
        )
    checked = desk.facts(found, filters, progress)
    return desk.reader_id, checked


def fact_sentences(page: Page) -> Iterator[FactSentence]:
    """Yield the sentences of a draft that are more than a quotation and its attribution."""
    text = draft_text(page)
    article = text.article
    quoted = [q for q in quotations(article) if q.kind is not QuotationKind.REPORTED]
    spans = [span for block in article.blocks for span in sentences(article, block)]
    before = ""
    for span in spans:
        words = " ".join(article.words(span).split())
        if not _is_quoted(article, span.start, span.end, quoted):
            yield FactSentence(words, text.line(span.start), before)
        before = words


def _is_quoted(article: Article, start: int, end: int, quoted: list[Quotation]) -> bool:
    """Return True if most of a sentence is quoted, or all of it except the attribution."""
    inside = [q for q in quoted if q.start < end and start < q.end]
    if not inside:
        return False
    within = _words(article, [(max(start, q.start), min(end, q.end)) for q in inside])
    total = _words(article, [(start, end)])
    said = {extent for q in inside for extent in (q.cue, q.speaker.mention if q.speaker else None)}
    ascribed = _words(article, [(e.start, e.end) for e in said if e and start <= e.start < end])
    return within >= _MOSTLY * total or within + ascribed >= total


def _words(article: Article, places: list[tuple[int, int]]) -> int:
    return sum(len(analysed(article.text[start:end]).tokens) for start, end in places)
