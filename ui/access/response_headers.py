"""Add security headers to every response, and refuse cross-origin requests."""

from __future__ import annotations

from collections.abc import Iterable
from http import HTTPStatus
from urllib.parse import urlsplit

from starlette.datastructures import MutableHeaders
from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocketClose

from ui.access.login import Entry
from ui.api.endpoints import API
from ui.api.request_body import Refusal

# Gradio compiles its templates in the browser, hence 'unsafe-eval', and uses inline scripts.
PAGE_POLICY = (
    "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; "
    "script-src 'self' 'unsafe-inline' 'unsafe-eval'; form-action 'self'; base-uri 'self'; "
    "object-src 'none'; frame-ancestors 'none'"
)
# An article needs only our style sheet. No script runs there, whatever the article contains.
ARTICLE_POLICY = (
    "default-src 'none'; style-src 'self'; form-action 'none'; base-uri 'none'; "
    "frame-ancestors 'none'"
)
# Responses of gradio's interface, including uploaded pages, are data and not documents.
DATA_POLICY = "default-src 'none'; sandbox; frame-ancestors 'none'"
POLICIES = {"/article/": ARTICLE_POLICY, "/gradio_api/": DATA_POLICY}
HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "X-Frame-Options": "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
# Paths that programs request. Gradio's client begins with its configuration.
_OF_PROGRAMS = (f"/{API}", "/config")
LOOPBACK = ("127.0.0.1", "localhost", "::1")
_PORTS = {"http": 80, "https": 443}


class Protection:
    """Middleware that adds security headers, and refuses cross-origin and unauthenticated requests.

    `entry` decides who is let in. `names` are the host names that the server answers to, or empty
    for any. `proxied` is true if a trusted proxy reports the scheme of its requests.
    """

    def __init__(
        self, app: ASGIApp, entry: Entry, names: Iterable[str] = LOOPBACK, *, proxied: bool = False
    ) -> None:
        self._app = app
        self._entry = entry
        self._names = frozenset(names)
        self._proxied = proxied

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on unless it is refused."""
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
            return
        if scope["type"] != "http":
            # The page uses no WebSocket, and browsers let any page open one to any host.
            await WebSocketClose(1008)(scope, receive, send)
            return
        policy = policy_of(scope["path"])

        async def send_hardened(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.update({**HEADERS, "Content-Security-Policy": policy})
            await send(message)

        request = HTTPConnection(scope)
        foreign = self._foreign(request)
        refusal = PlainTextResponse(foreign, 403) if foreign else await self._entry.refusal(request)
        if refusal is not None and scope["path"].startswith(_OF_PROGRAMS):
            refusal = _for_programs(refusal)
        await (refusal or self._app)(scope, receive, send_hardened)

    def _foreign(self, request: HTTPConnection) -> str:
        """Return the reason that a request is cross-origin, or '' if it is not."""
        host = request.headers.get("host", "")
        name = _address("http", host)[1]
        if self._names and name not in self._names:
            # In DNS rebinding, a foreign name that resolves to this machine reaches a local server.
            return (
                f"This server does not answer to the name {name!r}. Use the address it printed, "
                "or list the name in ONRECORD_SERVER_NAMES."
            )
        origin = request.headers.get("origin")
        # An untrusted proxy may have received the request over TLS.
        schemes = (request.scope["scheme"],) if self._proxied else ("http", "https")
        if origin and _address(*_parted(origin)) not in {_address(s, host) for s in schemes}:
            return (
                f"Requests from pages of {origin!r} are refused. Use this server's own page. "
                "Behind a proxy, set ONRECORD_TRUSTED_PROXIES."
            )
        return ""


def _for_programs(refusal: Response) -> Response:
    """Return a refusal as JSON, the format that programs expect."""
    if refusal.status_code < HTTPStatus.BAD_REQUEST:
        return refusal  # the link was opened there, and the response redirects
    headers = {k: v for k, v in refusal.headers.items() if not k.startswith("content-")}
    return Refusal.of_response(refusal.status_code, bytes(refusal.body)).response(headers)


def _parted(origin: str) -> tuple[str, str]:
    scheme, _, host = origin.partition("://")
    return scheme, host


def _address(scheme: str, host: str) -> tuple[str, str, int]:
    """Return the scheme, name and port of a server. The name is empty if `host` is malformed."""
    try:
        parts = urlsplit(f"//{host}")
        return scheme, parts.hostname or "", parts.port or _PORTS.get(scheme, 0)
    except ValueError:
        return scheme, "", 0


def policy_of(path: str) -> str:
    """Return the content security policy for responses from a path."""
    return next(
        (policy for start, policy in POLICIES.items() if path.startswith(start)), PAGE_POLICY
    )
