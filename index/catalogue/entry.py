"""An article as it stands in a list of the archive's articles."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime


@dataclass(frozen=True, slots=True)
class Entry:
    """What a list shows of one visible article."""

    article_id: str
    content_hash: str
    headline: str
    outlet: str | None
    published: date | None
    language: str | None
    origin: str
    added_at: datetime
    passages: int
