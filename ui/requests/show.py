"""Return an article, whole or in part, with the words of a span."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from typing import Annotated

from pydantic import Field

from index.view import Viewable
from sources.article import Article
from sources.span import Span
from ui.errors import RequestUnusable
from ui.render.json_records import excerpt_record, plain
from ui.requests.act import Record, Request
from ui.requests.lookup import stored_article

MOST_CHARACTERS = 20_000
_VERSION = re.compile(r"[0-9a-f]{8,64}|")
_SPAN = re.compile(r"(\d{1,12}):(\d{1,12})", re.ASCII)


class ShowRequest(Request):
    """Return the text of an article, whole or from one character to another.

    Earlier versions can be read too. The words of a span are `text[span.start - start : span.end -
    start]`. A response has at most `limit` characters. `characters` is the length of the article.
    `words` are the words of the requested `span`.
    """

    article_id: Annotated[
        str,
        Field(
            description="The `article_id` of a span, its first digits, or words in the headline, "
            "outlet or file name that match only this article."
        ),
    ]
    content_hash: Annotated[
        str, Field(description="The `content_hash` of a span; empty for the current version.")
    ] = ""
    start: Annotated[int, Field(ge=0, description="The first character to show.")] = 0
    end: Annotated[
        int | None, Field(ge=0, description="The character to stop before; empty for the end.")
    ] = None
    span: Annotated[
        str,
        Field(description="The START:END of a span whose words are returned too; empty for none."),
    ] = ""
    limit: Annotated[
        int, Field(ge=1, description="The maximum number of characters to return.")
    ] = MOST_CHARACTERS


@dataclass(frozen=True, slots=True)
class Excerpt:
    """Characters `start` to `end` of an article, and the requested span."""

    article: Article
    start: int
    end: int
    span: Span | None = None


def show(request: ShowRequest, archive: Viewable) -> Excerpt:
    """Return the excerpt that a request asks for; raise RequestUnusable or ArchiveError."""
    if not _VERSION.fullmatch(request.content_hash):
        raise RequestUnusable(
            f"{request.content_hash[:80]!r} is not a version. Give the content_hash of a span, or "
            "at least 8 of its digits, or leave it out."
        )
    with archive.view() as view:
        article = stored_article(view, request.article_id, request.content_hash)
    length = len(article.text)
    last = min(length if request.end is None else request.end, request.start + request.limit)
    if not request.start <= last <= length:
        raise RequestUnusable(
            f"The article has {length:,} characters, so there are no characters {request.start:,} "
            f"to {last:,}. Give a range within the article."
        )
    return Excerpt(article, request.start, last, _span(article, request.span))


def _span(article: Article, typed: str) -> Span | None:
    if not typed:
        return None
    if not (found := _SPAN.fullmatch(typed)):
        raise RequestUnusable(
            f"{typed[:80]!r} is not a span. Write START:END, as `ask` and `search` return it."
        )
    try:
        return article.span(int(found[1]), int(found[2]))
    except ValueError as error:
        raise RequestUnusable(f"The article has no span {typed}: {error}.") from error


def show_record(shown: Excerpt) -> Record:
    """Convert an excerpt to plain values.

    `id` and `metadata` repeat other fields, for programs that were written for earlier versions.
    """
    article, span = shown.article, shown.span
    blocks = [b for b in article.blocks if b.start < shown.end and shown.start < b.end]
    return {
        **excerpt_record(article, shown.start, shown.end),
        "id": article.id,
        "metadata": plain(asdict(article.metadata)),
        "blocks": plain([asdict(block) for block in blocks]),
        "span": None if span is None else asdict(span),
        "words": None if span is None else article.words(span),
    }
