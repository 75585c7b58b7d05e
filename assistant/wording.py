"""Wording: dates, counts and scopes as a reader expects to see them."""

from __future__ import annotations

from datetime import date

from assistant.answer import Answer
from index.scope import Filters, Scope

MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July"),
    *("August", "September", "October", "November", "December"),
)
UNDATED = "date unknown"
LANGUAGES = {
    "ar": "Arabic",
    "de": "German",
    "en": "English",
    "es": "Spanish",
    "fr": "French",
    "ja": "Japanese",
    "kk": "Kazakh",
    "ko": "Korean",
    "ru": "Russian",
    "uz": "Uzbek",
    "zh": "Chinese",
}


def day(published: date | None) -> str:
    """Write a date out, or say that it is unknown."""
    if published is None:
        return UNDATED
    return f"{published.day} {MONTHS[published.month - 1]} {published.year}"


def count(number: int, singular: str, plural: str | None = None) -> str:
    """Write a number with its noun."""
    noun = singular if number == 1 else plural or f"{singular}s"
    return f"{number:,} {noun}"


def period(first: date | None, last: date | None) -> str:
    """Write a range of dates without repeating what its ends share."""
    if first is None or last is None:
        return "no dated articles"
    if first == last:
        return day(first)
    start = day(first)
    if first.year == last.year:
        start = start.removesuffix(f" {first.year}")
        if first.month == last.month:
            start = str(first.day)
    return f"{start} – {day(last)}"


def language(code: str) -> str:
    """Name a language by its code; an unfamiliar code stays as it is."""
    return LANGUAGES.get(code, code)


def holdings(scope: Scope) -> str:
    """Say in one line what an archive, or a part of it, holds."""
    parts = [count(scope.articles, "article"), count(len(scope.outlets), "outlet")]
    if scope.first:
        parts.append(period(scope.first, scope.last))
    if scope.undated:
        parts.append(f"{scope.undated:,} undated")
    return " · ".join(parts)


def restrictions(filters: Filters) -> str:
    """Say which filters were set; empty when there were none."""
    parts = []
    if filters.outlets:
        parts.append("from " + ", ".join(filters.outlets))
    if filters.since:
        parts.append(f"since {day(filters.since)}")
    if filters.until:
        parts.append(f"until {day(filters.until)}")
    if filters.languages:
        parts.append("in " + ", ".join(language(code) for code in filters.languages))
    if filters.since or filters.until:
        parts.append("undated articles left out")
    return "; ".join(parts)


def unanswered(answer: Answer) -> str:
    """Say which parts of the question the record does not answer; '' when it answers all."""
    parts = ", ".join(f"“{part}”" for part in answer.unanswered)
    return f"Not in the record: {parts}." if parts else ""


def searched(scope: Scope) -> str:
    """Say in one sentence what a search covered."""
    outlets = count(len(scope.outlets), "outlet")
    sentence = f"Searched {count(scope.articles, 'article')} from {outlets}"
    if scope.first:
        sentence += f", published {period(scope.first, scope.last)}"
    if scope.undated:
        sentence += f", {scope.undated:,} of unknown date"
    limits = restrictions(scope.filters)
    return f"{sentence}; only articles {limits}." if limits else f"{sentence}. No filters were set."
