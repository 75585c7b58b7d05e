"""An article in a list of the archive's articles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """The facts that a list shows about a visible article."""

    article_id: str
    content_hash: str
    headline: str
    outlet: str | None
    published: date | None
    language: str | None
    origin: str
    added_at: datetime
    passages: int
