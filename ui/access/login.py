"""Logins by password, or by the link that `serve --link` prints. Wrong passwords are delayed."""

from __future__ import annotations

import asyncio
import base64
import binascii
import hmac
import logging
import time
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from ipaddress import IPv6Address, ip_address, ip_network
from typing import Protocol

from starlette.requests import HTTPConnection
from starlette.responses import PlainTextResponse, RedirectResponse, Response

FIRST_DELAY = 0.25
LONGEST_DELAY = 10.0
MEMORY_SECONDS = 900.0
MOST_ADDRESSES = 4096
MOST_WAITING = 256
_IPV6_SITE = 64  # the prefix assigned to one subscriber, who may use any address in it

_log = logging.getLogger(__name__)


class Guesses:
    """The recent wrong guesses of each address, and the delay of the next response.

    Only wrong guesses are delayed, so nobody can lock out a user who knows the password by guessing
    from the same address. Both the table and the number of delayed responses are bounded.
    """

    def __init__(
        self,
        clock: Callable[[], float] = time.monotonic,
        pause: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._clock = clock
        self._pause = pause
        self._failures: OrderedDict[str, tuple[int, float]] = OrderedDict()
        self._waiting = 0

    def __len__(self) -> int:
        return len(self._failures)

    async def wrong(self, address: str) -> bool:
        """Log a wrong guess and wait, longer each time; return False if too many are waiting."""
        source = _source(address)
        count = self._counted(source)
        _log.warning("Wrong password from %s (failure %d).", source, count)
        if self._waiting >= MOST_WAITING:
            return False
        self._waiting += 1
        try:
            await self._pause(min(FIRST_DELAY * 2 ** min(count - 1, 10), LONGEST_DELAY))
        finally:
            self._waiting -= 1
        return True

    def _counted(self, source: str) -> int:
        now = self._clock()
        count, last = self._failures.pop(source, (0, now))
        count = count + 1 if now - last < MEMORY_SECONDS else 1
        self._failures[source] = count, now
        if len(self._failures) > MOST_ADDRESSES:
            self._failures.popitem(last=False)
        return count


def _source(address: str) -> str:
    """Return the key for counting guesses: an IPv4 address, or a site's IPv6 network."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return "an unknown address"
    if isinstance(parsed, IPv6Address):
        if parsed.ipv4_mapped:
            return str(parsed.ipv4_mapped)
        return str(ip_network((int(parsed), _IPV6_SITE), strict=False))
    return str(parsed)


TOKEN = "token"  # noqa: S105 - the name of the parameter


class Entry(Protocol):
    """Decides whether a request is let in."""

    async def refusal(self, request: HTTPConnection) -> Response | None:
        """Return the response to a request that is refused, or None if it is let in."""


class OpenEntry:
    """Lets everyone in."""

    async def refusal(self, request: HTTPConnection) -> None:
        """Return None, so that nobody is refused."""


class PasswordEntry:
    """Lets in clients that send the password by HTTP Basic authentication, with any user name."""

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
        return PlainTextResponse(
            "Log in with this server's password, and any user name.", 401, challenge
        )


class LinkEntry:
    """Lets in clients that opened the link, which sets a cookie, or send its token as a bearer."""

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
            "This server can be opened only with its link. Open the address that `onrecord serve "
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
