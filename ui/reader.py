"""The reader: serves every article at a web address, in every version that was ever cited."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Query
from fastapi.responses import HTMLResponse

from assistant.wording import day
from index.errors import ArticleMissing, ArticlePurged
from index.view import View, Viewable
from sources.article import Article
from ui.render.html.article import article_document, message_document

REMOVED = "This article has since been removed from the archive. You are reading what was cited."
REPLACED = "This article has changed since. You are reading the version that was cited."
PURGED = (
    "This article was removed by the archive on {}, in all its versions. None of its words are "
    "kept, so what was cited cannot be shown."
)


def reader_routes(archive: Viewable) -> APIRouter:
    """Return the routes that show articles of the archive."""
    router = APIRouter()

    @router.get("/article/{article_id}", response_class=HTMLResponse, include_in_schema=False)
    def read(
        article_id: str,
        version: str = "",
        start: Annotated[int, Query(ge=0)] = 0,
        end: Annotated[int, Query(ge=0)] = 0,
    ) -> HTMLResponse:
        with archive.view() as view:
            return article_response(view, article_id, version, (start, end))

    return router


def article_response(
    view: View, article_id: str, version: str, marked: tuple[int, int]
) -> HTMLResponse:
    """Return the requested version of an article, with the words from start to end marked."""
    try:
        article = view.version(version, article_id) if version else view.article(article_id)
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
    return HTMLResponse(str(article_document(article, span, _notice(view, article))))


def _notice(view: View, read: Article) -> str:
    try:
        current = view.article(read.id)
    except ArticleMissing:
        return REMOVED
    return "" if current.content_hash == read.content_hash else REPLACED
