"""Forwarding: the address and scheme of the client, as a trusted proxy saw them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

_FORWARDED = (b"forwarded", b"x-forwarded-", b"x-real-ip")


class Forwarding:
    """Middleware that believes X-Forwarded-For and X-Forwarded-Proto of trusted proxies only.

    Afterwards all forwarded headers are dropped: gradio would believe X-Forwarded-Host and
    X-Forwarded-Proto of anybody.
    """

    def __init__(self, app: ASGIApp, proxies: Iterable[str] = ()) -> None:
        self._app = app
        without: Any = self._without  # uvicorn's types of ASGI are not those of starlette
        self._believing: Any = ProxyHeadersMiddleware(without, [*proxies])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on as the proxy received it."""
        await self._believing(scope, receive, send)

    async def _without(self, scope: Scope, receive: Receive, send: Send) -> None:
        kept = [pair for pair in scope.get("headers", ()) if not pair[0].startswith(_FORWARDED)]
        await self._app({**scope, "headers": kept}, receive, send)
