"""Windows: a time that a question names, as a filter that the reader sees and can change.

A window is taken only from words that tell when something was reported or came to pass, as seen
from today ("last week", "since March") or by the calendar ("reported in June 2023"). A year that is
asked about ("What will happen in 2025?") or belongs to a name ("the 2022 World Cup") is none: a
filter that nobody meant hides what the record holds.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from assistant.times.english_windows import ENGLISH, EVENT
from assistant.times.impossible_days import impossible_day
from assistant.times.korean_windows import KOREAN
from assistant.times.named_time import NamedTime, first_named, without
from index.scope import Filters

# Longer than that is no question, but a text.
_LONGEST = 400
Events = Callable[[str], date | None]
"""Tells the day of an event by its name, where the record states one day for it."""


@dataclass(frozen=True, slots=True)
class Window:
    """The question's own words for a time, and the days that articles are to be from.

    `question` is what is left to be looked for: the words that only name the window would disturb
    the search. A window without days is one before or after an event of which no day is known, or
    one of a date that is `impossible`.
    """

    phrase: str
    since: date | None
    until: date | None
    question: str
    impossible: bool = False

    @property
    def placed(self) -> bool:
        """Return True if it is known when the window is."""
        return self.since is not None or self.until is not None

    def fits(self, filters: Filters) -> bool:
        """Return True if some day is both in the window and in what the user set."""
        narrowed = self._intersected(filters)
        first, last = narrowed.since, narrowed.until
        return not (first and last and first > last)

    def narrowed(self, filters: Filters) -> Filters:
        """Return what the user set, narrowed by the window; as it is where no day would be left."""
        return self._intersected(filters) if self.fits(filters) else filters

    def _intersected(self, filters: Filters) -> Filters:
        since = max(filter(None, (self.since, filters.since)), default=None)
        until = min(filter(None, (self.until, filters.until)), default=None)
        return replace(filters, since=since, until=until)


def window_of(question: str, today: date, events: Events) -> Window | None:
    """Return the window that a question asked today names; None where it names none."""
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
