"""The client's address and scheme, as reported by a trusted proxy."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from starlette.types import ASGIApp, Receive, Scope, Send
from uvicorn.middleware.proxy_headers import ProxyHeadersMiddleware

_FORWARDED = (b"forwarded", b"x-forwarded-", b"x-real-ip")


class Forwarding:
    """Middleware that accepts X-Forwarded-For and X-Forwarded-Proto from trusted proxies only.

    All forwarded headers are dropped afterwards, because gradio would trust X-Forwarded-Host and
    X-Forwarded-Proto from anyone.
    """

    def __init__(self, app: ASGIApp, proxies: Iterable[str] = ()) -> None:
        self._app = app
        without: Any = self._without  # uvicorn's ASGI types differ from starlette's
        self._believing: Any = ProxyHeadersMiddleware(without, [*proxies])

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with the client's address and scheme, as the proxy reported them."""
        await self._believing(scope, receive, send)

    async def _without(self, scope: Scope, receive: Receive, send: Send) -> None:
        kept = [pair for pair in scope.get("headers", ()) if not pair[0].startswith(_FORWARDED)]
        await self._app({**scope, "headers": kept}, receive, send)
