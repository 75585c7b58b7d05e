"""Progress of a long change to the archive."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Progress:
    """What has been done so far; `fraction` is the share of bytes read, for a time estimate."""

    articles: int
    passages: int
    fraction: float
    step: str = "adding"
