"""Walls that a host returns instead of a followed page, with status 200."""

from __future__ import annotations

from urllib.parse import urlsplit

from lxml.html import HtmlElement

from sources.errors import Unreadable
from sources.formats.decoding import decode_page
from sources.formats.markup import parse
from sources.formats.page_walls import Wall

_REDIRECTS = {
    "consent page": {"consent", "cookie-consent", "cookiewall", "collectconsent"},
    "login page": {"login", "log-in", "signin", "sign-in", "sso", "oauth", "oauth2", "accounts"},
    "check of the host": {"captcha", "challenge"},
}
_LARGEST = 1_000_000


def redirected_to(address: str) -> Wall | None:
    """Return the wall at an address, judged by its host and path, or None."""
    parts = urlsplit(address.lower())
    names = {name.partition(".")[0].replace("_", "-") for name in parts.path.split("/")}
    names.add((parts.hostname or "").partition(".")[0])
    for what, known in _REDIRECTS.items():
        if names & known:
            return Wall(f"it redirects to a {what}, {address[:120]}")
    return None


def parsed_page(page: bytes, origin: str) -> HtmlElement | None:
    """Return the tree of a web page, or None if the page is too large for a wall or unreadable."""
    if len(page) > _LARGEST:
        return None
    try:
        return parse(decode_page(page, origin))
    except Unreadable:
        return None  # refused later, when it is read
