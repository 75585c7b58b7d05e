"""Protection: the response headers that keep a page to itself, and refusal of foreign requests."""

from __future__ import annotations

import base64
import binascii
import hmac
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

# Gradio compiles its templates in the browser, hence 'unsafe-eval', and starts from inline scripts.
PAGE_POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    "script-src 'self' 'unsafe-inline' 'unsafe-eval'; form-action 'self'; base-uri 'self'; "
    "object-src 'none'; frame-ancestors 'none'"
)
# An article needs our style sheet and nothing else; no script runs there whatever it contains.
ARTICLE_POLICY = (
    "default-src 'none'; style-src 'self'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
# Whatever the interface of gradio returns, an uploaded page among it, is data and no document.
DATA_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"
POLICIES = {"/article/": ARTICLE_POLICY, "/gradio_api/": DATA_POLICY}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
LOOPBACK = ("127.0.0.1", "localhost", "::1")


class Protection:
    """Middleware that hardens every answer, and refuses who should not get one.

    `hosts` are the names the server answers to; empty for any. With a password, every address
    asks for it (HTTP Basic, under any user name).
    """

    def __init__(self, app: ASGIApp, hosts: Iterable[str] = LOOPBACK, password: str = "") -> None:
        self._app = app
        self._hosts = frozenset(hosts)
        self._password = password

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, unless a foreign page or a foreign name stands behind it."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = self._refusal(headers)
        if refusal:
            await PlainTextResponse(refusal, 403)(scope, receive, send)
            return
        if self._password and not knows_password(headers.get("authorization"), self._password):
            challenge = {"WWW-Authenticate": 'Basic realm="OnRecord", charset="UTF-8"'}
            answer = PlainTextResponse("Log in with the password of this server.", 401, challenge)
            await answer(scope, receive, send)
            return
        policy = policy_of(scope["path"])

        async def send_hardened(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update({**HEADERS, "Content-Security-Policy": policy})
            await send(message)

        await self._app(scope, receive, send_hardened)

    def _refusal(self, headers: Headers) -> str:
        host = urlsplit(f"//{headers.get('host', '')}").hostname or ""
        if self._hosts and host not in self._hosts:
            # A foreign name that resolves to this machine is how a web page reaches a local server.
            return f"This server does not answer to the name {host!r}. Open it by its own address."
        origin = headers.get("origin")
        if origin and urlsplit(origin).netloc != headers.get("host"):
            return f"Requests from pages of {origin!r} are refused. Use the page of this server."
        return ""


def policy_of(path: str) -> str:
    """Return what a browser may do with the answer from a path."""
    return next(
        (policy for start, policy in POLICIES.items() if path.startswith(start)), PAGE_POLICY
    )


def knows_password(authorization: str | None, password: str) -> bool:
    """Say whether an Authorization header carries the password."""
    scheme, _, credentials = (authorization or "").partition(" ")
    if scheme.lower() != "basic":
        return False
    try:
        given = base64.b64decode(credentials, validate=True).partition(b":")[2]
    except binascii.Error:
        return False
    return hmac.compare_digest(given, password.encode())
