"""The web application around the page: article addresses, our own files and authentication."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, FastAPI, Query
from fastapi.responses import HTMLResponse
from starlette.staticfiles import StaticFiles

from assistant.wording import day
from index.errors import ArticleMissing, ArticlePurged
from index.view import View, Viewable
from sources.article import Article
from ui.access.login import Entry, Guesses, LinkEntry, OpenEntry, PasswordEntry
from ui.access.password import password_of
from ui.access.proxy import Forwarding
from ui.access.response_headers import LOOPBACK, Protection
from ui.asset import ASSETS
from ui.render.html.article import article_document, message_document
from ui.settings import Settings

REMOVED = "This article was removed from the archive after it was cited. This is the cited version."
REPLACED = "This article changed after it was cited. This is the cited version."
PURGED = (
    "This article was permanently removed from the archive on {}, in all its versions. The cited "
    "words are no longer stored and cannot be shown."
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
        return HTMLResponse(str(message_document("Permanently removed", message)), 410)
    except ArticleMissing:
        message = "This archive has no article at this address. It may have been removed."
        return HTMLResponse(str(message_document("Article not found", message)), 404)
    start, end = marked
    if not 0 <= start <= end <= len(article.text):
        message = (
            f"This article has no characters {start} to {end}. Open it from an answer's sources."
        )
        return HTMLResponse(str(message_document("Passage not found", message)), 404)
    span = article.span(start, end) if end > start else None
    return HTMLResponse(str(article_document(article, span, _notice(view, article))))


def _notice(view: View, read: Article) -> str:
    try:
        current = view.article(read.id)
    except ArticleMissing:
        return REMOVED
    return "" if current.content_hash == read.content_hash else REPLACED


class PasswordMissing(ValueError):
    """The page would be open to a network without a password."""


class LinkUnusable(ValueError):
    """A link was requested for a server that asks for a password."""


def web_app(archive: Viewable, settings: Settings, token: str = "") -> FastAPI:
    """Return the application that the page is mounted in; `token` is that of `serve --link`."""
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(reader_routes(archive))
    app.mount("/onrecord", StaticFiles(directory=ASSETS))
    anywhere = settings.host not in LOOPBACK and not settings.names
    app.add_middleware(
        Protection,
        entry=entry_of(settings, token),
        names=() if anywhere else (*LOOPBACK, *settings.names),
        proxied=bool(settings.proxies),
    )
    app.add_middleware(Forwarding, proxies=settings.proxies)  # the last one added runs first
    return app


def entry_of(settings: Settings, token: str = "") -> Entry:
    """Return the check that decides who may open the page.

    Raise PasswordMissing if a network could reach the page without a password, PasswordUnusable if
    the password cannot be used, and LinkUnusable if there is both a password and a link.
    """
    password = password_of(settings)
    if password and token:
        raise LinkUnusable(
            "A server asks for either a password or a link, not both. Leave out --link, or unset "
            "ONRECORD_PASSWORD and ONRECORD_PASSWORD_FILE."
        )
    if password:
        return PasswordEntry(password, Guesses())
    if settings.host not in LOOPBACK:
        raise PasswordMissing(
            f"Serving on {settings.host} would open the archive to everyone who can reach this "
            "machine. Set ONRECORD_PASSWORD, or serve on 127.0.0.1."
        )
    if settings.names or settings.proxies:
        raise PasswordMissing(
            "Serving behind a proxy would open the archive to everyone who can reach the proxy. "
            "Set ONRECORD_PASSWORD, or unset ONRECORD_SERVER_NAMES and ONRECORD_TRUSTED_PROXIES."
        )
    return LinkEntry(token, settings.port) if token else OpenEntry()
