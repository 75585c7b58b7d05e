"""Progress of a long change to the archive."""

from __future__ import annotations

from dataclasses import dataclass

from sources.cleaning.retention import Retention


@dataclass(frozen=True, slots=True)
class Progress:
    """What has been done so far: articles and passages that have their vectors.

    `fraction` is the share of bytes read, for a time estimate. `read` lists the articles that have
    been read since the last report, with how much of their pages they keep.
    """

    articles: int
    passages: int
    fraction: float
    step: str = "adding"
    read: tuple[Retention, ...] = ()
