"""The web application around the page: article addresses, our own files and authentication."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from index.view import Viewable
from ui.access.entry import Entry, LinkEntry, OpenEntry, PasswordEntry
from ui.access.guesses import Guesses
from ui.access.password import password_of
from ui.access.proxy import Forwarding
from ui.access.response_headers import LOOPBACK, Protection
from ui.asset import ASSETS
from ui.reader import reader_routes
from ui.settings import Settings


class PasswordMissing(ValueError):
    """The page would be open to a network without a password."""


class LinkUnusable(ValueError):
    """A link was requested where it cannot be used."""


def web_app(archive: Viewable, settings: Settings, token: str = "") -> FastAPI:
    """Return the application that the page is mounted in; `token` is that of the link, if any."""
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
    """Return who is let in.

    Raise PasswordMissing if a network could reach the page without a password, PasswordUnusable if
    the password cannot be used, and LinkUnusable if there is both a password and a link.
    """
    password = password_of(settings)
    if password and token:
        raise LinkUnusable(
            "A server with a password asks for the password, not for a link. Leave out --link, or "
            "unset ONRECORD_PASSWORD and ONRECORD_PASSWORD_FILE."
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
