"""Spans: characters of one version of an article."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Span:
    """Characters `start` to `end` of one version of one article."""

    article_id: str
    content_hash: str
    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(
                "a span must start at 0 or later and not end before it starts, got "
                f"{self.start} to {self.end}"
            )

    def contains(self, other: Span) -> bool:
        """Return True if the other span lies inside this one, in the same version."""
        return (
            self.content_hash == other.content_hash
            and self.article_id == other.article_id
            and self.start <= other.start
            and other.end <= self.end
        )
