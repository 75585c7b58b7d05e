"""Windows: a time that a question names, as a filter that the reader sees and can change."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from index.scope import Filters


@dataclass(frozen=True, slots=True)
class Window:
    """The question's own words for a time, and the days that articles are to be from.

    `question` is what is left to be looked for: the words that only name the window would disturb
    the search.
    """

    phrase: str
    since: date | None
    until: date | None
    question: str

    def fits(self, filters: Filters) -> bool:
        """Say whether some day is both in the window and in what the user set."""
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
