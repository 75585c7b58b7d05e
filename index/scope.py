"""What a search covers: filters, and the part of the archive that they select."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Filters:
    """Which articles to search. An empty field does not restrict the search.

    `since` and `until` are inclusive. A date filter excludes undated articles, which may or may not
    be in the range.
    """

    outlets: tuple[str, ...] = ()
    since: date | None = None
    until: date | None = None
    languages: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.outlets or self.since or self.until or self.languages)


@dataclass(frozen=True, slots=True)
class Scope:
    """How much of the archive a search covers: what "in the record" refers to."""

    articles: int
    passages: int
    undated: int
    outlets: tuple[str, ...]
    languages: tuple[str, ...]
    first: date | None
    last: date | None
    filters: Filters = Filters()
