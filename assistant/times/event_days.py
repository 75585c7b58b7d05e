"""Days of events: the day of "the lithium summit", if the archive gives a single day for it.

Articles state the day of an event next to it: "the summit will be held in Samarkand on 14 June". A
day elsewhere in the sentence is usually that of the report.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from assistant.question import content_terms
from index.passage import Match
from index.view import View
from sources.formats.dates import parse_published
from sources.language.calendar_names import MONTHS
from sources.language.time_phrase import Granularity, TimePhrase

_PASSAGES = 12
_MONTH = rf"(?:{'|'.join(name[:3] for name in MONTHS)})[a-z]*\.?"
_FULL_DATE = re.compile(
    rf"\b\d{{1,2}} {_MONTH} \d{{4}}\b|\b{_MONTH} \d{{1,2}}, \d{{4}}\b|\b\d{{4}}-\d\d-\d\d\b"
)
# What may come between an event and its day.
_HELD = re.compile(
    r"(?:,? ?(?:which|that|will|would|was|is|are|were|to|be|been|had|has|held|takes?|took|taken|"
    r"place|begins?|began|opens?|opened|starts?|started|scheduled|set|due|planned|happened|on|for|"
    r"(?:in|at) (?:the )?[A-Z][\w’'-]*(?: [A-Z][\w’'-]*)?)\b)*,? ?(?:on )?"
)
_OF_DAY = re.compile(r"(?:['’]s)? ")


def day_of(event: str, view: View) -> date | None:
    """Return the day of an event, or None if the articles give no day or more than one."""
    if not content_terms(event):
        return None
    name = re.sub(r"^the ", "", event, flags=re.IGNORECASE)
    pattern = re.compile(rf"\b{re.escape(name)}\b", re.IGNORECASE)
    days = {
        day for match in view.matching(name, _PASSAGES) for day in _stated(pattern, match, view)
    }
    return next(iter(days)) if len(days) == 1 else None


def _stated(event: re.Pattern[str], match: Match, view: View) -> Iterator[date]:
    span = match.passage.span
    article = view.version(span.content_hash, span.article_id)
    times = view.times(span.content_hash, span.article_id)
    days = dict(_days(article.text, span.start, span.end, times))
    for named in event.finditer(article.text, span.start, span.end):
        for (start, end), day in days.items():
            behind, before = (named.end(), start), (end, named.start())
            if _joined(_HELD, article.text, *behind) or _joined(_OF_DAY, article.text, *before):
                yield day


def _joined(link: re.Pattern[str], text: str, start: int, end: int) -> bool:
    return start < end and link.fullmatch(text, start, end) is not None


def _days(
    text: str, start: int, end: int, times: tuple[TimePhrase, ...]
) -> Iterator[tuple[tuple[int, int], date]]:
    for found in _FULL_DATE.finditer(text, start, end):
        day = parse_published(found[0])
        if day is not None:
            yield found.span(), day
    for phrase in times:
        period = phrase.period
        if period is None or period.granularity is not Granularity.DAY:
            continue
        if start <= phrase.start and phrase.end <= end and period.first == period.last:
            yield (phrase.start, phrase.end), period.first
