"""The reader: the web address of every article, in every version that was ever cited."""

from __future__ import annotations

from typing import Annotated, Protocol

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from assistant.wording import day
from index.errors import ArticleMissing, ArticlePurged
from sources.article import Article
from ui.article_view import article_document, message_document

REMOVED = "This article has since been removed from the archive. You are reading what was cited."
REPLACED = "This article has changed since. You are reading the version that was cited."
PURGED = (
    "This article was removed by the archive on {}, in all its versions. None of its words are "
    "kept, so what was cited cannot be shown."
)


class Shelf(Protocol):
    """Where articles are kept in all their versions."""

    def article(self, article_id: str) -> Article:
        """Return the current version; raise ArticleMissing where there is none."""

    def version(self, content_hash: str, article_id: str | None = None) -> Article:
        """Return any version ever stored; raise ArticleMissing where there is none."""


def reader_routes(shelf: Shelf) -> APIRouter:
    """Make the routes that show articles of the shelf."""
    router = APIRouter()

    @router.get("/article/{article_id}", response_class=HTMLResponse, include_in_schema=False)
    def read(
        article_id: str,
        version: str = "",
        start: Annotated[int, Query(ge=0)] = 0,
        end: Annotated[int, Query(ge=0)] = 0,
    ) -> HTMLResponse:
        return article_response(shelf, article_id, version, (start, end))

    return router


def article_response(
    shelf: Shelf, article_id: str, version: str, marked: tuple[int, int]
) -> HTMLResponse:
    """Answer with the article in the version asked for, its words from start to end marked."""
    try:
        article = shelf.version(version, article_id) if version else shelf.article(article_id)
    except ArticlePurged as error:
        message = PURGED.format(day(error.purged_on))
        return HTMLResponse(str(message_document("Removed by the archive", message)), 410)
    except ArticleMissing:
        message = "There is no such article in this archive. It may have been removed."
        return HTMLResponse(str(message_document("Not in the archive", message)), 404)
    start, end = marked
    if not 0 <= start <= end <= len(article.text):
        message = (
            f"Characters {start} to {end} are outside of this article. Open it from its source."
        )
        return HTMLResponse(str(message_document("No such words", message)), 404)
    span = article.span(start, end) if end > start else None
    return HTMLResponse(str(article_document(article, span, _notice(shelf, article))))


def _notice(shelf: Shelf, read: Article) -> str:
    try:
        current = shelf.article(read.id)
    except ArticleMissing:
        return REMOVED
    return "" if current.content_hash == read.content_hash else REPLACED
