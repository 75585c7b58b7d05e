"""Dates, counts and search scopes as text for readers."""

from __future__ import annotations

from datetime import date

from babel import Locale

from assistant.answer import Answer, Citation, Claim
from index.day import written
from index.scope import Filters, Scope
from sources.language.calendar_names import MONTHS
from sources.language.time_phrase import Granularity, Period, TimePhrase

UNDATED = "date unknown"
NO_OUTLET = "outlet unknown"
_SEASONS = {3: "spring", 6: "summer", 9: "autumn", 12: "winter"}
_THIRDS = {(1, 10): "early ", (11, 20): "mid-"}


def day(published: date | None) -> str:
    """Return a date as text, or "date unknown"."""
    return UNDATED if published is None else written(published)


def ended(text: str) -> str:
    """Add a full stop to a sentence unless it already ends in one, as after "Jr."."""
    return text if text.endswith(".") else f"{text}."


def in_quotes(words: str) -> str:
    """Return an article's words in quotation marks, unless they begin with one of their own."""
    return words if words.startswith(("“", '"')) else f"“{words}”"


def count(number: int, singular: str, plural: str | None = None) -> str:
    """Return a number and its noun in the singular or plural, such as "1 article"."""
    noun = singular if number == 1 else plural or f"{singular}s"
    return f"{number:,} {noun}"


def period(first: date | None, last: date | None) -> str:
    """Return a date range without repeating what both ends share."""
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


def times(citation: Citation) -> tuple[str, ...]:
    """Return what the time phrases in the cited words refer to, each once, in order."""
    return tuple(
        dict.fromkeys(
            stands_for(phrase_words(citation, phrase), phrase.period, citation.published)
            for phrase in citation.times
        )
    )


def times_of(claim: Claim) -> tuple[str, ...]:
    """Return what the time phrases in all citations of a claim refer to, each once, in order."""
    return tuple(dict.fromkeys(said for cited in claim.citations for said in times(cited)))


def told_beside(answer: Answer) -> frozenset[int]:
    """Return the numbers of citations whose times are shown beside a claim, not at the source."""
    return frozenset(cited.number for claim in answer.claims for cited in claim.citations)


def phrase_words(citation: Citation, phrase: TimePhrase) -> str:
    """Return the words of a time phrase in a citation."""
    start = citation.span.start
    return " ".join(citation.words[phrase.start - start : phrase.end - start].split())


def stands_for(words: str, named: Period | None, published: date | None) -> str:
    """Return the period that a time phrase refers to, or a note that the day is unknown."""
    if named is None or published is None:
        return f"{words} (the article’s date is unknown)"
    if named.granularity in (Granularity.DAY, Granularity.WEEK):
        said = f"on {day(published)}"
    else:
        said = f"in {MONTHS[published.month - 1]} {published.year}"
    return f"{words} = {named_period(named)} (said {said})"


def named_period(named: Period) -> str:
    """Return a period at the precision it was named: a year, a season, a month or days."""
    first, last = named.first, named.last
    if named.granularity is Granularity.DECADE:
        return f"the {first.year}s"
    if named.granularity is Granularity.YEAR:
        return str(first.year)
    if named.granularity is Granularity.SEASON:
        years = first.year if first.year == last.year else f"{first.year}/{last.year % 100:02}"
        return f"{_SEASONS[first.month]} {years}"
    if named.granularity is Granularity.MONTH:
        whole = f"{MONTHS[first.month - 1]} {first.year}"
        late = "late " if first.day > 1 else ""
        return _THIRDS.get((first.day, last.day), late) + whole
    return period(first, last)


def language(code: str) -> str:
    """Return the name of a language from its code. An unfamiliar code is returned unchanged."""
    return str(Locale("en").languages.get(code, code))


def holdings(scope: Scope) -> str:
    """Return a one-line summary of an archive or a part of it."""
    parts = [count(scope.articles, "article"), count(len(scope.outlets), "outlet")]
    if scope.first:
        parts.append(period(scope.first, scope.last))
    if scope.undated:
        parts.append(f"{scope.undated:,} undated")
    return " · ".join(parts)


def restrictions(filters: Filters) -> str:
    """Describe the filters that were set; '' if there were none."""
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


def windowed(answer: Answer) -> str:
    """Describe the date filter taken from the question; '' if there was none."""
    if answer.window is None:
        return ""
    filters, phrase = answer.scope.filters, answer.window.phrase
    bounds = (("since", filters.since), ("until", filters.until))
    limits = " ".join(f"{bound} {day(which)}" for bound, which in bounds if which)
    return (
        f"Only articles {limits}, taken from your question (“{phrase}”); undated articles left out"
    )


def unanswered(answer: Answer) -> str:
    """Return the sentence that lists the parts without a clear answer; '' if there are none."""
    parts = ", ".join(f"“{part}”" for part in answer.unanswered)
    return f"No clear answer in the record: {parts}." if parts else ""


def searched(scope: Scope) -> str:
    """Return a sentence that states how many articles a search covered, and its filters."""
    outlets = count(len(scope.outlets), "outlet")
    sentence = f"Searched {count(scope.articles, 'article')} from {outlets}"
    if scope.first:
        sentence += f", published {period(scope.first, scope.last)}"
    if scope.undated:
        sentence += f", {scope.undated:,} of unknown date"
    limits = restrictions(scope.filters)
    return f"{sentence}; only articles {limits}." if limits else f"{sentence}. No filters were set."
