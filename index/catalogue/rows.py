"""Conversion between rows of the catalogue and values, and filters as SQL conditions."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any

from index.catalogue.entry import Entry
from index.catalogue.tombstone import Tombstone
from index.day import from_day, to_day
from index.passage import Passage
from index.purging.condemned import Condemned
from index.scope import Filters
from sources.article import Article, Block, Metadata
from sources.language.time_phrase import Granularity, Period, TimePhrase
from sources.quotations.quotation import Extent, MentionKind, Quotation, QuotationKind, Speaker
from sources.span import Span

QUOTATION_COLUMNS = (
    "kind, start, end, cue_start, cue_end, mention_start, mention_end, mention_kind, name, resolved"
)
TIME_COLUMNS = "start, end, first, last, granularity"


def passage_of(row: Any) -> Passage:
    """Return the passage of a row."""
    _, article_id, content_hash, start, end, text, headline, heading, outlet, day, language = row
    span = Span(article_id, content_hash, start, end)
    published = None if day is None else from_day(day)
    return Passage(span, text, headline, heading, outlet, published, language)


def entry_of(row: Any) -> Entry:
    """Return the entry of a row."""
    article_id, content_hash, headline, outlet, published, language, origin, added_at, n = row
    return Entry(
        article_id=article_id,
        content_hash=content_hash,
        headline=headline,
        outlet=outlet,
        published=None if published is None else from_day(published),
        language=language,
        origin=origin,
        added_at=datetime.fromisoformat(added_at),
        passages=n,
    )


def article_of(row: Any) -> Article:
    """Return the article of a row."""
    origin, text, blocks, title, outlet, published, url, authors, language, *marks = row
    unpublished, part, gone = marks
    return Article(
        origin,
        text,
        tuple(map(Block.of, json.loads(blocks))),
        Metadata(
            title=title,
            outlet=outlet,
            published=None if published is None else from_day(published),
            url=url,
            authors=tuple(json.loads(authors)),
            language=language,
            unpublished=unpublished,
            part=part,
            gone=gone,
        ),
    )


def quotation_of(row: Any) -> Quotation:
    """Return the quotation of a row."""
    kind, start, end, cue_start, cue_end, mention_start, mention_end, mention, name, resolved = row
    speaker = None
    if mention is not None:
        extent = Extent(mention_start, mention_end)
        speaker = Speaker(extent, MentionKind(mention), name, bool(resolved))
    cue = None if cue_start is None else Extent(cue_start, cue_end)
    return Quotation(QuotationKind(kind), start, end, speaker, cue)


def row_of(quotation: Quotation) -> tuple[object, ...]:
    """Return the row of a quotation."""
    speaker, cue = quotation.speaker, quotation.cue
    return (
        quotation.kind.value,
        quotation.start,
        quotation.end,
        cue and cue.start,
        cue and cue.end,
        speaker and speaker.mention.start,
        speaker and speaker.mention.end,
        speaker and speaker.kind.value,
        speaker and speaker.name,
        speaker and speaker.resolved,
    )


def time_of(row: Any) -> TimePhrase:
    """Return the time phrase of a row."""
    start, end, first, last, granularity = row
    if first is None:
        return TimePhrase(start, end, None)
    return TimePhrase(start, end, Period(from_day(first), from_day(last), Granularity(granularity)))


def row_of_time(phrase: TimePhrase) -> tuple[object, ...]:
    """Return the row of a time phrase."""
    period = phrase.period
    if period is None:
        return phrase.start, phrase.end, None, None, None
    days = to_day(period.first), to_day(period.last)
    return phrase.start, phrase.end, *days, period.granularity.value


def condemned_of(row: Any) -> Condemned:
    """Return the condemned article of a row."""
    article_id, headline, outlet, origin, versions, visible = row
    return Condemned(article_id, headline, outlet, origin, versions, bool(visible))


def tombstone_of(row: Any) -> Tombstone:
    """Return the tombstone of a row."""
    article_id, content_hash, purged_on, barred = row
    return Tombstone(article_id, content_hash, date.fromisoformat(purged_on), bool(barred))


def restriction(filters: Filters) -> tuple[str, list[str | int]]:
    """Return the filters as SQL conditions on a version `v`, with their values."""
    conditions = ""
    values: list[str | int] = []
    for column, wanted in (("outlet", filters.outlets), ("language", filters.languages)):
        if wanted:
            conditions += f" AND v.{column} IN ({','.join('?' * len(wanted))})"
            values += wanted
    for comparison, day in ((">=", filters.since), ("<=", filters.until)):
        if day:
            conditions += f" AND v.published {comparison} ?"
            values.append(to_day(day))
    return conditions, values


def literal(text: str) -> str:
    """Escape the wildcards of LIKE."""
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
