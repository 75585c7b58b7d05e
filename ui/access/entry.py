"""Authentication by a password, or by the link that `serve --link` prints."""

from __future__ import annotations

import base64
import binascii
import hmac
from typing import Protocol

from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from ui.access.guesses import LONGEST_DELAY, Guesses

TOKEN = "token"  # noqa: S105 - the name of the parameter


class Entry(Protocol):
    """Decides whether a request is let in."""

    async def refusal(self, request: HTTPConnection) -> Response | None:
        """Return the response to a request that is refused, or None if it is let in."""


class OpenEntry:
    """Lets everybody in."""

    async def refusal(self, request: HTTPConnection) -> None:
        """Refuse nobody."""


class PasswordEntry:
    """Lets in clients that send the password by HTTP Basic authentication, under any user name."""

    def __init__(self, password: str, guesses: Guesses) -> None:
        self._password = password
        self._guesses = guesses

    async def refusal(self, request: HTTPConnection) -> Response | None:
        """Ask for the password, and delay the response to a wrong one."""
        given = request.headers.get("authorization")
        if knows_password(given, self._password):
            return None
        address = request.client.host if request.client else ""
        if given and not await self._guesses.wrong(address):
            wait = {"Retry-After": f"{LONGEST_DELAY:.0f}", "Connection": "close"}
            return PlainTextResponse("Too many wrong passwords. Try again later.", 429, wait)
        challenge = {"WWW-Authenticate": 'Basic realm="OnRecord", charset="UTF-8"'}
        return PlainTextResponse("Log in with the password of this server.", 401, challenge)


class LinkEntry:
    """Lets in clients that opened the address with the token (by cookie) or send it as a bearer."""

    def __init__(self, token: str, port: int) -> None:
        self._token = token
        # Browsers send a cookie to every port of a host, so two servers need two names.
        self._cookie = f"onrecord-{port}"

    async def refusal(self, request: HTTPConnection) -> Response | None:
        """Turn the token in an address into a cookie; refuse requests without a valid token."""
        opened = request.query_params.get(TOKEN, "")
        if request.scope["method"] == "GET" and self._is_token(opened):
            return self._welcome(request)
        scheme, _, bearer = request.headers.get("authorization", "").partition(" ")
        if self._is_token(request.cookies.get(self._cookie, "")):
            return None
        if scheme.lower() == "bearer" and self._is_token(bearer.strip()):
            return None
        return PlainTextResponse(
            "This server answers only who has its link. Open the address that `onrecord serve "
            "--link` printed, or send its token as `Authorization: Bearer TOKEN`.",
            403,
        )

    def _is_token(self, given: str) -> bool:
        return hmac.compare_digest(given.encode(errors="replace"), self._token.encode())

    def _welcome(self, request: HTTPConnection) -> Response:
        target = request.url.remove_query_params(TOKEN)
        # A path that begins with two slashes would be an address on another host.
        path = "/" + target.path.lstrip("/")
        onward = RedirectResponse(f"{path}?{target.query}" if target.query else path, 303)
        onward.headers["Cache-Control"] = "no-store"
        onward.set_cookie(self._cookie, self._token, httponly=True, samesite="strict")
        return onward


def knows_password(authorization: str | None, password: str) -> bool:
    """Return True if an Authorization header has the password."""
    scheme, _, credentials = (authorization or "").partition(" ")
    if scheme.lower() != "basic":
        return False
    try:
        given = base64.b64decode(credentials, validate=True).partition(b":")[2]
    except (binascii.Error, ValueError):
        return False
    return hmac.compare_digest(given, password.encode())
