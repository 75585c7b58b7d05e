"""Verification of receipts: whether the archive still supports what a receipt says."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Protocol

from assistant.answer import Citation
from assistant.facts.draft_facts import FactChecker
from assistant.facts.fact_finding import FactFinding
from assistant.quotes.draft import Desk, with_unsure_speaker
from assistant.quotes.verdict import Check, Excerpt, Place
from assistant.receipts.draft_verification import DraftFile, compare_draft
from assistant.receipts.fact_recheck import compare_facts
from assistant.receipts.receipt import ReadReceipt, Receipt
from assistant.receipts.receipt_finding import Finding, FindingKind, short
from assistant.receipts.recheck import Recheck
from assistant.receipts.signature_verification import compare_signature
from assistant.receipts.signing import PublicKey
from assistant.wording import count, day
from index.errors import ArticleMissing, ArticlePurged
from index.state import ArchiveState
from sources.article import Article
from sources.span import Span

_CLOCKS_DIFFER = timedelta(hours=1)


class Record(Protocol):
    """A store of articles in all their versions."""

    def article(self, article_id: str) -> Article:
        """Return the current version; raise ArticleMissing if there is none."""

    def version(self, content_hash: str, article_id: str | None = None) -> Article:
        """Return a version by its hash, current or not; raise ArticleMissing if there is none."""

    def state(self) -> ArchiveState:
        """Return the current state of the archive."""


@dataclass(frozen=True, slots=True)
class Verification:
    """The result of verifying a receipt, and how much was compared."""

    findings: tuple[Finding, ...]
    checks: int
    excerpts: int

    @property
    def holds(self) -> bool:
        """True if nothing that the receipt depends on has changed."""
        return not any(finding.breaks for finding in self.findings)


@dataclass(frozen=True, slots=True)
class Beside:
    """What a receipt is compared with besides the archive: its draft, and the signer's key."""

    draft: DraftFile | None = None
    key: PublicKey | None = None


_NOTHING_BESIDE = Beside()


def verify(
    read: ReadReceipt,
    record: Record,
    desk: Desk,
    facts: FactChecker,
    beside: Beside = _NOTHING_BESIDE,
) -> Verification:
    """Verify a receipt: compare its excerpts with the archive, and repeat its checks."""
    findings: list[Finding] = []
    if not read.intact:
        text = "The receipt was changed after it was made: its digest does not match its content."
        findings.append(Finding(FindingKind.CHANGED, 0, text))
    findings += compare_signature(read, beside.key)
    if beside.draft is not None:
        findings += compare_draft(read.receipt, beside.draft)
    now = record.state()
    findings += _state(read.receipt, now)
    unmoved = read.receipt.archive == now
    shelf, excerpts = _Shelf(record), 0
    for number, check in enumerate(read.receipt.checks, start=1):
        held = list(dict.fromkeys(_excerpts(check)))
        excerpts += len(held)
        findings += _words(number, held, shelf)
        findings += _articles(number, check, shelf)
        findings += _again(number, check, desk, unmoved=unmoved)
    for finding in read.receipt.facts.findings if read.receipt.facts else ():
        held = list(dict.fromkeys(_fact_excerpts(finding)))
        excerpts += len(held)
        findings += _words(0, held, shelf)
        findings += _cited(0, finding.evidence, shelf)
    findings += compare_facts(read.receipt, facts, unmoved=unmoved)
    return Verification(tuple(dict.fromkeys(findings)), len(read.receipt.checks), excerpts)


def _state(receipt: Receipt, now: ArchiveState) -> Iterator[Finding]:
    """Yield findings on the recorded date, archive state and number of checks."""
    then = receipt.archive
    if receipt.made > datetime.now(UTC) + _CLOCKS_DIFFER:
        text = f"The receipt is dated {day(receipt.made.date())}, which is in the future."
        yield Finding(FindingKind.CHANGED, 0, text)
    impossible = then.revision > now.revision or (
        then.revision == now.revision and then.articles != now.articles
    )
    if impossible:
        text = (
            f"The receipt was made at revision {then.revision} of an archive with "
            f"{count(then.articles, 'article')}, but the archive is at revision {now.revision} "
            f"with {now.articles:,}."
        )
        yield Finding(FindingKind.SEARCHED, 0, text)
    elif then.revision == now.revision and then != now:
        text = (
            f"The receipt was made with {_named(then)}, but the archive, at the same revision, "
            f"now has {_named(now)}. Only `onrecord rebuild` or a newer OnRecord explains that."
        )
        yield Finding(FindingKind.SEARCHED, 0, text, breaks=False)
    elif then != now:
        text = (
            f"The archive has changed since then (revision {then.revision}, now {now.revision}), "
            "so the number of articles searched cannot be verified."
        )
        yield Finding(FindingKind.SEARCHED, 0, text, breaks=False)
    draft = receipt.draft
    if draft is not None and len(draft.quotations) != len(receipt.checks):
        text = (
            f"The receipt is for a draft with {count(len(draft.quotations), 'quotation')}, but "
            f"has {count(len(receipt.checks), 'check')}."
        )
        yield Finding(FindingKind.CHANGED, 0, text)


def _named(state: ArchiveState) -> str:
    return f"“{state.model_id}, schema {state.schema}, quotation rules {state.quotation_rules}”"


@dataclass(frozen=True, slots=True)
class _Shelf:
    """A cache of the archive's articles, each looked up once. Missing ones are None."""

    record: Record
    _versions: dict[tuple[str, str], Article | None] = field(default_factory=dict)
    _current: dict[str, Article | None] = field(default_factory=dict)
    purged: dict[tuple[str, str], date] = field(default_factory=dict)

    def version(self, span: Span) -> Article | None:
        """Return the version of an article that a span refers to, or None."""
        key = span.content_hash, span.article_id
        if key not in self._versions:
            try:
                self._versions[key] = self.record.version(*key)
            except ArticlePurged as error:
                self._versions[key] = None
                self.purged[key] = error.purged_on
            except ArticleMissing:
                self._versions[key] = None
        return self._versions[key]

    def current(self, article_id: str) -> Article | None:
        """Return the current version of an article, or None."""
        if article_id not in self._current:
            try:
                self._current[article_id] = self.record.article(article_id)
            except ArticleMissing:
                self._current[article_id] = None
        return self._current[article_id]


def _excerpts(check: Check) -> Iterator[Excerpt]:
    """Yield every excerpt of the archive that a check quotes."""
    for citation in check.citations:
        yield Excerpt(citation.span, citation.words)
        yield Excerpt(citation.context, citation.context_words)
    for place in (*check.places, *check.carriers):
        given = place.attribution
        around = (place.before, place.after, *((given.mention, given.cue) if given else ()))
        yield from (excerpt for excerpt in around if excerpt is not None)
    if check.dispute is not None:
        yield check.dispute
    for piece in check.pieces:
        if piece.span is not None:
            yield Excerpt(piece.span, piece.recorded)


def _fact_excerpts(finding: FactFinding) -> Iterator[Excerpt]:
    """Yield every excerpt of the archive that a fact's finding quotes."""
    for citation in finding.evidence:
        yield Excerpt(citation.span, citation.words)
        yield Excerpt(citation.context, citation.context_words)
    yield from (difference.recorded for difference in finding.differences)


def _words(number: int, excerpts: list[Excerpt], shelf: _Shelf) -> Iterator[Finding]:
    for excerpt in excerpts:
        span = excerpt.span
        article = shelf.version(span)
        purged_on = shelf.purged.get((span.content_hash, span.article_id))
        if purged_on is not None:
            text = (
                f"All versions of article {span.article_id} were permanently removed on "
                f"{day(purged_on)}, so its words can no longer be compared."
            )
            yield Finding(FindingKind.PURGED, number, text)
        elif article is None:
            text = f"The archive never had version {span.content_hash[:12]} of {span.article_id}."
            yield Finding(FindingKind.UNKNOWN, number, text)
        elif not _stands(excerpt, article):
            text = (
                f"“{short(excerpt.words)}” is not the text of characters {span.start}:{span.end} "
                f"in “{short(article.headline)}”."
            )
            yield Finding(FindingKind.WORDS, number, text)


def _stands(excerpt: Excerpt, article: Article) -> bool:
    try:
        return article.words(excerpt.span) == excerpt.words
    except ValueError:  # the stored text does not match the hash, or the hash was truncated
        return False


def _articles(number: int, check: Check, shelf: _Shelf) -> Iterator[Finding]:
    """Yield changes in the articles that the verdict is based on, and in all other carriers."""
    for places, rests in ((check.places, True), (check.carriers, False)):
        for place in places:
            article = shelf.version(place.citation.span)
            if article is not None:
                yield from _details(number, place.citation, article, rests)
                yield from _today(number, place, shelf, rests)
    yield from _cited(number, check.nearest, shelf)


def _cited(number: int, citations: Sequence[Citation], shelf: _Shelf) -> Iterator[Finding]:
    for citation in citations:
        article = shelf.version(citation.span)
        if article is not None:
            yield from _details(number, citation, article, rests=True)


def _details(number: int, citation: Citation, article: Article, rests: bool) -> Iterator[Finding]:
    known = article.metadata
    stated = {
        "headline": (citation.headline, article.headline),
        "outlet": (citation.outlet or "unknown", known.outlet or "unknown"),
        "date": (day(citation.published), day(article.published_at(citation.span.start))),
        "address": (citation.url or "unknown", known.url or "unknown"),
    }
    for name, (then, now) in stated.items():
        if then != now:
            text = (
                f"The {name} is “{short(then)}” in the receipt, but “{short(now)}” in the archive."
            )
            yield Finding(FindingKind.DETAILS, number, text, rests)


def _today(number: int, place: Place, shelf: _Shelf, rests: bool) -> Iterator[Finding]:
    span, headline = place.citation.span, short(place.citation.headline)
    current = shelf.current(span.article_id)
    if current is None:
        text = f"“{headline}” has since been removed from the archive."
        yield Finding(FindingKind.REMOVED, number, text, rests)
    elif current.content_hash != span.content_hash:
        kept = place.citation.words in current.text
        still = "still has these words" if kept else "no longer has these words"
        text = f"“{headline}” has since been replaced by a newer version, which {still}."
        yield Finding(FindingKind.REPLACED, number, text, rests and not kept)


def _again(number: int, check: Check, desk: Desk, *, unmoved: bool) -> Iterator[Finding]:
    try:
        today = desk.judge(check.words, check.speaker, check.scope.filters)
    except ValueError as error:
        yield Finding(FindingKind.VERDICT, number, f"The check cannot be repeated: {error}")
        return
    today = with_unsure_speaker(today, check.speaker_unsure)
    yield from Recheck(number, check, today, unmoved).findings()
