"""Passages: the pieces of an article that are embedded and searched."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from sources.article import Span


@dataclass(frozen=True)
class Passage:
    """A searchable piece of an article: a span, its exact words, and facts about the article."""

    span: Span
    text: str
    headline: str
    heading: str | None = None
    outlet: str | None = None
    published: date | None = None
    language: str | None = None

    @cached_property
    def id(self) -> str:
        """A content-addressed id of 32 hexadecimal digits."""
        key = f"{self.span.article_id}:{self.span.content_hash}:{self.span.start}:{self.span.end}"
        return hashlib.sha256(key.encode()).hexdigest()[:32]

    @property
    def embedded_text(self) -> str:
        """The text given to the embedding model: the headline for context, then the passage."""
        return self.text if self.text == self.headline else f"{self.headline}\n{self.text}"
