"""Verification of receipts: whether what one says still stands in the archive."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from assistant.answer import Citation
from assistant.draft import Desk
from assistant.receipt import ReadReceipt
from assistant.verdict import Check, Excerpt, Place
from assistant.wording import day
from index.errors import ArticleMissing
from sources.article import Article, Span


class Record(Protocol):
    """Where articles are kept in all their versions."""

    def article(self, article_id: str) -> Article:
        """Return the current version; raise ArticleMissing where there is none."""

    def version(self, content_hash: str, article_id: str | None = None) -> Article:
        """Return any version ever stored; raise ArticleMissing where there is none."""


class FindingKind(StrEnum):
    """What a finding is about."""

    CHANGED = "changed"
    """The receipt is not as it was written."""
    UNKNOWN = "unknown"
    """The archive never held what it points at."""
    WORDS = "words"
    """The stored version has other words there."""
    DETAILS = "details"
    """The stored version has another headline, outlet or date."""
    REMOVED = "removed"
    """The article was taken out of the archive."""
    REPLACED = "replaced"
    """The article has a newer version."""
    VERDICT = "verdict"
    """The same check turns out otherwise today."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is no longer as the receipt says; `check` counts from 1, 0 is the file.

    One that does not break the receipt is worth knowing, but the words and the verdict stand.
    """

    kind: FindingKind
    check: int
    text: str
    breaks: bool = True


@dataclass(frozen=True, slots=True)
class Verification:
    """What became of a receipt, and how much of it was compared."""

    findings: tuple[Finding, ...]
    checks: int
    excerpts: int

    @property
    def holds(self) -> bool:
        """Say whether nothing that the receipt rests on has changed."""
        return not any(finding.breaks for finding in self.findings)


def verify(read: ReadReceipt, record: Record, desk: Desk) -> Verification:
    """Compare every excerpt with the archive, and make every check again."""
    findings: list[Finding] = []
    if not read.intact:
        text = "The receipt was changed after it was made: its digest does not fit its content."
        findings.append(Finding(FindingKind.CHANGED, 0, text))
    shelf, excerpts = _Shelf(record), 0
    for number, check in enumerate(read.receipt.checks, start=1):
        held = list(dict.fromkeys(_excerpts(check)))
        excerpts += len(held)
        findings += _words(number, held, shelf)
        findings += _articles(number, check, shelf)
        findings += _again(number, check, desk)
    return Verification(tuple(dict.fromkeys(findings)), len(read.receipt.checks), excerpts)


@dataclass(frozen=True, slots=True)
class _Shelf:
    """The record, each article looked up once; None where it is not there."""

    record: Record
    _versions: dict[tuple[str, str], Article | None] = field(default_factory=dict)
    _current: dict[str, Article | None] = field(default_factory=dict)

    def version(self, span: Span) -> Article | None:
        """Return the version that a span points into."""
        key = span.content_hash, span.article_id
        if key not in self._versions:
            try:
                self._versions[key] = self.record.version(*key)
            except ArticleMissing:
                self._versions[key] = None
        return self._versions[key]

    def current(self, article_id: str) -> Article | None:
        """Return what can be found of an article today."""
        if article_id not in self._current:
            try:
                self._current[article_id] = self.record.article(article_id)
            except ArticleMissing:
                self._current[article_id] = None
        return self._current[article_id]


def _excerpts(check: Check) -> Iterator[Excerpt]:
    """Return all that a check quotes from the record, with its place."""
    for citation in check.citations:
        yield Excerpt(citation.span, citation.words)
        yield Excerpt(citation.context, citation.context_words)
    for place in (*check.places, *check.carriers):
        given = place.attribution
        around = (place.before, place.after, *((given.mention, given.cue) if given else ()))
        yield from (excerpt for excerpt in around if excerpt is not None)
    for piece in check.pieces:
        if piece.span is not None:
            yield Excerpt(piece.span, piece.recorded)


def _words(number: int, excerpts: list[Excerpt], shelf: _Shelf) -> Iterator[Finding]:
    for excerpt in excerpts:
        span = excerpt.span
        article = shelf.version(span)
        if article is None:
            text = f"The archive never held version {span.content_hash[:12]} of {span.article_id}."
            yield Finding(FindingKind.UNKNOWN, number, text)
        elif not _stands(excerpt, article):
            text = (
                f"“{_short(excerpt.words)}” is not what characters {span.start}:{span.end} of "
                f"“{_short(article.headline)}” are."
            )
            yield Finding(FindingKind.WORDS, number, text)


def _stands(excerpt: Excerpt, article: Article) -> bool:
    try:
        return article.words(excerpt.span) == excerpt.words
    except ValueError:  # the stored text is not that of the hash, or the hash was cut short
        return False


def _articles(number: int, check: Check, shelf: _Shelf) -> Iterator[Finding]:
    """Say what became of the articles: those that the verdict rests on, and further carriers."""
    for places, rests in ((check.places, True), (check.carriers, False)):
        for place in places:
            article = shelf.version(place.citation.span)
            if article is not None:
                yield from _details(number, place.citation, article, rests)
                yield from _today(number, place, shelf, rests)


def _details(number: int, citation: Citation, article: Article, rests: bool) -> Iterator[Finding]:
    known = article.metadata
    stated = {
        "headline": (citation.headline, article.headline),
        "outlet": (citation.outlet or "unknown", known.outlet or "unknown"),
        "date": (day(citation.published), day(known.published)),
        "address": (citation.url or "unknown", known.url or "unknown"),
    }
    for name, (then, now) in stated.items():
        if then != now:
            text = f"The receipt gives the {name} as “{_short(then)}”, the archive “{_short(now)}”."
            yield Finding(FindingKind.DETAILS, number, text, rests)


def _today(number: int, place: Place, shelf: _Shelf, rests: bool) -> Iterator[Finding]:
    span, headline = place.citation.span, _short(place.citation.headline)
    current = shelf.current(span.article_id)
    if current is None:
        text = f"“{headline}” has since been removed from the archive."
        yield Finding(FindingKind.REMOVED, number, text, rests)
    elif current.content_hash != span.content_hash:
        kept = place.citation.words in current.text
        still = "still has these words" if kept else "no longer has these words"
        text = f"“{headline}” has since been replaced by a newer version, which {still}."
        yield Finding(FindingKind.REPLACED, number, text, rests and not kept)


def _again(number: int, check: Check, desk: Desk) -> Iterator[Finding]:
    try:
        today = desk.check(check.words, check.speaker, check.scope.filters)
    except ValueError as error:
        yield Finding(FindingKind.VERDICT, number, f"It cannot be checked again: {error}")
        return
    if today.verdict is not check.verdict:
        text = f"The verdict was “{check.verdict}” and is “{today.verdict}” today."
        yield Finding(FindingKind.VERDICT, number, text)
    elif _differing(today) != _differing(check):
        text = f"The verdict is “{check.verdict}” as it was, but with other differences."
        yield Finding(FindingKind.VERDICT, number, text)
    elif _speakers(today) != _speakers(check):
        then, now = (" and ".join(_speakers(c)) or "nobody" for c in (check, today))
        text = f"The words were given to {_short(then)}, and today to {_short(now)}."
        yield Finding(FindingKind.VERDICT, number, text)


def _differing(check: Check) -> list[tuple[object, ...]]:
    return [(p.change, p.claimed, p.recorded, p.grave) for p in check.differences]


def _speakers(check: Check) -> list[str]:
    """Return whom the words are given to where the verdict rests, by name."""
    given = [place.attribution for place in check.places]
    return [one.name for one in given if one is not None and one.name is not None]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else f"{line[:79]}…"
