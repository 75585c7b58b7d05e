"""Time windows in questions, as a filter that the reader sees and can change.

A window is taken only from words that say when something was reported or happened, relative to
today ("last week", "since March") or by the calendar ("reported in June 2023"). A year that is
asked about ("What will happen in 2025?") or is part of a name ("the 2022 World Cup") is not a
window: an unintended filter hides articles.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from assistant.times.english_windows import ENGLISH, EVENT
from assistant.times.korean_windows import KOREAN
from assistant.times.named_time import NamedTime, first_named, impossible_day, without
from index.scope import Filters

# A longer text is not a question.
_LONGEST = 400
Events = Callable[[str], date | None]
"""A function that returns the day of an event by name; None unless the archive has one day."""


@dataclass(frozen=True, slots=True)
class Window:
    """The question's own words for a time, and the days of the articles to search.

    `question` is the question without the words of the window, which would distort the search. A
    window without days is relative to an event whose day is unknown, or has a
    date that is `impossible`.
    """

    phrase: str
    since: date | None
    until: date | None
    question: str
    impossible: bool = False

    @property
    def placed(self) -> bool:
        """Return True if the days of the window are known."""
        return self.since is not None or self.until is not None

    def fits(self, filters: Filters) -> bool:
        """Return True if the window and the user's filters have a day in common."""
        narrowed = self._intersected(filters)
        first, last = narrowed.since, narrowed.until
        return not (first and last and first > last)

    def narrowed(self, filters: Filters) -> Filters:
        """Return the filters narrowed by the window, or unchanged if no day would be left."""
        return self._intersected(filters) if self.fits(filters) else filters

    def _intersected(self, filters: Filters) -> Filters:
        since = max(filter(None, (self.since, filters.since)), default=None)
        until = min(filter(None, (self.until, filters.until)), default=None)
        return replace(filters, since=since, until=until)


def window_of(question: str, today: date, events: Events) -> Window | None:
    """Return the window in a question asked today, or None if there is no window."""
    if len(question) > _LONGEST:
        return None
    no_day = impossible_day(question)
    if no_day:
        return Window(no_day, None, None, question, impossible=True)
    found = first_named(question, today, (*ENGLISH, *KOREAN))
    if found is not None:
        return _window(question, found)
    named = first_named(question, today, (EVENT,))
    if named is None:
        return None
    day = events(named.event)
    if day is None:
        return Window(named.phrase, None, None, question)
    if named.before_event:
        return Window(named.phrase, None, day - timedelta(days=1), question)
    return Window(named.phrase, day, None, question)


def _window(question: str, found: NamedTime) -> Window:
    return Window(found.phrase, found.since, found.until, without(question, found))
