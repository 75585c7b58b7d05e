"""Fetching: one address at a time, within limits.

No cookies are kept, nothing in a page is run or loaded, the system's proxy and password files are
ignored, and credentials are sent only to their own host.
"""

from __future__ import annotations

import codecs
import hashlib
import ssl
import time
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Protocol
from urllib.parse import quote

import httpcore

from sources.cleaning.publication_status import withheld
from sources.errors import NotFetched
from sources.following.address import canonical, host_of, joined, origin_of, split
from sources.following.manners import Budget, Manners, Refusals
from sources.following.reach import PUBLIC, CheckedBackend, Deadline, Reach
from sources.following.response import Answer, headers_of
from sources.following.robots import Rules, rules_of
from sources.following.source import NEVER_READ, Validators
from sources.formats.robots_directives import AGENT, directives

USER_AGENT = f"{AGENT}/0.1 (a newsroom's archive; follows feeds and sitemaps)"
MOST_REDIRECTS = 5
_ROBOTS_SECONDS, _ROBOTS_BYTES = 3_600.0, 500_000
_LONGEST_DELAY = 60.0
_WAITED_OUT = 20.0  # the longest Retry-After, in seconds, that is waited out within a run
_MOVED = frozenset({301, 302, 303, 307, 308})
_FAULTS = (
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.UnsupportedProtocol,
    ssl.SSLError,
    OSError,
    zlib.error,
)


@dataclass(frozen=True, slots=True)
class Request:
    """A request for an address, unless it still has the version that was read before.

    `credentials` is the value of the Authorization header, only for the address's own host.
    """

    address: str
    known: Validators = NEVER_READ
    credentials: str = ""
    reach: Reach = PUBLIC


@dataclass(frozen=True, slots=True)
class Fetched:
    """The response from an address; `data` is None if it has not changed.

    `robots` holds the directives of its X-Robots-Tag header, such as "noindex".
    """

    address: str
    data: bytes | None
    kind: str = ""
    validators: Validators = NEVER_READ
    robots: str = ""

    @property
    def unpublished(self) -> str | None:
        """Why the page is not published according to its header, or None."""
        return withheld({"robots": self.robots})

    @property
    def digest(self) -> str:
        """A digest of everything that decides what is stored of the page."""
        mark = f"\n{self.unpublished}" if self.unpublished else ""
        return hashlib.sha256((self.data or b"") + mark.encode()).hexdigest()


class Turns(Protocol):
    """When each host may be asked next, stored beyond the end of this process."""

    def begin(self, host: str, delay: float) -> None:
        """Wait until the host may be asked, and record the request."""

    def end(self, host: str, delay: float) -> None:
        """Record the host's response."""


class Fetcher:
    """Fetch addresses in the order of the calls."""

    def __init__(
        self,
        manners: Manners,
        turns: Turns,
        budget: Budget,
        now: Callable[[], float] = time.monotonic,
    ) -> None:
        self.manners, self.budget = manners, budget
        self._turns, self._now = turns, now
        self._robots: dict[str, tuple[float, Rules]] = {}
        self._refusals = Refusals()

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        return httpcore.default_ssl_context()

    def fetch(self, request: Request) -> Fetched:
        """Fetch an address and follow redirects; raise NotFetched with the reason."""
        address, credentials = request.address, request.credentials
        for _ in range(MOST_REDIRECTS + 1):
            rules = self._rules(replace(request, address=address))
            if not rules.allow(address):
                raise NotFetched(f"robots.txt of {host_of(address)} disallows it", lasting=True)
            asked = replace(request, address=address, credentials=credentials)
            answer = self._asked_patiently(asked, self._delay(rules))
            if answer.status not in _MOVED:
                return self._fetched(asked, answer)
            address, before = _next(address, answer.headers), address
            if origin_of(address) != origin_of(before):
                credentials = ""
        raise NotFetched(f"it redirects more than {MOST_REDIRECTS} times", lasting=True)

    def _asked_patiently(self, request: Request, delay: float) -> Answer:
        """Return the response; if the host asks for a short delay, wait and ask once more."""
        host = host_of(request.address)
        answer = self._ask(request, delay)
        if 0 < answer.wait <= _WAITED_OUT and not self._refusals.are_general(host):
            wait = max(answer.wait, delay)
            self._turns.end(host, wait)
            answer = self._ask(request, wait)
        self._refusals.record(host, refused=answer.is_overload)
        return answer

    def _delay(self, rules: Rules) -> float:
        return max(self.manners.delay, min(rules.delay, _LONGEST_DELAY))

    def _rules(self, request: Request) -> Rules:
        """Return the rules of a host's robots.txt, which is read again after an hour."""
        origin = origin_of(request.address)
        known = self._robots.get(origin)
        if known and self._now() - known[0] < _ROBOTS_SECONDS:
            return known[1]
        asked = Request(f"{origin}/robots.txt", reach=request.reach)
        rules = self._fetched_rules(asked)
        self._robots[origin] = (self._now(), rules)
        return rules

    def _fetched_rules(self, asked: Request) -> Rules:
        home = asked.address
        for _ in range(MOST_REDIRECTS):
            answer = self._ask(asked, self.manners.delay)
            if answer.status not in _MOVED:
                if answer.is_temporary:
                    host = host_of(home)
                    raise NotFetched(
                        f"{host} returned status {answer.status} for robots.txt", host=True
                    )
                return rules_of(answer.status, answer.data[:_ROBOTS_BYTES])
            asked = replace(asked, address=_next(asked.address, answer.headers))
        return rules_of(404, b"")

    def _ask(self, request: Request, delay: float) -> Answer:
        host = host_of(request.address)
        self.budget.require()
        self._turns.begin(host, delay)
        try:
            return self._answered(request, Deadline(self.manners.seconds))
        except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
            said = f"{host} cannot be reached: {error!s:.200}"
            raise NotFetched(said, host=True) from error
        except httpcore.TimeoutException as error:
            raise NotFetched(
                f"the request took more than {self.manners.seconds:g} seconds"
            ) from error
        except _FAULTS as error:
            said = str(error) or type(error).__name__
            raise NotFetched(f"the response of {host} cannot be read: {said[:200]}") from error
        finally:
            self._turns.end(host, delay)

    def _answered(self, request: Request, deadline: Deadline) -> Answer:
        backend = CheckedBackend(request.reach, deadline)
        url = canonical(request.address)
        with (
            httpcore.ConnectionPool(
                self._tls, max_connections=1, max_keepalive_connections=0, network_backend=backend
            ) as pool,
            pool.stream("GET", _ascii(url), headers=_headers(request)) as response,
        ):
            headers = headers_of(response.headers)
            wanted = response.status == 200 or url.endswith("/robots.txt")
            data = self._body(response, headers) if wanted else b""
            return Answer(response.status, headers, data)

    def _body(self, response: httpcore.Response, headers: Mapping[str, str]) -> bytes:
        """Return the decompressed body of a response, up to the limit for a page."""
        most = self.manners.page_bytes
        packed = headers.get("content-encoding", "identity").strip().lower()
        if packed not in ("gzip", "x-gzip", "deflate", "identity", ""):
            raise NotFetched(
                f"it is compressed as {packed[:40]!r}, which was not requested", lasting=True
            )
        unpack = zlib.decompressobj(47) if packed in ("gzip", "x-gzip", "deflate") else None
        data = bytearray()
        for chunk in response.iter_stream():
            self.budget.take(len(chunk))
            data += unpack.decompress(chunk, most + 1 - len(data)) if unpack else chunk
            if len(data) > most:
                raise NotFetched(f"it has more than {most:,} bytes", lasting=True)
        return bytes(data)

    def _fetched(self, request: Request, answer: Answer) -> Fetched:
        status, headers = answer.status, answer.headers
        validators = Validators(
            headers.get("etag", "")[:500], headers.get("last-modified", "")[:100]
        )
        robots = directives(headers.get("x-robots-tag", ""))
        if status == 304:
            return Fetched(request.address, None, "", request.known, robots)
        if status != 200:
            host = self._refusals.are_general(host_of(request.address))
            raise answer.failure(host=host)
        kind, _, rest = headers.get("content-type", "").partition(";")
        data = _in_utf8(answer.data, rest)
        return Fetched(request.address, data, kind.strip().lower(), validators, robots)


def _headers(request: Request) -> list[tuple[str, str]]:
    known = request.known
    given = {
        "Host": split(canonical(request.address)).netloc.encode("idna").decode(),
        "User-Agent": USER_AGENT,
        "Accept": "*/*",
        "Accept-Encoding": "gzip",
        "If-None-Match": known.etag,
        "If-Modified-Since": known.modified,
        "Authorization": request.credentials,
    }
    return [(name, value) for name, value in given.items() if value]


def _ascii(url: str) -> str:
    """Return an address in ASCII: the host in IDNA, the rest percent-encoded."""
    parts = split(url)
    host = parts.netloc if parts.netloc.isascii() else parts.netloc.encode("idna").decode()
    path = quote(parts.path, safe="/%:@!$&'()*+,;=~-._")
    query = quote(parts.query, safe="/%:@!$&'()*+,;=~-._?")
    return f"{parts.scheme}://{host}{path}" + (f"?{query}" if query else "")


def _next(address: str, headers: Mapping[str, str]) -> str:
    """Return the address that a redirect leads to; raise NotFetched if it may not be fetched."""
    where = headers.get("location", "")
    if not where:
        raise NotFetched("it redirects without saying where to", lasting=True)
    try:
        found = joined(address, where)
        split(found)
    except (NotFetched, ValueError) as error:
        raise NotFetched(f"it redirects to {where[:120]!r}: {error}", lasting=True) from error
    return found


def _in_utf8(data: bytes, parameters: str) -> bytes:
    """Return the text in UTF-8 if the header states another encoding."""
    name = parameters.lower().partition("charset=")[2].split(";")[0].strip(" \"'")
    try:
        encoding = codecs.lookup(name).name if name else "utf-8"
    except (LookupError, ValueError):
        return data
    if encoding in ("utf-8", "ascii") or data.startswith(codecs.BOM_UTF8):
        return data
    try:
        return codecs.BOM_UTF8 + data.decode(encoding).encode()
    except (LookupError, UnicodeError):
        return data
