"""Hosts and paths of the addresses on web pages, which may be malformed."""

from __future__ import annotations

from urllib.parse import urlsplit

from lxml.html import HtmlElement

MALFORMED = "?"
_STATED = "//link[@rel='canonical']/@href | //meta[@property='og:url']/@content"


def stated_addresses(tree: HtmlElement) -> list[str]:
    """Return the addresses that a page states as its own."""
    return [str(address) for address in tree.xpath(_STATED)]


def host_of(address: str) -> str:
    """Return the host with its port, '' for an address on the same site, or MALFORMED."""
    try:
        place = urlsplit(address.strip()).netloc.lower()
    except ValueError:
        return MALFORMED
    return place.rpartition("@")[2].removeprefix("www.")


def path_of(address: str) -> str:
    """Return the path, '' for a place on the same page, or MALFORMED."""
    try:
        return urlsplit(address.strip()).path.rstrip("/")
    except ValueError:
        return MALFORMED
