"""The web application around the page: article addresses, our own files, protection."""

from __future__ import annotations

from fastapi import FastAPI
from starlette.staticfiles import StaticFiles

from ui.asset import ASSETS
from ui.protection import LOOPBACK, Protection
from ui.reader import Shelf, reader_routes
from ui.settings import Settings


class PasswordMissing(ValueError):
    """The page would be open to a network without a password."""


def web_app(shelf: Shelf, settings: Settings) -> FastAPI:
    """Make the application that the page is mounted into."""
    local = settings.host in LOOPBACK
    if not local and not settings.password:
        raise PasswordMissing(
            f"Serving on {settings.host} would open the archive to everyone who can reach this "
            "machine. Set ONRECORD_PASSWORD, or serve on 127.0.0.1."
        )
    app = FastAPI(docs_url=None, redoc_url=None, openapi_url=None)
    app.include_router(reader_routes(shelf))
    app.mount("/onrecord", StaticFiles(directory=ASSETS))
    app.add_middleware(
        Protection, hosts=LOOPBACK if local else (), password="" if local else settings.password
    )
    return app
