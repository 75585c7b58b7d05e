"""Page addresses, and which of them belong to the same page."""

from __future__ import annotations

import hashlib
import re
from html import unescape
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

from sources.errors import NotFetched

LONGEST = 2_000
_BREAKS = re.compile(r"[\t\r\n]+")
_PORTS = {"http": 80, "https": 443}
# Parameters that identify where a reader came from, not the page.
_TRACKING = re.compile(
    r"(?:utm_\w+|fbclid|gclid|mc_cid|mc_eid|at_\w+|cmpid|xtor)=.*", re.IGNORECASE
)


_CANONICAL = re.compile(rb"<link\b[^>]{0,2000}\brel=[\"']?canonical\b[^>]{0,2000}>", re.IGNORECASE)
_LINK = re.compile(rb"<link\b[^>]{0,2000}>", re.IGNORECASE)
_ALTERNATE = re.compile(rb"\brel=[\"']?[^\"'>]*\balternate\b", re.IGNORECASE)
_FEED_TYPE = re.compile(
    rb"\btype=[\"']?application/(?:(?:rss|atom)\+xml|feed\+json)", re.IGNORECASE
)
_HREF = re.compile(rb"\bhref=[\"']?([^\"'\s>]+)", re.IGNORECASE)


def split(address: str) -> SplitResult:
    """Return the parts of an address; raise NotFetched if it may not be fetched."""
    shown = address[:80]
    if len(address) > LONGEST or not address.isprintable() or " " in address:
        raise NotFetched(f"{shown!r} is not a valid address", lasting=True)
    try:
        parts = urlsplit(address)
        port = parts.port
    except ValueError as error:
        raise NotFetched(f"{shown!r} is not an address: {error}", lasting=True) from error
    if parts.scheme not in _PORTS or not parts.hostname or port == 0:
        raise NotFetched(f"{shown!r} is not an http or https address", lasting=True)
    if parts.username is not None or parts.password is not None:
        raise NotFetched(f"the address on {parts.hostname} contains a user name", lasting=True)
    return parts


def port_of(parts: SplitResult) -> int:
    """Return the port of an address."""
    return parts.port or _PORTS[parts.scheme]


def host_of(address: str) -> str:
    """Return the host and port of an address, as `example.org:443` or `[::1]:443`."""
    parts = split(address)
    return f"{_host(parts)}:{port_of(parts)}"


def _host(parts: SplitResult) -> str:
    host = (parts.hostname or "").lower()
    return f"[{host}]" if ":" in host else host


def endpoint_of(address: str) -> tuple[str, int]:
    """Return the host and the port of an address, to connect to."""
    parts = split(address)
    return parts.hostname or "", port_of(parts)


def origin_of(address: str) -> str:
    """Return the scheme, host and port of an address: the scope of credentials."""
    return f"{split(address).scheme}://{host_of(address)}"


def canonical(address: str) -> str:
    """Return the address without its fragment, default port and tracking parameters."""
    parts = split(address)
    host = _host(parts)
    if port_of(parts) != _PORTS[parts.scheme]:
        host = f"{host}:{parts.port}"
    return urlunsplit((parts.scheme, host, parts.path or "/", _identifying(parts.query), ""))


def without_tracking(address: str) -> str:
    """Return the address without its tracking parameters, and otherwise unchanged."""
    start, mark, rest = address.partition("?")
    query, hash_, fragment = rest.partition("#")
    if not mark or "#" in start or (kept := _identifying(query)) == query:
        return address
    return f"{start}{'?' * bool(kept)}{kept}{hash_}{fragment}"


def _identifying(query: str) -> str:
    return "&".join(p for p in query.split("&") if p and not _TRACKING.fullmatch(p))


def stated_address(page: bytes, final: str) -> str:
    """Return the canonical address that a web page states, if it is an article's on the same host.

    Otherwise return the address that it was fetched from. Many sites state their front page.
    """
    link = _CANONICAL.search(page)
    href = _HREF.search(link[0]) if link else None
    if href is None:
        return final
    try:
        found = canonical(joined(final, unescape(href[1].decode("utf-8", "replace"))))
    except (NotFetched, ValueError):
        return final
    is_page = urlsplit(found).path != "/" and urlsplit(found).netloc == urlsplit(final).netloc
    return found if is_page else final


def linked_feed(page: bytes, address: str) -> str:
    """Return the address of the first feed that a web page links as its own, or ''."""
    for link in _LINK.findall(page):
        href = _HREF.search(link)
        if href is None or not (_ALTERNATE.search(link) and _FEED_TYPE.search(link)):
            continue
        try:
            return canonical(joined(address, unescape(href[1].decode("utf-8", "replace"))))
        except (NotFetched, ValueError):
            continue
    return ""


def joined(base: str, link: str) -> str:
    """Return the absolute address of a link, reading spaces and line breaks in it as browsers do.

    Raise ValueError if it is malformed. See https://url.spec.whatwg.org/#url-parsing
    """
    return urljoin(base, _BREAKS.sub("", link.strip()).replace(" ", "%20"))


def site_of(address: str) -> str:
    """Return the common prefix of all canonical addresses on the same host."""
    parts = split(canonical(address))
    return f"{parts.scheme}://{parts.netloc}/"


def spellings(address: str) -> tuple[str, ...]:
    """Return the variants of a page's address: http or https, with or without a final slash."""
    try:
        plain = canonical(address)
    except NotFetched:
        return (address,)
    rest = plain.partition("://")[2].rstrip("/")
    both = [f"{scheme}://{rest}{slash}" for scheme in _PORTS for slash in ("", "/")]
    return tuple(dict.fromkeys((address, plain, *both)))


def key_of(address: str) -> str:
    """Return 16 hexadecimal digits that identify a page, however its address is written."""
    rest = canonical(address).partition("://")[2].rstrip("/")
    return hashlib.sha256(rest.encode("utf-8", "surrogatepass")).hexdigest()[:16]
