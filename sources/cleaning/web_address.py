"""Hosts and paths of the addresses on web pages, which may be malformed."""

from __future__ import annotations

from urllib.parse import urlsplit

MALFORMED = "?"


def host_of(address: str) -> str:
    """Return the host, '' for an address on the same site, or MALFORMED."""
    try:
        return (urlsplit(address.strip()).hostname or "").removeprefix("www.")
    except ValueError:
        return MALFORMED


def path_of(address: str) -> str:
    """Return the path, '' for a place on the same page, or MALFORMED."""
    try:
        return urlsplit(address.strip()).path.rstrip("/")
    except ValueError:
        return MALFORMED
