"""Hosts and paths of the addresses on web pages, which may be malformed."""

from __future__ import annotations

from urllib.parse import urlsplit

MALFORMED = "?"


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
